"""That a letter went is struck out where an officer recorded it wrongly"""

from alembic import op

from shared.letters import let_sendings_be_struck_out

revision = "grants_0031"
down_revision = "grants_0030"


def upgrade() -> None:
    let_sendings_be_struck_out(op.execute, "grants")
