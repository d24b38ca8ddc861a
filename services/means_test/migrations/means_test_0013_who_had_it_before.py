"""Who had a case in hand before"""

from alembic import op

from shared.persistence.earlier import make_earlier
from shared.persistence.security import Protection

revision = "means_test_0013"
down_revision = "means_test_0012"


def upgrade() -> None:
    make_earlier(
        op.execute, "means_test", "assignment_history", Protection.OWN_CASE, "case_id uuid NOT NULL"
    )
