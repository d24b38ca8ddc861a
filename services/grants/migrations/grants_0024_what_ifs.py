"""A change of policy is tried by a job, and what it came to is kept for a time"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.security import Protection, protect

revision = "grants_0024"
down_revision = "grants_0023"


def upgrade() -> None:
    op.create_table(
        "what_ifs",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("asked", postgresql.JSONB(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.Integer(), nullable=False),
        sa.Column("found", postgresql.JSONB(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("failure", sa.Text()),
    )
    op.create_index("what_ifs_asked", "what_ifs", ["by", "started_at", "id"])
    op.create_index(
        "what_ifs_waiting", "what_ifs", ["by"], postgresql_where=sa.text("finished_at IS NULL")
    )
    protect(op.execute, "grants", "what_ifs", Protection.OWN_DISTRICT)
