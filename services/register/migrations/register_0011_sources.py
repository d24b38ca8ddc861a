"""An event is known by its source and its id"""

from alembic import op

from shared.persistence.kernel import know_events_by_source

revision = "register_0011"
down_revision = "register_0010"


def upgrade() -> None:
    know_events_by_source(op.execute, "register")
