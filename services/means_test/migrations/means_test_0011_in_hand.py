"""Who has the test of a case in hand, and from when the time for a decision runs"""

import sqlalchemy as sa
from alembic import op

revision = "means_test_0011"
down_revision = "means_test_0010"

_CLOCK = "coalesce(applied_on, 'infinity'::date)"
_INDEX = ["officer", "clock", "waiting_since", "case_id"]


def upgrade() -> None:
    for name in ("officer", "team"):
        op.add_column("cases", sa.Column(name, sa.Text(), nullable=True))
    clock = sa.Column("clock", sa.Date(), sa.Computed(_CLOCK, persisted=True), nullable=False)
    op.add_column("cases", clock)
    op.create_index("cases_of_officer", "cases", _INDEX)
