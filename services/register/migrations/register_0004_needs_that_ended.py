"""Needs that ended"""

import sqlalchemy as sa
from alembic import op

revision = "register_0004"
down_revision = "register_0003"


def upgrade() -> None:
    op.add_column("needs", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
