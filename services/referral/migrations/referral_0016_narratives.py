"""Clinical narratives are sealed and stand by themselves; checks of completed works

What stood as `report` in the JSON of an assessment is sealed and taken out of it. Answers that were
kept under idempotency keys and hold it are forgotten: who repeats such a request is told of the state.
"""

import sqlalchemy as sa
from alembic import op

from services.referral.clinical.sealing import row_name, seal
from shared.persistence.security import Protection, protect

revision = "referral_0016"
down_revision = "referral_0015"

SCHEMA = "referral"
GRANTS = "SELECT, INSERT, UPDATE"
_REPORTS = sa.text("""
    SELECT case_id, number, district, assessment ->> 'report' AS report
    FROM assessments WHERE assessment ->> 'report' <> ''
""")
_KEEP = sa.text("""
    INSERT INTO narratives (case_id, number, district, sealed)
    VALUES (:case_id, :number, :district, :sealed)
""")
_HELD = ("assessments", "idempotency")


def upgrade() -> None:
    op.create_table(
        "narratives",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "number"),
    )
    op.create_table(
        "completion_checks",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("needs_met", sa.Boolean(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "number"),
    )
    _seal_reports()
    for table in ("narratives", "completion_checks"):
        protect(op.execute, SCHEMA, table, Protection.OWN_CASE, GRANTS)


def _seal_reports() -> None:
    connection = op.get_bind()
    for table in _HELD:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    for row in connection.execute(_REPORTS).all():
        name = row_name("assessment", row.case_id, row.number)
        sealed = seal(name, {"findings": row.report})
        values = {"case_id": row.case_id, "number": row.number, "district": row.district}
        connection.execute(_KEEP, values | {"sealed": sealed})
    op.execute("UPDATE assessments SET assessment = assessment - 'report'")
    op.execute("""DELETE FROM idempotency WHERE body LIKE '%"report":%'""")
    for table in _HELD:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
