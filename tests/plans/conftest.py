"""The large county that every question is put to, made once."""

import asyncio

import pytest

from deploy.local.prepare import prepare
from deploy.local.roles import role_url
from tests.plans.caseload import County, fill
from tests.platform.running import new_database


@pytest.fixture(scope="session")
def county(postgres) -> County:
    database = new_database("plans")
    prepare(postgres.superuser_url, database)
    asyncio.run(fill(role_url(postgres.superuser_url, "postgres", database)))
    return County(postgres.superuser_url, database)
