"""Refusals, rights, records and shortlists are found by an index, however many there are"""

import sqlalchemy as sa
from alembic import op

revision = "register_0013"
down_revision = "register_0012"


def upgrade() -> None:
    refused = sa.text("refused_by IS NOT NULL")
    op.create_index("ix_bids_refused", "bids", ["decided_on"], postgresql_where=refused)
    refused = sa.text("refused_on IS NOT NULL")
    op.create_index(
        "ix_relocations_refused", "relocations", ["refused_on"], postgresql_where=refused
    )
    op.create_index("ix_nomination_rights_period_ends_on", "nomination_rights", ["period_ends_on"])
    op.create_index("ix_stock_records_days", "stock_records", ["district", "taken_on"])
    op.create_index("ix_shortlists_among", "shortlists", ["among", "position"])
    op.create_index("ix_shortlists_changed", "shortlists", ["among", "change", "position"])
