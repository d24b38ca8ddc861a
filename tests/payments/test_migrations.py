"""Accounts as they stood on 29 November 2026, brought to today's schema."""

import asyncio
from collections import defaultdict
from pathlib import Path

import asyncpg
import pytest

from deploy.local.roles import create_roles, role_url
from services.payments.app import SERVICE
from shared.persistence.migrate import migrate
from shared.persistence.security import owner_role
from tests.platform.running import new_database

ROWS = Path(__file__).parents[1] / "stored" / "rows" / "payments.sql"
OF_STROUD = """
INSERT INTO payments.accounts
SELECT gen_random_uuid(), 'E07000082', opened_on, 'E07000082/2025-04-01', stage_limit, 9000, 1000,
    0, 0, NULL, NULL, 1
FROM payments.accounts LIMIT 1
"""


class Schema:
    """The schema of payments in a database of its own."""

    def __init__(self, superuser_url, database):
        create_roles(superuser_url, database)
        self._superuser = role_url(superuser_url, "postgres", database)
        self._owner = role_url(superuser_url, owner_role("payments"), database)

    def upgrade(self, revision="head"):
        asyncio.run(migrate("payments", SERVICE.migrations, self._owner, revision))

    def sql(self, statement):
        return asyncio.run(self._sql(statement))

    async def _sql(self, statement):
        connection = await asyncpg.connect(self._superuser)
        try:
            if statement.lstrip().startswith("SELECT"):
                return [tuple(row) for row in await connection.fetch(statement)]
            return await connection.execute(statement)
        finally:
            await connection.close()


@pytest.fixture(scope="module")
def schema(postgres):
    """The rows of that day in the schema that they were written in, then everything since."""
    made = Schema(postgres.superuser_url, new_database("payments_as_it_was"))
    made.upgrade("payments_0001")
    rows = (line for line in ROWS.read_text().splitlines() if "alembic_version" not in line)
    made.sql("\n".join(rows))
    made.sql(OF_STROUD)
    made.as_it_was = made.sql(
        "SELECT case_id, award, contribution_received, paid,"
        " (SELECT coalesce(sum(from_award), 0) FROM payments.payments p"
        "  WHERE p.case_id = a.case_id),"
        " settled_on IS NOT NULL FROM payments.accounts a ORDER BY case_id"
    )
    made.upgrade()
    return made


def pounds_of(schema, case_id):
    """What each account of a case comes to in the ledger: its debits and its credits, pounds."""
    found = schema.sql(
        "SELECT code, coalesce(sum(pence) FILTER (WHERE pence > 0), 0) / 100.0,"
        " coalesce(-sum(pence) FILTER (WHERE pence < 0), 0) / 100.0 FROM payments.postings"
        f" WHERE case_id = '{case_id}' GROUP BY code"
    )
    return {code: (debits, credits_) for code, debits, credits_ in found}


def test_the_ledger_opens_with_what_every_account_stood_at(schema):
    """Of the rows: open and settled, with and without a contribution, withdrawn, paid in full."""
    assert len(schema.as_it_was) == 6
    for case_id, award, received, paid, from_award, settled in schema.as_it_was:
        ledger = defaultdict(lambda: (0, 0), pounds_of(schema, case_id))
        assert ledger["M10"] == (0, award)
        assert ledger["M20"] == (award, award if settled else from_award)
        assert ledger["M30"] == (from_award, 0)
        assert ledger["M40"] == (award - from_award if settled else 0, 0)
        assert ledger["A10"] == (received, paid)
        assert ledger["L30"] == (paid - from_award, received)
        assert ledger["L10"] == (paid, paid)
        assert ledger["E10"] == (from_award, 0)


def test_every_opening_entry_balances(schema):
    found = schema.sql(
        "SELECT entry_id FROM payments.postings GROUP BY entry_id, starts_with(code, 'M')"
        " HAVING sum(pence) <> 0 OR count(*) < 2"
    )
    assert not found


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
