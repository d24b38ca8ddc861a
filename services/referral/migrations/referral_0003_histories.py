"""Histories: enquiries, screenings, signpostings and assessments are rows that are added

What stood in the referral's own columns becomes the first row of each history, recorded when and
by whom the audit trail says.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.security import Protection, protect

revision = "referral_0003"
down_revision = "referral_0002"

SCHEMA = "referral"
JSON = postgresql.JSONB(astext_type=sa.Text())
HISTORIES = {
    "enquiries": (sa.Column("enquiry", JSON, nullable=False),),
    "screenings": (
        sa.Column("screened_on", sa.Date(), nullable=False),
        sa.Column("screening", JSON, nullable=False),
        sa.Column("complexity", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("targets", JSON, nullable=False),
    ),
    "signpostings": (
        sa.Column("signposted_on", sa.Date(), nullable=False),
        sa.Column("destination", sa.Text(), nullable=True),
    ),
    "assessments": (
        sa.Column("because", sa.Text(), nullable=True),
        sa.Column("assessment", JSON, nullable=False),
    ),
}
_OUTCOME = "ARRAY['complexity', 'urgency', 'targets']"
_RECORDED = """
    INSERT INTO {history} (case_id, number, district, recorded_at, recorded_by, {columns})
    SELECT r.case_id, 1, r.district, coalesce(a.at, r.received_on::timestamptz),
           coalesce(a.principal, 'not recorded'), {values}
    FROM referrals r LEFT JOIN LATERAL (
        SELECT at, principal FROM audit
        WHERE audit.case_id = r.case_id AND action = '{action}' ORDER BY seq LIMIT 1
    ) a ON true
    WHERE {column} IS NOT NULL
"""
_DAY = "coalesce((a.at AT TIME ZONE 'Europe/London')::date, r.received_on)"
MOVES = (
    ("enquiries", "receive_referral", "enquiry", "enquiry", "r.enquiry"),
    (
        "screenings",
        "triage_referral",
        "triage",
        "screened_on, screening, complexity, urgency, targets",
        f"{_DAY}, r.triage - {_OUTCOME}, r.triage ->> 'complexity', r.triage ->> 'urgency', r.triage -> 'targets'",
    ),
    ("signpostings", "signpost_referral", "signposted_to", "signposted_on, destination", f"{_DAY}, r.signposted_to"),
    ("assessments", "record_assessment", "assessment", "assessment", "r.assessment"),
)  # fmt: skip


def upgrade() -> None:
    for history, own in HISTORIES.items():
        op.create_table(
            history,
            sa.Column("case_id", sa.Uuid(), nullable=False),
            sa.Column("number", sa.Integer(), nullable=False),
            sa.Column("district", sa.Text(), nullable=False),
            sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("recorded_by", sa.Text(), nullable=False),
            sa.Column("reason", sa.Text(), nullable=True),
            *own,
            sa.PrimaryKeyConstraint("case_id", "number"),
        )
    for table in ("referrals", "audit"):
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    for history, action, column, columns, values in MOVES:
        op.execute(
            _RECORDED.format(
                history=history, action=action, column=column, columns=columns, values=values
            )
        )
        op.add_column(
            "referrals", sa.Column(history, sa.Integer(), nullable=False, server_default="0")
        )
        op.execute(f"UPDATE referrals SET {history} = 1 WHERE {column} IS NOT NULL")  # noqa: S608
        op.alter_column("referrals", history, server_default=None)
        op.drop_column("referrals", column)
    for table in ("referrals", "audit"):
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    for history in HISTORIES:
        protect(op.execute, SCHEMA, history, Protection.OWN_CASE, "SELECT, INSERT")
