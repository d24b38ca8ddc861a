"""A sender's files that are not taken in yet are counted by an index"""

import sqlalchemy as sa
from alembic import op

revision = "register_0014"
down_revision = "register_0013"


def upgrade() -> None:
    op.create_index(
        "loads_waiting", "loads", ["by"], postgresql_where=sa.text("finished_at IS NULL")
    )
