"""A letter that was written by mistake is withdrawn before it goes"""

from alembic import op

from shared.letters import let_be_withdrawn

revision = "referral_0025"
down_revision = "referral_0024"


def upgrade() -> None:
    let_be_withdrawn(op.execute, "referral")
