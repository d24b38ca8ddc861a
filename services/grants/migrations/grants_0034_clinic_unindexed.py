"""Precedents are walked: no index on a list of codes can serve under row-level security"""

from alembic import op

revision = "grants_0034"
down_revision = "grants_0033"


def upgrade() -> None:
    # What a list contains is not leakproof, so PostgreSQL asks it after the policies alone.
    op.drop_index("clinic_items_by_works", "clinic_items")
    op.drop_index("clinic_items_by_purposes", "clinic_items")
