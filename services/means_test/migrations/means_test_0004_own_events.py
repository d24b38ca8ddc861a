"""Events of the service to itself, and what is old cleared away"""

from alembic import op

from shared.persistence.kernel import add_own_events

revision = "means_test_0004"
down_revision = "means_test_0003"


def upgrade() -> None:
    add_own_events(op.execute, "means_test")
