"""Timeline"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.kernel import create_kernel
from shared.persistence.security import Protection, protect

revision = "forum_0001"
down_revision = None

SCHEMA = "forum"


def upgrade() -> None:
    create_kernel(op.execute, SCHEMA)
    op.create_table(
        "timeline",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("trace_id", sa.Text(), nullable=True),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("event_id"),
        sa.UniqueConstraint("position"),
    )
    op.create_index(op.f("ix_timeline_case_id"), "timeline", ["case_id"], unique=False)
    protect(op.execute, SCHEMA, "timeline", Protection.OWN_CASE, "SELECT, INSERT, TRUNCATE")
