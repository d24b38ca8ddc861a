"""An event is known by its source and its id"""

from alembic import op

from shared.persistence.kernel import know_events_by_source

revision = "forum_0004"
down_revision = "forum_0003"


def upgrade() -> None:
    know_events_by_source(op.execute, "forum")
    op.execute(
        "ALTER TABLE forum.timeline DROP CONSTRAINT timeline_pkey, ADD PRIMARY KEY (event_id, service)"
    )
