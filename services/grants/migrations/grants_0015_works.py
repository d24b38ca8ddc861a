"""Variations, other contractors, disputes, the client's word, later looks"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "grants_0015"
down_revision = "grants_0014"

KINDS = (
    "variation_proposed",
    "variation_consented",
    "variation_dropped",
    "varied",
    "contractor_agreed",
    "dispute_raised",
    "dispute_settled",
    "accepted",
    "checked_after",
)


def upgrade() -> None:
    for kind in KINDS:
        op.add_column("entries", sa.Column(kind, postgresql.JSONB(), nullable=True))
