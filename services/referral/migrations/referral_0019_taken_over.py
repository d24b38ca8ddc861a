"""Sheets that are only tried, and rows of cases that are taken over"""

import sqlalchemy as sa
from alembic import op

revision = "referral_0019"
down_revision = "referral_0018"


def upgrade() -> None:
    for name, kind, nothing in (
        ("trial", sa.Boolean(), "false"),
        ("taken_over", sa.Integer(), "0"),
    ):
        op.add_column("sheets", sa.Column(name, kind, nullable=False, server_default=nothing))
        op.alter_column("sheets", name, server_default=None)
