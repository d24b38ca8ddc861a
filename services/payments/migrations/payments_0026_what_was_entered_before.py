"""What was known of a contractor before it was entered anew"""

from alembic import op

from shared.persistence.earlier import make_earlier
from shared.persistence.security import Protection

revision = "payments_0026"
down_revision = "payments_0025"


def upgrade() -> None:
    make_earlier(
        op.execute,
        "payments",
        "contractor_history",
        Protection.OWN_DISTRICT,
        "contractor uuid NOT NULL",
    )
