"""An event is known by its source and its id"""

from alembic import op

from shared.persistence.kernel import know_events_by_source

revision = "means_test_0007"
down_revision = "means_test_0006"


def upgrade() -> None:
    know_events_by_source(op.execute, "means_test")
