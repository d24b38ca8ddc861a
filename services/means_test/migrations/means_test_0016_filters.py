"""Cases of a team are found by an index"""

from alembic import op

revision = "means_test_0016"
down_revision = "means_test_0015"


def upgrade() -> None:
    op.create_index("cases_of_team", "cases", ["team", "waiting_since", "case_id"])
