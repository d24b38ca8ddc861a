"""A database with every schema at head and rows of two districts in every table."""

import asyncio

import asyncpg
import pytest

from deploy.local.prepare import prepare
from deploy.local.roles import role_url
from tests.isolation.tables import seed

DATABASE = "isolation"


@pytest.fixture(scope="session")
def database(postgres):
    """Where its superuser reaches it."""
    prepare(postgres.superuser_url, DATABASE)
    url = role_url(postgres.superuser_url, "postgres", DATABASE)
    asyncio.run(seed(url))
    return url


@pytest.fixture
async def superuser(database):
    connection = await asyncpg.connect(database)
    yield connection
    await connection.close()


@pytest.fixture
async def connect(database):
    """Connect as a role."""
    opened = []

    async def as_role(role):
        opened.append(await asyncpg.connect(role_url(database, role, DATABASE)))
        return opened[-1]

    yield as_role
    for connection in opened:
        await connection.close()
