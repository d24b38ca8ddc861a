"""The county's complex case clinic: its agenda and precedents, and what cases have of it"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.security import Protection, protect

revision = "grants_0019"
down_revision = "grants_0018"

KINDS = ("clinic_referred", "clinic_advised", "clinic_decided")
LISTS = ("works", "purposes")


def upgrade() -> None:
    for kind in KINDS:
        op.add_column("entries", sa.Column(kind, postgresql.JSONB(), nullable=True))
    op.create_table(
        "clinic_items",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        *(sa.Column(name, sa.ARRAY(sa.Text()), nullable=False) for name in LISTS),
        sa.Column("cost", sa.Numeric(12, 2), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reasons", sa.ARRAY(sa.Text()), nullable=False),
    )
    for name in LISTS:
        op.create_index(f"clinic_items_by_{name}", "clinic_items", [name], postgresql_using="gin")
    protect(op.execute, "grants", "clinic_items", Protection.MEMBERS, "SELECT, INSERT, UPDATE")
