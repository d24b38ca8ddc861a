"""A case's history: what stood in the case's row becomes entries, which are only added"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.security import Protection, protect

revision = "grants_0005"
down_revision = "grants_0004"

SCHEMA = "grants"
READ = ("cases", "audit", "inbox", "outbox")
"""What the owner has to read of every district, whatever the policies say."""
MOVED_TO_ENTRIES = (
    "assessment",
    "preliminary_test",
    "formal_test",
    "means_test_declined_on",
    "alternatives",
    "moved_on",
    "contribution_received",
    "paid",
    "settled_on",
    "estimated_cost",
    "offer",
    "application",
    "determination",
    "decided_on",
    "withdrawal",
    "certified_on",
    "charge_registered_on",
    "closed_on",
)
KINDS = (
    "estimated",
    "offered",
    "applied",
    "decided",
    "withdrawn",
    "works_complete",
    "charge_registered",
    "closed",
)
FILL = """
WITH told AS (
    SELECT case_id, district, type AS kind, handled_at AS at, 'service:grants' AS by,
        data::jsonb AS data, seq AS place
    FROM grants.inbox
    WHERE handled_at IS NOT NULL AND discarded_at IS NULL AND case_id IS NOT NULL
), done AS (
    SELECT c.case_id, c.district, act.kind, a.at, a.principal AS by, act.data, act.place
    FROM grants.cases c
    CROSS JOIN LATERAL (VALUES
        ('estimated', 'estimate_cost', 1, CASE WHEN c.estimated_cost IS NOT NULL THEN
            jsonb_build_object('total', c.estimated_cost::text) END),
        ('offered', 'make_offer', 2, CASE WHEN c.offer IS NOT NULL THEN
            jsonb_build_object('determination', c.offer) END),
        ('applied', 'complete_application', 3, CASE WHEN c.application IS NOT NULL THEN
            jsonb_build_object('application', c.application, 'decide_by', c.decide_by) END),
        ('decided', 'decide_application', 4, CASE WHEN c.determination IS NOT NULL THEN
            jsonb_build_object('determination', c.determination, 'decided_on', c.decided_on) END),
        ('withdrawn', 'withdraw', 5, c.withdrawal),
        ('works_complete', 'certify_works', 6, CASE WHEN c.certified_on IS NOT NULL THEN
            jsonb_build_object('certified_on', c.certified_on) END),
        ('charge_registered', 'register_land_charge', 7,
            CASE WHEN c.charge_registered_on IS NOT NULL THEN
            jsonb_build_object('registered_on', c.charge_registered_on) END)
    ) AS act (kind, action, place, data)
    JOIN LATERAL (
        SELECT at, principal FROM grants.audit
        WHERE case_id = c.case_id AND action = act.action ORDER BY seq DESC LIMIT 1
    ) a ON act.data IS NOT NULL
), closed AS (
    SELECT o.case_id, o.district, 'closed' AS kind, o.occurred_at AS at, a.principal AS by,
        o.data::jsonb - 'case_id' - 'district' AS data, 8 AS place
    FROM grants.outbox o
    JOIN LATERAL (
        SELECT principal FROM grants.audit
        WHERE case_id = o.case_id AND at = o.occurred_at ORDER BY seq DESC LIMIT 1
    ) a ON o.type = 'grants.closed'
), day AS (
    SELECT *, (at AT TIME ZONE 'Europe/London')::date AS "on" FROM done
), every AS (
    SELECT * FROM told
    UNION ALL
    SELECT case_id, district, kind, at, by, data || CASE kind
        WHEN 'estimated' THEN jsonb_build_object('estimated_on', "on")
        WHEN 'offered' THEN jsonb_build_object('offered_on', "on")
        ELSE '{}' END, place
    FROM day
    UNION ALL
    SELECT * FROM closed
)
INSERT INTO grants.entries (case_id, number, district, kind, at, by, told, KINDS)
SELECT case_id, row_number() OVER (PARTITION BY case_id ORDER BY at, place), district, kind, at, by,
    CASE WHEN kind LIKE '%.%' THEN data END, COLUMNS
