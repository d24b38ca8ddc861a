"""What benches write into services' own tables has all that a row has today.

A bench runs seldom: a column that a migration adds would be missed when somebody measures next.
"""

import asyncio
import uuid
from functools import partial

import asyncpg
import pytest

from bench import ledger, register_service, seal, waiting_page, what_if
from deploy.local.prepare import prepare
from deploy.local.roles import role_url
from tests.platform.running import new_database


async def home_and_need(connection):
    homes = list(register_service.county_homes(1, 1))
    await register_service.copy_in(connection, homes, register_service.county_needs()[:1])


FILLS = {
    "ledger": partial(ledger.fill, 1),
    "register": home_and_need,
    "seal": partial(seal.fill, 1),
    "waiting page": partial(waiting_page.fill, 1, uuid.UUID(int=0)),
    "what if": partial(what_if.fill, 1),
}


@pytest.fixture(scope="module")
def database(postgres):
    name = new_database("benches")
    prepare(postgres.superuser_url, name)
    return role_url(postgres.superuser_url, "postgres", name)


async def filled(url, fill):
    connection = await asyncpg.connect(url)
    await connection.execute("SET session_replication_role = replica")
    transaction = connection.transaction()
    await transaction.start()
    try:
        await fill(connection=connection)
    finally:
        await transaction.rollback()  # the next has rows of the same cases
        await connection.close()


@pytest.mark.parametrize("bench", FILLS)
def test_a_bench_writes_rows_of_today(database, bench):
    asyncio.run(filled(database, FILLS[bench]))
