"""Assessors, to whom cases are given, and trainings"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.security import Protection, protect

revision = "referral_0013"
down_revision = "referral_0012"

SCHEMA = "referral"
JSON = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    op.create_table(
        "assessors",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("principal", sa.Text(), nullable=False),
        sa.Column("assessor", JSON, nullable=False),
        *_recorded(),
        sa.Column("reason", sa.Text()),
        sa.PrimaryKeyConstraint("id", "number"),
    )
    op.create_index("assessors_principal", "assessors", ["principal"])
    op.create_table(
        "allocations",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        *_recorded(),
        sa.Column("reason", sa.Text()),
        sa.Column("assessor_id", sa.Uuid(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("overridden", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "number"),
    )
    op.create_index("allocations_assessor", "allocations", ["assessor_id"])
    op.create_table(
        "trainings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("training", JSON, nullable=False),
        *_recorded(),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_trainings_held_on", "trainings", ["held_on"])
    protect(op.execute, SCHEMA, "assessors", Protection.MEMBERS, "SELECT, INSERT")
    protect(op.execute, SCHEMA, "allocations", Protection.OWN_CASE, "SELECT, INSERT")
    protect(op.execute, SCHEMA, "trainings", Protection.MEMBERS, "SELECT, INSERT")


def _recorded() -> list[sa.Column[object]]:
    return [
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
    ]
