"""A letter that was written by mistake is withdrawn before it goes"""

from alembic import op

from shared.letters import let_be_withdrawn

revision = "grants_0029"
down_revision = "grants_0028"


def upgrade() -> None:
    let_be_withdrawn(op.execute, "grants")
