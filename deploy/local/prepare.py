"""A database made ready: roles, schemas, and every schema migrated to head by its owner."""

import asyncio
import datetime as dt
from importlib import import_module

import asyncpg

from deploy.local.roles import SERVICES, create_roles, role_url
from services.referral.domain.assessors import Assessor
from shared.bus.__main__ import MIGRATIONS as BUS_MIGRATIONS
from shared.contracts.codes import AssessorGrade
from shared.days import LAST_DAY
from shared.persistence.migrate import migrate
from shared.persistence.security import owner_role
from shared.policies import authorities

THERAPIST = Assessor(
    principal="development:occupational_therapist",
    name="The demonstration's therapist",
    grade=AssessorGrade.OCCUPATIONAL_THERAPIST,
    registration="OT00000",
    registered_until=LAST_DAY,
    districts=tuple(authorities()),
    most_cases=500,
    joined_on=dt.date(2020, 1, 1),
)
_ENTER = """
    INSERT INTO referral.assessors (id, number, principal, assessor, recorded_at, recorded_by)
    VALUES ('00000000-0000-0000-0000-000000000001', 1, $1, $2, now(), 'the demonstration')
    ON CONFLICT DO NOTHING
"""


def prepare(superuser_url: str, database: str = "dfg") -> None:
    """Bring a database of that server to where the services can start. Harmless to repeat."""
    create_roles(superuser_url, database)
    asyncio.run(_migrate_all(superuser_url, database))
    asyncio.run(_enter_therapist(role_url(superuser_url, "postgres", database)))


async def _enter_therapist(url: str) -> None:
    """Put the demonstration's therapist on the register of assessors: nobody else signs for them."""
    connection = await asyncpg.connect(url)
    await connection.execute(_ENTER, THERAPIST.principal, THERAPIST.model_dump_json())
    await connection.close()


async def _migrate_all(superuser_url: str, database: str) -> None:
    await migrate("bus", BUS_MIGRATIONS, role_url(superuser_url, "dfg_bus_owner", database))
    for name in SERVICES:
        service = import_module(f"services.{name}.app").SERVICE
        url = role_url(superuser_url, owner_role(name), database)
        await migrate(name, service.migrations, url)
