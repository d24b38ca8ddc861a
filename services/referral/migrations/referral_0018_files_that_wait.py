"""A sender's files that are not taken in yet are counted by an index"""

import sqlalchemy as sa
from alembic import op

revision = "referral_0018"
down_revision = "referral_0017"


def upgrade() -> None:
    op.create_index(
        "sheets_waiting", "sheets", ["by"], postgresql_where=sa.text("finished_at IS NULL")
    )
