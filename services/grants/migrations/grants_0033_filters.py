"""Cases of a state are found by an index"""

from alembic import op

revision = "grants_0033"
down_revision = "grants_0032"


def upgrade() -> None:
    op.create_index("cases_by_state", "cases", ["state", "clock", "case_id"])
