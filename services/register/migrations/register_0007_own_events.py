"""Events of the service to itself, and what is old cleared away"""

from alembic import op

from shared.persistence.kernel import add_own_events

revision = "register_0007"
down_revision = "register_0006"


def upgrade() -> None:
    add_own_events(op.execute, "register")
