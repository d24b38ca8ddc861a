"""The clocks of the four stages, and when they stood still"""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.calendar import add_working_days
from shared.persistence.security import Protection, protect

revision = "referral_0007"
down_revision = "referral_0006"

SCHEMA = "referral"
_TRIAGED = sa.text("""
    SELECT r.case_id, r.district, r.received_on, s.urgency, s.complexity, s.targets,
           CAST(a.assessment ->> 'assessed_on' AS date) AS assessed_on
    FROM referrals r
    JOIN screenings s ON s.case_id = r.case_id AND s.number = r.screenings
    LEFT JOIN assessments a ON a.case_id = r.case_id AND a.number = r.assessments
""")
_CLOCK = sa.text("""
    INSERT INTO stage_clocks
        (case_id, stage, district, urgency, complexity, working_days, began_on, due_on, ended_on)
    VALUES (:case_id, :stage, :district, :urgency, :complexity, :days, :began, :due, :ended)
""")


def upgrade() -> None:
    op.create_table(
        "stage_clocks",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("complexity", sa.Text(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("began_on", sa.Date()),
        sa.Column("due_on", sa.Date()),
        sa.Column("ended_on", sa.Date()),
        sa.Column("dropped_on", sa.Date()),
        sa.Column("warned_at", sa.DateTime(timezone=True)),
        sa.Column("missed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("case_id", "stage"),
    )
    op.create_index("stage_clocks_due", "stage_clocks", ["due_on", "case_id", "stage"])
    op.create_index("stage_clocks_ended", "stage_clocks", ["ended_on"])
    op.create_table(
        "clock_pauses",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("stopped_on", sa.Date(), nullable=False),
        sa.Column("stopped_by", sa.Text(), nullable=False),
        sa.Column("resumed_on", sa.Date()),
        sa.Column("resumed_by", sa.Text()),
        sa.PrimaryKeyConstraint("case_id", "number"),
    )
    _set_those_of_triaged_cases()
    for table in ("stage_clocks", "clock_pauses"):
        protect(op.execute, SCHEMA, table, Protection.OWN_CASE, "SELECT, INSERT, UPDATE")


def _set_those_of_triaged_cases() -> None:
    """Stages 1 and 2; grants tells of the others as soon as the service listens."""
    connection = op.get_bind()
    tables = ("referrals", "screenings", "assessments")
    for table in tables:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    for row in connection.execute(_TRIAGED).all():
        for target in row.targets:
            stage = target["stage"]
            began = {1: row.received_on, 2: row.assessed_on}.get(stage)
            ended = row.assessed_on if stage == 1 else None
            connection.execute(_CLOCK, _clock(row, target, began, ended))
    for table in tables:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _clock(
    row: Any, target: dict[str, int], began: dt.date | None, ended: dt.date | None
) -> dict[str, object]:
    days = target["working_days"]
    return {
        "case_id": row.case_id,
        "district": row.district,
        "urgency": row.urgency,
        "complexity": row.complexity,
        "stage": target["stage"],
        "days": days,
        "began": began,
        "due": add_working_days(began, days) if began and not ended else None,
        "ended": ended,
    }
