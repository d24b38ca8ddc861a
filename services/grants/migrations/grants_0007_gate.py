"""Findings and views that an application rests on as entries"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "grants_0007"
down_revision = "grants_0006"


def upgrade() -> None:
    for kind in ("disability_found", "social_services_view"):
        op.add_column("entries", sa.Column(kind, postgresql.JSONB(), nullable=True))
