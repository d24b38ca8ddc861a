"""Whether a district has money for discretionary help: rows that are added"""

import sqlalchemy as sa
from alembic import op

from shared.persistence.security import Protection, protect

revision = "grants_0013"
down_revision = "grants_0012"


def upgrade() -> None:
    op.create_table(
        "funds",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("available", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
    )
    protect(op.execute, "grants", "funds", Protection.OWN_DISTRICT, "SELECT, INSERT")
