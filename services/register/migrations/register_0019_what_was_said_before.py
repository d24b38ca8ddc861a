"""What was said of homes and households before it was said anew"""

from alembic import op

from shared.persistence.earlier import make_earlier
from shared.persistence.security import Protection

revision = "register_0019"
down_revision = "register_0018"


def upgrade() -> None:
    make_earlier(
        op.execute,
        "register",
        "home_history",
        Protection.COUNTY_READ,
        "home_id uuid NOT NULL",
        "provider_id text NOT NULL",
    )
    make_earlier(
        op.execute, "register", "need_history", Protection.OWN_CASE, "case_id uuid NOT NULL"
    )
