"""Moves of all cases are listed by how long they have stood where they stand, shortlists by district"""

from alembic import op

revision = "register_0016"
down_revision = "register_0015"


def upgrade() -> None:
    op.create_index("ix_relocations_since", "relocations", ["since", "id"])
    op.create_index("ix_shortlists_district", "shortlists", ["among", "district", "position"])
