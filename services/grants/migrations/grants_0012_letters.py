"""Letters of cases, and that they were sent"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.letters import create_letters

revision = "grants_0012"
down_revision = "grants_0011"


def upgrade() -> None:
    create_letters(op.execute, "grants", "letters")
    op.add_column("entries", sa.Column("letter_sent", postgresql.JSONB(), nullable=True))
