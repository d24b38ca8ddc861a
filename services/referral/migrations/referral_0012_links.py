"""That two records are of one person, or are not"""

import sqlalchemy as sa
from alembic import op

from shared.persistence.security import Protection, protect

revision = "referral_0012"
down_revision = "referral_0011"

SCHEMA = "referral"


def upgrade() -> None:
    op.create_table(
        "person_links",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("other_case_id", sa.Uuid(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "number"),
    )
    protect(op.execute, SCHEMA, "person_links", Protection.OWN_CASE, "SELECT, INSERT")
