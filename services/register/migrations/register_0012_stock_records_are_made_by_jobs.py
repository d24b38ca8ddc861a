"""Stock records are made by jobs: when one began and ended, and how far it has come"""

import sqlalchemy as sa
from alembic import op

revision = "register_0012"
down_revision = "register_0011"

INSTANT = sa.DateTime(timezone=True)
FINISHED = "UPDATE register.stock_records SET started_at = taken_on, finished_at = taken_on"


def upgrade() -> None:
    op.add_column("stock_records", sa.Column("started_at", INSTANT, nullable=True))
    op.add_column("stock_records", sa.Column("finished_at", INSTANT, nullable=True))
    for count in ("households", "looked_at"):
        added = sa.Column(count, sa.Integer(), nullable=False, server_default="0")
        op.add_column("stock_records", added)
        op.alter_column("stock_records", count, server_default=None)
    op.execute("ALTER TABLE register.stock_records NO FORCE ROW LEVEL SECURITY")
    op.execute(FINISHED)
    op.execute("ALTER TABLE register.stock_records FORCE ROW LEVEL SECURITY")
    op.alter_column("stock_records", "started_at", nullable=False)
