"""Who had a case in hand before"""

from alembic import op

from shared.persistence.earlier import make_earlier
from shared.persistence.security import Protection

revision = "referral_0027"
down_revision = "referral_0026"


def upgrade() -> None:
    make_earlier(
        op.execute, "referral", "assignment_history", Protection.OWN_CASE, "case_id uuid NOT NULL"
    )
