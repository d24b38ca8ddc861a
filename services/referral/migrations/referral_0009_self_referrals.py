"""What people say of themselves when they ask for help"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.security import Protection, protect

revision = "referral_0009"
down_revision = "referral_0008"

SCHEMA = "referral"


def upgrade() -> None:
    op.create_table(
        "self_referrals",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.Text(), nullable=False),
        sa.Column("request", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )
    protect(op.execute, SCHEMA, "self_referrals", Protection.OWN_CASE, "SELECT, INSERT")
