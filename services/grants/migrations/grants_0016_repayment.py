"""Changes of circumstances, disposals of charged homes, repayment, charges taken off"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "grants_0016"
down_revision = "grants_0015"

KINDS = ("change_decided", "home_disposed", "repayment_decided", "charge_removed")


def upgrade() -> None:
    for kind in KINDS:
        op.add_column("entries", sa.Column(kind, postgresql.JSONB(), nullable=True))
