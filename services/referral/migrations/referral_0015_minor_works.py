"""Orders of works within the minor limit"""

import sqlalchemy as sa
from alembic import op

from shared.persistence.security import Protection, protect

revision = "referral_0015"
down_revision = "referral_0014"

SCHEMA = "referral"


def upgrade() -> None:
    op.create_table(
        "minor_works",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        *(sa.Column(n, sa.Text(), nullable=False) for n in ("district", "kind", "works")),
        sa.Column("estimate", sa.Numeric(12, 2), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("ordered_by", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date()),
        sa.Column("cost", sa.Numeric(12, 2)),
        sa.Column("recorded_by", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index("minor_works_of_case", "minor_works", ["case_id", "ordered_on"])
    protect(op.execute, SCHEMA, "minor_works", Protection.OWN_CASE, "SELECT, INSERT, UPDATE")
