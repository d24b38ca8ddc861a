"""An event is known by its source and its id"""

from alembic import op

from shared.persistence.kernel import know_events_by_source

revision = "payments_0008"
down_revision = "payments_0007"


def upgrade() -> None:
    know_events_by_source(op.execute, "payments")
