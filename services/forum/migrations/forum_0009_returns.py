"""Tenure and age of a case, as returns ask for them; what was corrected in returns"""

import sqlalchemy as sa
from alembic import op

from shared.persistence.security import Protection, protect

revision = "forum_0009"
down_revision = "forum_0008"


def upgrade() -> None:
    for name in ("tenure", "age_band"):
        op.add_column("cases", sa.Column(name, sa.Text(), nullable=True))
    op.create_table(
        "return_corrections",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("counted", sa.Numeric(15, 2), nullable=False),
        sa.Column("value", sa.Numeric(15, 2), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
    )
    op.create_index(
        "ix_return_corrections_return", "return_corrections", ["district", "year", "number"]
    )
    kind = Protection.OWN_DISTRICT
    protect(op.execute, "forum", "return_corrections", kind, "SELECT, INSERT")
