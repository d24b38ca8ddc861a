"""Withdrawals"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "grants_0003"
down_revision = "grants_0002"


def upgrade() -> None:
    op.add_column("cases", sa.Column("withdrawal", postgresql.JSONB(), nullable=True))
