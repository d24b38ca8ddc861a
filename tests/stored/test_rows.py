"""Rows as they stood on 29 November 2026 open after every migration since."""

import asyncio
import re
import uuid
from importlib import import_module
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from deploy.local.roles import SERVICES, create_roles, role_url
from shared.bus.__main__ import MIGRATIONS as BUS_MIGRATIONS
from shared.contracts import EVENT_TYPES
from shared.persistence.migrate import migrate
from shared.persistence.security import owner_role
from shared.persistence.stored import AsJson

ROWS = Path(__file__).with_name("rows")


def statements_of(service: str) -> list[str]:
    """One INSERT a row."""
    return (ROWS / f"{service}.sql").read_text().splitlines()


def revision_of(service: str) -> str:
    """At which the rows were written."""
    [line] = (each for each in statements_of(service) if ".alembic_version " in each)
    return re.search(r"\('(\w+)'\)", line)[1]


async def write_rows(url: str, service: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute("SET session_replication_role = replica")
    for statement in statements_of(service):
        if ".alembic_version " not in statement:
            await connection.execute(statement)
    await connection.close()


async def brought_up_to_date(superuser_url: str, database: str) -> None:
    """Each service's schema at the revision of its rows, the rows, and then all migrations since."""
    await migrate("bus", BUS_MIGRATIONS, role_url(superuser_url, "dfg_bus_owner", database))
    for service in SERVICES:
        migrations = import_module(f"services.{service}.app").SERVICE.migrations
        owner = role_url(superuser_url, owner_role(service), database)
        await migrate(service, migrations, owner, revision_of(service))
        await write_rows(role_url(superuser_url, "postgres", database), service)
        await migrate(service, migrations, owner)


@pytest.fixture(scope="module")
def database(postgres):
    """Where the superuser reaches the old rows, migrated."""
    name = f"stored_{uuid.uuid4().hex[:8]}"
    create_roles(postgres.superuser_url, name)
    asyncio.run(brought_up_to_date(postgres.superuser_url, name))
    return role_url(postgres.superuser_url, "postgres", name)


@pytest.mark.parametrize("service", SERVICES)
async def test_every_old_row_opens(database, service):
    engine = create_async_engine(
        database.replace("postgresql:", "postgresql+asyncpg:"),
        poolclass=NullPool,
        connect_args={"server_settings": {"search_path": service}},
    )
    async with AsyncSession(engine) as session:
        for mapper in import_module(f"services.{service}.tables").Base.registry.mappers:
            rows = (await session.scalars(select(mapper.class_))).all()
            counted = await session.scalar(select(func.count()).select_from(mapper.class_))
            assert len(rows) == counted
            for column in (c for c in mapper.columns if isinstance(c.type, AsJson)):
                for value in (getattr(row, column.key) for row in rows):
                    assert value is None or column.type.opened(value) is not None
    await engine.dispose()


@pytest.mark.parametrize("service", SERVICES)
async def test_every_old_event_opens(database, service):
    connection = await asyncpg.connect(database)
    rows = await connection.fetch(
        f"SELECT type, data FROM {service}.outbox UNION ALL SELECT type, data FROM {service}.inbox"
        " WHERE type IS NOT NULL"
    )
    await connection.close()
    assert rows
    for row in rows:
        EVENT_TYPES[row["type"]].model_validate_json(row["data"])


@pytest.mark.parametrize("service", SERVICES)
async def test_a_receiver_goes_on_where_it_was(database, service):
    """It had read the one log that far; now it reads each publisher's part from there."""
    connection = await asyncpg.connect(database)
    cursors = dict(await connection.fetch(f"SELECT log, position FROM {service}.bus_cursors"))
    await connection.close()
    before = [s for s in statements_of(service) if ".bus_cursors " in s]
    read = [int(re.search(r"'bus.log', (\d+)", each)[1]) for each in before]
    assert set(cursors.values()) == set(read)
    assert len(cursors) == len(read) * 5
