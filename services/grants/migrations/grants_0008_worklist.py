"""What lists need of a case: its reference, who has it in hand, whom it waits for, by when"""

import datetime as dt

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.identifiers import reference_of

revision = "grants_0008"
down_revision = "grants_0007"

FILL = """
UPDATE grants.cases c SET
    clock = CASE state
        WHEN 'applied' THEN c.decide_by
        WHEN 'approved' THEN e.decided_on + interval '12 months'
        ELSE c.clock END,
    waiting_for = CASE
        WHEN state = 'open' AND NOT e.assessed THEN 'therapist'
        WHEN state = 'open' AND NOT e.preliminary THEN 'benefits'
        WHEN state = 'offered' THEN 'applicant'
        WHEN state = 'applied' AND NOT e.formal THEN 'benefits'
        WHEN state = 'approved' THEN 'contractor'
        WHEN state IN ('certified', 'withdrawn') AND NOT e.settled THEN 'finance'
        WHEN state <> 'closed' THEN 'officer' END
FROM (
    SELECT case_id, bool_or(kind = 'referral.assessed') AS assessed,
        bool_or(coalesce(told ->> 'kind' = 'preliminary', false)) AS preliminary,
        bool_or(coalesce(told ->> 'kind' = 'formal', false)) AS formal,
        bool_or(kind = 'payments.account-settled') AS settled,
        max((decided ->> 'decided_on')::date) AS decided_on
    FROM grants.entries GROUP BY case_id
) e
WHERE e.case_id = c.case_id
"""
"""Works are completed within 12 months of approval in every district (guidance B131)."""


def upgrade() -> None:
    for kind in ("assigned", "noted"):
        op.add_column("entries", sa.Column(kind, postgresql.JSONB(), nullable=True))
    for name in ("reference", "officer", "team", "waiting_for"):
        op.add_column("cases", sa.Column(name, sa.Text(), nullable=True))
    last = sa.text(f"'{dt.date.max}'")
    op.add_column("cases", sa.Column("clock", sa.Date(), nullable=False, server_default=last))
    _fill()
    op.alter_column("cases", "reference", nullable=False)
    op.alter_column("cases", "clock", server_default=None)
    op.create_index("cases_by_reference", "cases", ["reference"])
    op.create_index("cases_by_clock", "cases", ["clock", "case_id"])
    for column in ("district", "officer", "team", "waiting_for"):
        op.create_index(f"cases_by_{column}", "cases", [column, "clock", "case_id"])


def _fill() -> None:
    """As the owner, who reads and writes every district."""
    for table in ("cases", "entries"):
        op.execute(f"ALTER TABLE grants.{table} NO FORCE ROW LEVEL SECURITY")
    connection = op.get_bind()
    cases = sa.table("cases", sa.column("case_id", sa.Uuid()), sa.column("reference", sa.Text()))
    for case_id in connection.scalars(sa.select(cases.c.case_id)).all():
        named = {"reference": reference_of(case_id)}
        connection.execute(sa.update(cases).where(cases.c.case_id == case_id).values(named))
    op.execute(FILL)
    for table in ("cases", "entries"):
        op.execute(f"ALTER TABLE grants.{table} FORCE ROW LEVEL SECURITY")
