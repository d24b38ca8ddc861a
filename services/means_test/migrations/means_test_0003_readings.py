"""Readings"""

import sqlalchemy as sa
from alembic import op

revision = "means_test_0003"
down_revision = "means_test_0002"

SCHEMA = "means_test"


def upgrade() -> None:
    """The tests made so far were made under the first edition."""
    op.add_column("tests", sa.Column("readings", sa.Integer(), server_default="1", nullable=False))
    op.alter_column("tests", "readings", server_default=None)
