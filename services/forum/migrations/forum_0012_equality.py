"""What people said of themselves for equality monitoring, by whole years"""

import sqlalchemy as sa
from alembic import op

from shared.persistence.security import Protection, protect

revision = "forum_0012"
down_revision = "forum_0011"

SCHEMA = "forum"


def upgrade() -> None:
    op.create_table(
        "equality_answers",
        sa.Column("district", sa.Text(), primary_key=True),
        sa.Column("year", sa.Integer(), primary_key=True),
        *(
            sa.Column(name, sa.Text(), primary_key=True)
            for name in ("asked_at", "question", "answer")
        ),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
    )
    kind = Protection.OWN_DISTRICT
    granted = "SELECT, INSERT, UPDATE, DELETE, TRUNCATE"
    protect(op.execute, SCHEMA, "equality_answers", kind, granted)