FROM every
"""
COUNT = """
UPDATE grants.cases c SET entries = (SELECT count(*) FROM grants.entries e
    WHERE e.case_id = c.case_id)
"""
LOST = """
WITH e AS (
    SELECT case_id, array_agg(kind) AS kinds, array_agg(told ->> 'kind') AS tests,
        coalesce(sum((told ->> 'amount')::numeric)
            FILTER (WHERE kind = 'payments.contribution-received'), 0) AS contributions,
        coalesce(max((told ->> 'paid_to_date')::numeric)
            FILTER (WHERE kind = 'payments.payment-made'), 0) AS paid
    FROM grants.entries GROUP BY case_id
)
SELECT string_agg(c.case_id::text, ', ') FROM grants.cases c LEFT JOIN e USING (case_id)
WHERE NOT coalesce(
    (c.assessment IS NULL OR 'referral.assessed' = ANY (e.kinds))
    AND (c.preliminary_test IS NULL OR 'preliminary' = ANY (e.tests))
    AND (c.formal_test IS NULL OR 'formal' = ANY (e.tests))
    AND (c.means_test_declined_on IS NULL OR 'means-test.declined' = ANY (e.kinds))
    AND (c.alternatives IS NULL OR 'register.alternatives-assessed' = ANY (e.kinds))
    AND (c.moved_on IS NULL OR 'register.relocation-completed' = ANY (e.kinds))
    AND (c.settled_on IS NULL OR 'payments.account-settled' = ANY (e.kinds))
    AND c.contribution_received = e.contributions AND c.paid = e.paid
    AND (c.estimated_cost IS NULL OR 'estimated' = ANY (e.kinds))
    AND (c.offer IS NULL OR 'offered' = ANY (e.kinds))
    AND (c.application IS NULL OR 'applied' = ANY (e.kinds))
    AND (c.determination IS NULL OR 'decided' = ANY (e.kinds))
    AND (c.withdrawal IS NULL OR 'withdrawn' = ANY (e.kinds))
    AND (c.certified_on IS NULL OR 'works_complete' = ANY (e.kinds))
    AND (c.charge_registered_on IS NULL OR 'charge_registered' = ANY (e.kinds))
    AND (c.closed_on IS NULL OR 'closed' = ANY (e.kinds)), false)
"""


def upgrade() -> None:
    """The events in inbox and outbox tell what was told; the audit tells who did what and when."""
    op.create_table(
        "entries",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("told", postgresql.JSONB(), nullable=True),
        *(sa.Column(kind, postgresql.JSONB(), nullable=True) for kind in KINDS),
        sa.PrimaryKeyConstraint("case_id", "number"),
    )
    op.add_column(
        "cases", sa.Column("entries", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    for table in READ:
        op.execute(f"ALTER TABLE {SCHEMA}.{table} NO FORCE ROW LEVEL SECURITY")
    columns = ", ".join(f"CASE kind WHEN '{kind}' THEN data END" for kind in KINDS)
    op.execute(FILL.replace("KINDS", ", ".join(KINDS)).replace("COLUMNS", columns))
    op.execute(COUNT)
    if lost := op.get_bind().scalar(sa.text(LOST)):
        raise RuntimeError(f"the history does not tell all that stood in the rows of {lost}")
    for table in READ:
        op.execute(f"ALTER TABLE {SCHEMA}.{table} FORCE ROW LEVEL SECURITY")
    op.alter_column("cases", "entries", server_default=None)
    for column in MOVED_TO_ENTRIES:
        op.drop_column("cases", column)
    protect(op.execute, SCHEMA, "entries", Protection.OWN_CASE, "SELECT, INSERT")
