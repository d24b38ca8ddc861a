"""Districts' allocations; what each case takes of the budget, from what its history tells"""

import sqlalchemy as sa
from alembic import op

from shared.persistence.security import Protection, protect

revision = "grants_0017"
down_revision = "grants_0016"

SUMS = ("mandatory", "discretionary", "spent", "committed", "offered")
FILL = """
WITH made AS (
    SELECT DISTINCT ON (case_id) case_id, coalesce(varied, decided) -> 'determination' AS found
    FROM grants.entries WHERE decided IS NOT NULL OR varied IS NOT NULL
    ORDER BY case_id, number DESC
), approved AS (
    SELECT c.case_id, c.state, (m.found ->> 'mandatory_grant')::numeric AS mandatory,
        (m.found ->> 'total_award')::numeric AS total,
        (SELECT max((e.decided ->> 'decided_on')::date) FROM grants.entries e
            WHERE e.case_id = c.case_id) AS approved_on,
        (SELECT (e.told ->> 'paid_to_date')::numeric FROM grants.entries e
            WHERE e.case_id = c.case_id AND e.kind = 'payments.payment-made'
            ORDER BY e.number DESC LIMIT 1) AS paid,
        (SELECT sum((e.told ->> 'amount')::numeric) FROM grants.entries e
            WHERE e.case_id = c.case_id AND e.kind = 'payments.contribution-received') AS share,
        EXISTS (SELECT 1 FROM grants.entries e WHERE e.case_id = c.case_id
            AND e.kind = 'payments.account-settled') OR c.state = 'closed' AS ended
    FROM grants.cases c JOIN made m USING (case_id)
    WHERE c.state IN ('approved', 'certified', 'withdrawn', 'closed')
        AND (m.found ->> 'outcome' IN ('approved', 'nil_grant')
            OR (m.found ->> 'outcome' <> 'not_ours'
                AND (m.found ->> 'total_award')::numeric > 0))
), counted AS (
    SELECT *, least(greatest(coalesce(paid, 0) - coalesce(share, 0), 0), total) AS of_award
    FROM approved
)
UPDATE grants.cases c SET approved_on = a.approved_on, mandatory = a.mandatory,
    discretionary = a.total - a.mandatory, spent = a.of_award,
    committed = CASE WHEN a.ended THEN 0 ELSE a.total - a.of_award END
FROM counted a WHERE a.case_id = c.case_id
"""
OFFERED = """
UPDATE grants.cases c SET offered = o.total FROM (
    SELECT DISTINCT ON (case_id) case_id,
        (offered -> 'determination' ->> 'total_award')::numeric AS total
    FROM grants.entries WHERE offered IS NOT NULL ORDER BY case_id, number DESC
) o WHERE o.case_id = c.case_id AND c.state IN ('open', 'offered', 'applied')
"""


def upgrade() -> None:
    op.create_table(
        "allocations",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Numeric(12, 2), nullable=False),
        sa.Column("discretionary", sa.Numeric(12, 2), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
    )
    protect(op.execute, "grants", "allocations", Protection.OWN_DISTRICT, "SELECT, INSERT")
    op.add_column("cases", sa.Column("approved_on", sa.Date(), nullable=True))
    for name in SUMS:
        op.add_column(
            "cases", sa.Column(name, sa.Numeric(12, 2), nullable=False, server_default="0")
        )
    _fill()
    for name in SUMS:
        op.alter_column("cases", name, server_default=None)
    op.create_index("cases_by_approval", "cases", ["district", "approved_on"])


def _fill() -> None:
    """As the owner, who reads and writes every district."""
    for table in ("cases", "entries"):
        op.execute(f"ALTER TABLE grants.{table} NO FORCE ROW LEVEL SECURITY")
    op.execute(FILL)
    op.execute(OFFERED)
    for table in ("cases", "entries"):
        op.execute(f"ALTER TABLE grants.{table} FORCE ROW LEVEL SECURITY")
