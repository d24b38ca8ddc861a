"""Events of the service to itself, and what is old cleared away"""

from alembic import op

from shared.persistence.kernel import add_own_events

revision = "referral_0002"
down_revision = "referral_0001"


def upgrade() -> None:
    add_own_events(op.execute, "referral")
