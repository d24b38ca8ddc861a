"""Moves"""

import sqlalchemy as sa
from alembic import op

revision = "grants_0002"
down_revision = "grants_0001"


def upgrade() -> None:
    op.add_column("cases", sa.Column("moved_on", sa.Date(), nullable=True))
