"""Homes and needs"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.kernel import create_kernel
from shared.persistence.security import Protection, protect

revision = "register_0001"
down_revision = None

SCHEMA = "register"


def upgrade() -> None:
    create_kernel(op.execute, SCHEMA)
    op.create_table(
        "homes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.Text(), nullable=False),
        sa.Column("uprn", sa.Text(), nullable=False),
        sa.Column("occupancy", sa.Text(), nullable=False),
        sa.Column("consents_to_adaptation", sa.Boolean(), nullable=True),
        sa.Column("survey", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("categorisation", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("uprn"),
    )
    op.create_index(op.f("ix_homes_occupancy"), "homes", ["occupancy"], unique=False)
    op.create_table(
        "needs",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("need", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("estimated_cost", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.Column("matches", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )
    protect(op.execute, SCHEMA, "homes", Protection.COUNTY_READ)
    protect(op.execute, SCHEMA, "needs", Protection.OWN_CASE)
