"""A grant that was taken over does not say for which home it was"""

from alembic import op

revision = "means_test_0008"
down_revision = "means_test_0007"


def upgrade() -> None:
    op.alter_column("contributions", "dwelling", nullable=True)
