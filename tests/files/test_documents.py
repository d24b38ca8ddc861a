"""Documents of a case, kept by a service: who may see them is decided by PostgreSQL."""

import asyncio
import uuid

import asyncpg
import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase

from deploy.local.prepare import prepare
from deploy.local.roles import role_url
from shared.files import (
    Document,
    Infected,
    Scan,
    Store,
    create_documents,
    keep,
    no_scanner,
    receive,
)
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from shared.persistence.rows import TYPES
from shared.persistence.security import runtime_role
from shared.problems import OutOfReach
from tests.files import samples
from tests.platform.running import new_database

GLOUCESTER, STROUD = "E07000081", "E07000082"
CASE = uuid.UUID(int=1)
OFFICER = Reach("an officer", (GLOUCESTER,), (GLOUCESTER,))


class Base(DeclarativeBase):
    type_annotation_map = TYPES


class Evidence(Document, Base):
    """The table of a service that keeps documents."""

    __tablename__ = "probe_documents"


@pytest.fixture(scope="module")
def url(postgres):
    """A service's schema whose migration made the table by the helper."""
    database = new_database("documents")
    prepare(postgres.superuser_url, database)
    superuser = role_url(postgres.superuser_url, "postgres", database)
    asyncio.run(_create(superuser))
    return role_url(superuser, runtime_role("grants"), database)


async def _create(superuser):
    connection = await asyncpg.connect(superuser)
    statements = []
    create_documents(statements.append, "grants", "probe_documents")
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


@pytest.fixture
async def database(url):
    database = Database("grants", url, pool_size=2)
    yield database
    await database.dispose()


@pytest.fixture
def store(tmp_path):
    return Store.open(tmp_path.as_uri())


async def parts(content):
    yield content


async def kept(
    database,
    store,
    *,
    reach=OFFICER,
    content=samples.PDF,
    cause=None,
    scanner=no_scanner,
    **asked,
):
    """The id of a document that somebody keeps."""
    asked = {"district": GLOUCESTER, "case_id": CASE, "shows": "a certificate"} | asked
    cause = cause or uuid.uuid4()
    async with (
        receive(parts(content), "certificate.pdf", most=10_000, scanner=scanner) as incoming,
        database.unit_of_work(reach, action="keep_document", cause=cause) as uow,
    ):
        return (await keep(uow, store, Evidence, incoming, **asked)).id


async def seen(database, reach):
    async with database.reading(reach) as reading:
        return list(await reading.session.scalars(select(Evidence)))


async def test_a_document_is_kept_with_what_is_known_of_it(database, store):
    document = await kept(database, store)
    [row] = [row for row in await seen(database, OFFICER) if row.id == document]
    assert (row.name, row.kind, row.bytes) == ("certificate.pdf", "application/pdf", 35)
    assert (row.kept_by, row.scan) == ("an officer", "not_scanned")
    assert b"".join([part async for part in store.read(row.id, row.sha256)]) == samples.PDF


async def test_who_may_not_see_the_case_does_not_see_its_documents(database, store):
    await kept(database, store)
    for reach in (
        Reach("of another district", (STROUD,), (STROUD,)),
        Reach("of another case", (GLOUCESTER,), case=str(uuid.uuid4())),
        Reach("a provider", (GLOUCESTER,), provider="severn-homes"),
    ):
        assert await seen(database, reach) == []
    assert await seen(database, Reach("the resident", (GLOUCESTER,), case=str(CASE)))


async def test_a_document_of_another_district_is_not_kept(database, store):
    with pytest.raises(OutOfReach):
        await kept(database, store, district=STROUD)


async def test_what_the_scanner_refuses_is_not_kept(database, store, tmp_path):
    async def finds_something(content):
        content.seek(0)
        assert content.read() == samples.PDF
        return Scan.INFECTED

    with pytest.raises(Infected):
        await kept(database, store, scanner=finds_something)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


async def test_what_the_scanner_said_is_kept(database, store):
    async def finds_nothing(content):
        return Scan.CLEAN

    document = await kept(database, store, scanner=finds_nothing)
    [row] = [row for row in await seen(database, OFFICER) if row.id == document]
    assert row.scan == "clean"


async def test_a_command_that_fails_leaves_no_row_and_goes_through_when_sent_again(database, store):
    cause = uuid.uuid4()
    with pytest.raises(DBAPIError):
        await kept(database, store, cause=cause, shows=None)
    document = await kept(database, store, cause=cause)
    assert [row.id for row in await seen(database, OFFICER) if row.id == document] == [document]


@pytest.mark.parametrize("change", ["name = 'x'", "sha256 = 'x'"])
async def test_a_row_is_added_and_never_changed(database, store, change):
    await kept(database, store)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.transaction(OFFICER) as (_, driver):
            await driver.execute(f"UPDATE probe_documents SET {change}")
