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

PAID_BEFORE = """
INSERT INTO payments.accounts (case_id, district, opened_on, policy_version, stage_limit, award,
    contribution, names_contractors, contracting_party, version)
VALUES ('00000000-0000-0000-0000-0000000000a1', 'E07000081', '2026-03-03',
    'E07000081/2026-02-01', '{"percent": 100, "clause": "own"}', 6000, 0, false, 'council', 1);
INSERT INTO payments.invoices (id, case_id, district, contractor, invoice, invoice_id, kind, stage,
    amount, retained, credited, state, received_on, received_by, due_on, cis, deducted, paid_on,
    version)
SELECT id::uuid, '00000000-0000-0000-0000-0000000000a1', 'E07000081', id::uuid, '{}', id::uuid,
    'works', 'interim', 3600, 0, 0, 'approved', '2026-03-10', 'finance', '2026-04-09', '{}',
    deducted, paid_on, 1
FROM (VALUES ('00000000-0000-0000-0000-0000000000b1', 400.00, date '2026-03-06'),
    ('00000000-0000-0000-0000-0000000000b2', 200.00, date '2026-04-05'),
    ('00000000-0000-0000-0000-0000000000b3', 100.00, NULL)) AS told (id, deducted, paid_on);
INSERT INTO payments.recoveries (id, case_id, district, demand, proposed_on, proposed_by, version)
VALUES ('00000000-0000-0000-0000-0000000000c1', '00000000-0000-0000-0000-0000000000a1',
    'E07000081', '{}', '2026-03-10', 'finance', 1);
WITH entry AS (
    INSERT INTO payments.entries (id, case_id, district, cause, step, recorded_at, actor)
    SELECT md5(cause || step)::uuid, '00000000-0000-0000-0000-0000000000a1', 'E07000081',
        cause::uuid, step, recorded_at::timestamptz, 'a person'
    FROM (VALUES
        ('00000000-0000-0000-0000-0000000000b1', 'deduction-passed-on', '2026-04-08T12:00Z'),
        ('00000000-0000-0000-0000-0000000000b2', 'deduction-passed-on', '2026-04-08T12:00Z'),
        ('00000000-0000-0000-0000-0000000000b3', 'deduction-passed-on', '2026-03-04T12:00Z'),
        ('00000000-0000-0000-0000-0000000000d1', 'repayment', '2026-04-08T12:00Z')
    ) AS told (cause, step, recorded_at)
    RETURNING id, step, cause, recorded_at
)
INSERT INTO payments.postings (entry_id, line, case_id, district, effective_on, code, "of", pence)
SELECT e.id, line, '00000000-0000-0000-0000-0000000000a1', 'E07000081', e.recorded_at::date, code,
    lines.of, amount
FROM entry e CROSS JOIN LATERAL (VALUES
    (1, CASE e.step WHEN 'repayment' THEN 'A10' ELSE 'L60' END, '', 9000),
    (2, CASE e.step WHEN 'repayment' THEN 'A20' ELSE 'A10' END,
        '00000000-0000-0000-0000-0000000000c1', -9000)
) AS lines (line, code, of, amount)
"""
"""HMRC was paid what three invoices took off, one of which a bank sent back since; a debt too."""


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
    made.upgrade("payments_0022")
    made.sql(PAID_BEFORE)
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


def test_what_hmrc_was_paid_before_has_a_record_that_its_invoices_name(schema):
    """By what one person recorded at one instant; of the month of the invoices, or the last over."""
    found = schema.sql(
        "SELECT ending::text, amount::text, paid_on::text, paid_by,"
        " (SELECT count(*) FROM payments.invoices WHERE hmrc_payment = p.id)"
        " FROM payments.hmrc_payments p ORDER BY ending"
    )
    assert found == [
        ("2026-02-05", "100.00", "2026-03-04", "a person", 1),
        ("2026-04-05", "600.00", "2026-04-08", "a person", 2),
    ]


def test_what_came_in_on_a_debt_before_has_a_row(schema):
    found = schema.sql(
        "SELECT amount::text, received_on::text, received_by, taken_back FROM payments.repayments"
    )
    assert found == [("90.00", "2026-04-08", "a person", None)]
