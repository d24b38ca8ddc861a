"""A demand on a decision that does not count any more waits to be taken back"""

from alembic import op

revision = "payments_0032"
down_revision = "payments_0031"


def upgrade() -> None:
    op.execute("ALTER TABLE recoveries ADD doubted_on date")
