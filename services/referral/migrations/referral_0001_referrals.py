"""Referrals"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.kernel import create_kernel
from shared.persistence.security import Protection, protect

revision = "referral_0001"
down_revision = None

SCHEMA = "referral"


def upgrade() -> None:
    create_kernel(op.execute, SCHEMA)
    op.create_table(
        "referrals",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("enquiry", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("signposted_to", sa.Text(), nullable=True),
        sa.Column("triage", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("assessment", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )
    protect(op.execute, SCHEMA, "referrals", Protection.OWN_CASE)
