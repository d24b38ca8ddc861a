"""When people were asked for equality monitoring; all before were asked at the enquiry"""

import sqlalchemy as sa
from alembic import op

revision = "referral_0023"
down_revision = "referral_0022"


def upgrade() -> None:
    asked_at = sa.Column("asked_at", sa.Text(), nullable=False, server_default="enquiry")
    op.add_column("monitoring", asked_at)
    op.alter_column("monitoring", "asked_at", server_default=None)
