"""Shortlists"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.security import Protection, protect

revision = "register_0006"
down_revision = "register_0005"

SCHEMA = "register"


def upgrade() -> None:
    op.create_table(
        "shortlists",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("among", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("matched_on", sa.Date(), nullable=False),
        sa.Column("homes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("homes_entered", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("homes_left", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "among"),
        sa.UniqueConstraint("position"),
    )
    protect(op.execute, SCHEMA, "shortlists", Protection.OWN_CASE)
