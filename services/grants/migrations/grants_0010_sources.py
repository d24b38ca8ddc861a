"""An event is known by its source and its id"""

from alembic import op

from shared.persistence.kernel import know_events_by_source

revision = "grants_0010"
down_revision = "grants_0009"


def upgrade() -> None:
    know_events_by_source(op.execute, "grants")
