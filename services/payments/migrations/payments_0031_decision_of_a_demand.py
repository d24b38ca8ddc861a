"""On which decision of grants a demand was proposed"""

from alembic import op

revision = "payments_0031"
down_revision = "payments_0030"


def upgrade() -> None:
    op.execute("ALTER TABLE recoveries ADD decision integer")
