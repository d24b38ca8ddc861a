"""An event is known by its source and its id"""

from alembic import op

from shared.persistence.kernel import know_events_by_source

revision = "referral_0006"
down_revision = "referral_0005"


def upgrade() -> None:
    know_events_by_source(op.execute, "referral")
