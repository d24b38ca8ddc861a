"""Waiting lists: who waits, what decides each place, and the settings of the districts"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.security import Protection, protect

revision = "referral_0010"
down_revision = "referral_0009"

SCHEMA = "referral"
_MONTH = "(extract(year from waiting_since) * 12 + extract(month from waiting_since))::integer"
_DAY = "extract(day from waiting_since)::integer"


def upgrade() -> None:
    op.create_table(
        "waiting_cases",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        *_facts(),
        sa.Column("since_month", sa.Integer(), sa.Computed(_MONTH, persisted=True)),
        sa.Column("since_day", sa.Integer(), sa.Computed(_DAY, persisted=True)),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_index(
        "waiting_cases_of_district",
        "waiting_cases",
        ["district"],
        postgresql_where=sa.text("left_on IS NULL"),
    )
    op.create_table(
        "waiting_records",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        *_facts(),
        sa.PrimaryKeyConstraint("case_id", "number"),
    )
    op.create_table(
        "adopted_settings",
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("settings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adopted_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district", "number"),
    )
    protect(op.execute, SCHEMA, "waiting_cases", Protection.OWN_CASE, "SELECT, INSERT, UPDATE")
    protect(op.execute, SCHEMA, "waiting_records", Protection.OWN_CASE, "SELECT, INSERT")
    protect(op.execute, SCHEMA, "adopted_settings", Protection.OWN_DISTRICT, "SELECT, INSERT")


def _facts() -> list[sa.Column[object]]:
    return [
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("waiting_since", sa.Date(), nullable=False),
        sa.Column("council_tenant", sa.Boolean(), nullable=False),
        sa.Column("left_on", sa.Date()),
        sa.Column("left_because", sa.Text()),
    ]
