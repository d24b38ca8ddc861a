"""Times that act: more time, reviews, what came near and what passed; those that run already"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "grants_0011"
down_revision = "grants_0010"

KINDS = (
    "deadline_neared",
    "deadline_passed",
    "extended",
    "review_requested",
    "review_answered",
)
NAMED = """
UPDATE grants.cases SET due_for = CASE state
    WHEN 'applied' THEN 'decision' WHEN 'approved' THEN 'completion' END
WHERE state IN ('applied', 'approved')
"""
LEAVE = """
INSERT INTO grants.inbox (event_id, subscriber, type, source, subject, lane, case_id, district,
                          occurred_at, data, due_at)
SELECT gen_random_uuid(), 'grants', 'grants.clock-due', '/services/grants', subject,
    'grants.clock-due ' || subject, case_id, district, now(),
    json_build_object('district', district, 'case_id', case_id, 'limit', due_for, 'by', clock,
                      'on', day)::text,
    day::timestamp AT TIME ZONE 'Europe/London'
FROM (
    SELECT c.*, (c.clock + looked.days)::date AS day,
        concat_ws(' ', c.case_id, c.due_for, c.clock, (c.clock + looked.days)::date) AS subject
    FROM grants.cases c CROSS JOIN (VALUES (-28), (1)) AS looked (days)
    WHERE c.due_for IS NOT NULL
) running
"""
"""Six and twelve months are looked at four weeks before they end, and the day after."""


def upgrade() -> None:
    for kind in KINDS:
        op.add_column("entries", sa.Column(kind, postgresql.JSONB(), nullable=True))
    op.add_column("cases", sa.Column("due_for", sa.Text(), nullable=True))
    op.add_column(
        "cases",
        sa.Column("breached", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    for table in ("cases", "inbox"):
        op.execute(f"ALTER TABLE grants.{table} NO FORCE ROW LEVEL SECURITY")
    op.execute(NAMED)
    op.execute(LEAVE)
    for table in ("cases", "inbox"):
        op.execute(f"ALTER TABLE grants.{table} FORCE ROW LEVEL SECURITY")
    op.alter_column("cases", "breached", server_default=None)
    op.create_index("cases_by_breached", "cases", ["breached", "clock", "case_id"])
