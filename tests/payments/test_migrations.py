"""Accounts as they stood on 29 November 2026, brought to today's schema."""

import asyncio
from pathlib import Path

import asyncpg
import pytest
from alembic import command
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from deploy.local.roles import create_roles, role_url
from services.payments.app import SERVICE
from shared.persistence.migrate import configuration
from shared.persistence.security import owner_role

ROWS = Path(__file__).parents[1] / "stored" / "rows" / "payments.sql"
OF_STROUD = """
INSERT INTO payments.accounts
SELECT gen_random_uuid(), 'E07000082', opened_on, 'E07000082/2025-04-01', stage_limit, 9000, 1000,
    0, 0, NULL, NULL, 1
FROM payments.accounts LIMIT 1
"""


class Schema:
    """The schema of payments in a database of its own, at one revision after the other."""

    def __init__(self, superuser_url, database):
        create_roles(superuser_url, database)
        self._superuser = role_url(superuser_url, "postgres", database)
        self._owner = role_url(superuser_url, owner_role("payments"), database)

    def upgrade(self, revision):
        asyncio.run(self._upgrade(revision))

    async def _upgrade(self, revision):
        engine = create_async_engine(
            make_url(self._owner).set(drivername="postgresql+asyncpg"),
            connect_args={"server_settings": {"search_path": "payments"}},
        )
        async with engine.begin() as connection:
            await connection.run_sync(self._run, revision)
        await engine.dispose()

    @staticmethod
    def _run(connection, revision):
        settings = configuration("payments", SERVICE.migrations)
        settings.attributes["connection"] = connection
        command.upgrade(settings, revision)

    def sql(self, statement):
        return asyncio.run(self._sql(statement))

    async def _sql(self, statement):
        connection = await asyncpg.connect(self._superuser)
        try:
            if statement.lstrip().startswith("SELECT"):
                return [tuple(row) for row in await connection.fetch(statement)]
            await connection.execute(statement)
        finally:
            await connection.close()


@pytest.fixture(scope="module")
def schema(postgres):
    """Today's rows in the schema that they were written in, then everything since."""
    made = Schema(postgres.superuser_url, "payments_as_it_was")
    made.upgrade("payments_0001")
    rows = (line for line in ROWS.read_text().splitlines() if "alembic_version" not in line)
    made.sql("\n".join(rows))
    made.sql(OF_STROUD)
    made.upgrade("head")
    return made


def test_what_was_paid_from_the_award_is_known(schema):
    found = schema.sql(
        "SELECT paid::text, paid_from_award::text FROM payments.accounts"
        " WHERE contribution > 0 AND district = 'E07000081' ORDER BY paid"
    )
    assert found == [("2000.00", "0.00"), ("27500.00", "24170.75")]


def test_the_contribution_comes_first_only_where_the_policy_asks_it(schema):
    found = schema.sql(
        "SELECT DISTINCT district, contribution_first FROM payments.accounts ORDER BY district"
    )
    assert found == [
        ("E07000081", None),
        ("E07000082", "Stroud App 2 Approval of Grant Applications and Making Payments"),
    ]


def test_of_approvals_from_before_nobody_knows_the_contractors(schema):
    assert schema.sql("SELECT DISTINCT names_contractors FROM payments.accounts") == [(False,)]
