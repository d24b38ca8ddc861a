"""What districts spent beside grants, and what they accrued at a day"""

import sqlalchemy as sa
from alembic import op

from shared.persistence.security import Protection, protect

revision = "forum_0011"
down_revision = "forum_0010"

TABLES = ("spent_beside", "stated_accruals")


def upgrade() -> None:
    op.create_table(
        "spent_beside",
        sa.Column("spending_id", sa.Uuid(), primary_key=True),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("fund", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(12, 2), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
    )
    op.create_index("ix_spent_beside_on", "spent_beside", ["on"])
    op.create_table(
        "stated_accruals",
        sa.Column("district", sa.Text(), primary_key=True),
        sa.Column("on", sa.Date(), primary_key=True),
        sa.Column("invoiced", sa.Numeric(12, 2), nullable=False),
        sa.Column("not_invoiced", sa.Numeric(12, 2), nullable=False),
    )
    for table in TABLES:
        grants = "SELECT, INSERT, UPDATE, DELETE, TRUNCATE"
        protect(op.execute, "forum", table, Protection.OWN_DISTRICT, grants)
