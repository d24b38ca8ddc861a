"""An item of the clinic's agenda whose referral was a mistake"""

import sqlalchemy as sa
from alembic import op

revision = "grants_0030"
down_revision = "grants_0029"


def upgrade() -> None:
    op.add_column("clinic_items", sa.Column("struck_out_on", sa.Date(), nullable=True))
