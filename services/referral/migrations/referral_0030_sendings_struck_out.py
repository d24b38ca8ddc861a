"""That a letter went is struck out where an officer recorded it wrongly"""

from alembic import op

from shared.letters import let_sendings_be_struck_out

revision = "referral_0030"
down_revision = "referral_0029"


def upgrade() -> None:
    let_sendings_be_struck_out(op.execute, "referral")
