"""What payments told of a district's money beside its cases"""

import sqlalchemy as sa
from alembic import op

from shared.persistence.security import Protection, protect

revision = "grants_0025"
down_revision = "grants_0024"


def upgrade() -> None:
    op.create_table(
        "spent_beside",
        sa.Column("spending_id", sa.Uuid(), primary_key=True),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("fund", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(12, 2), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
    )
    op.create_index("spent_beside_by_day", "spent_beside", ["district", "on"])
    op.create_table(
        "stated_accruals",
        sa.Column("district", sa.Text(), primary_key=True),
        sa.Column("on", sa.Date(), primary_key=True),
        sa.Column("invoiced", sa.Numeric(12, 2), nullable=False),
        sa.Column("not_invoiced", sa.Numeric(12, 2), nullable=False),
    )
    own = Protection.OWN_DISTRICT
    protect(op.execute, "grants", "spent_beside", own, "SELECT, INSERT")
    protect(op.execute, "grants", "stated_accruals", own, "SELECT, INSERT, UPDATE")
