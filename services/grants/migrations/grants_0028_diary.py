"""Visits, what they found, stays elsewhere and servicing; what is due by kind"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "grants_0028"
down_revision = "grants_0027"

KINDS = (
    *("visit_planned", "visit_held", "fault_found", "fault_put_right"),
    *("decanted", "decant_ended", "servicing_arranged", "serviced"),
)


def upgrade() -> None:
    for kind in KINDS:
        op.add_column("entries", sa.Column(kind, postgresql.JSONB(), nullable=True))
    op.create_index("cases_by_due_for", "cases", ["due_for", "clock", "case_id"])
