"""Approvals of awards and amended applications as entries"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "grants_0006"
down_revision = "grants_0005"


def upgrade() -> None:
    for kind in ("amended", "award_approved"):
        op.add_column("entries", sa.Column(kind, postgresql.JSONB(), nullable=True))
