"""Cases"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.kernel import create_kernel
from shared.persistence.security import Protection, protect

revision = "grants_0001"
down_revision = None

SCHEMA = "grants"


def upgrade() -> None:
    create_kernel(op.execute, SCHEMA)
    op.create_table(
        "cases",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("assessment", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("preliminary_test", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("formal_test", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("means_test_declined_on", sa.Date(), nullable=True),
        sa.Column("alternatives", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("contribution_received", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("paid", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("estimated_cost", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("offer", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("application", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("decide_by", sa.Date(), nullable=True),
        sa.Column("determination", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("certified_on", sa.Date(), nullable=True),
        sa.Column("charge_registered_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )
    protect(op.execute, SCHEMA, "cases", Protection.OWN_CASE)
