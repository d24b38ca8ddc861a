"""Life and evidence"""

import sqlalchemy as sa
from alembic import op

from shared.persistence.security import Protection, protect

revision = "means_test_0005"
down_revision = "means_test_0004"

SCHEMA = "means_test"
READ = ("cases", "tests", "evidence", "contributions", "inbox")

STATES = """
UPDATE means_test.cases c SET
    state = CASE
        WHEN EXISTS (SELECT FROM means_test.inbox i WHERE i.case_id = c.case_id
                     AND i.type = 'grants.closed') THEN 'closed'
        WHEN EXISTS (SELECT FROM means_test.contributions d WHERE d.case_id = c.case_id)
          OR EXISTS (SELECT FROM means_test.inbox i WHERE i.case_id = c.case_id
                     AND i.type IN ('grants.approved', 'grants.refused')) THEN 'decided'
        WHEN formal_test_id IS NOT NULL THEN 'tested'
        WHEN applied_on IS NOT NULL THEN 'applied'
        WHEN tests > 0 THEN 'estimated'
        ELSE 'open' END,
    evidence_outstanding = (SELECT count(*) FROM means_test.evidence e
        WHERE e.case_id = c.case_id AND e.original_seen IS NOT TRUE),
    waiting_since = coalesce(
        (SELECT max(t.made_at) FROM means_test.tests t WHERE t.case_id = c.case_id), now())
"""
AWAITED = """
UPDATE means_test.cases SET waiting_for = CASE state
    WHEN 'open' THEN 'preliminary_test'
    WHEN 'estimated' THEN 'application'
    WHEN 'applied' THEN CASE WHEN evidence_outstanding > 0 THEN 'evidence' ELSE 'formal_test' END
    WHEN 'tested' THEN 'decision' END
"""


def upgrade() -> None:
    _add_columns()
    _fill_in()
    for column in ("state", "waiting_since"):
        op.alter_column("cases", column, nullable=False)
    op.alter_column("cases", "evidence_outstanding", server_default=None)
    for name, columns in (
        ("cases_by_wait", ["waiting_since", "case_id"]),
        ("cases_by_awaited", ["waiting_for", "waiting_since", "case_id"]),
        ("cases_by_state", ["state", "waiting_since", "case_id"]),
    ):
        op.create_index(name, "cases", columns)
    _add_history()


def _add_columns() -> None:
    at = sa.DateTime(timezone=True)
    op.add_column("cases", sa.Column("state", sa.Text(), nullable=True))
    op.add_column("cases", sa.Column("waiting_for", sa.Text(), nullable=True))
    op.add_column("cases", sa.Column("waiting_since", at, nullable=True))
    count = sa.Column("evidence_outstanding", sa.Integer(), server_default="0", nullable=False)
    op.add_column("cases", count)
    op.add_column("tests", sa.Column("made_by", sa.Text(), nullable=True))
    op.add_column("tests", sa.Column("corrects", sa.Uuid(), nullable=True))
    op.add_column("tests", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("evidence", sa.Column("withdrawn_on", sa.Date(), nullable=True))


def _fill_in() -> None:
    """From what is known of the cases; the owner sees every district's while it does."""
    for table in READ:
        op.execute(f"ALTER TABLE means_test.{table} NO FORCE ROW LEVEL SECURITY")
    op.execute(STATES)
    op.execute(AWAITED)
    for table in READ:
        op.execute(f"ALTER TABLE means_test.{table} FORCE ROW LEVEL SECURITY")


def _add_history() -> None:
    op.create_table(
        "evidence_steps",
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("original_seen", sa.Boolean(), nullable=True),
        sa.Column("seen_by", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"]),
        sa.PrimaryKeyConstraint("evidence_id", "number"),
    )
    op.create_index("ix_evidence_steps_case_id", "evidence_steps", ["case_id"])
    protect(op.execute, SCHEMA, "evidence_steps", Protection.OWN_CASE, "SELECT, INSERT")
