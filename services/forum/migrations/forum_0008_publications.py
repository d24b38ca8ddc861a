"""What was published of a year"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.security import Protection, protect

revision = "forum_0008"
down_revision = "forum_0007"


def upgrade() -> None:
    op.create_table(
        "publications",
        sa.Column("year", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.Column("publication", postgresql.JSONB(), nullable=False),
    )
    protect(op.execute, "forum", "publications", Protection.MEMBERS, "SELECT, INSERT")
