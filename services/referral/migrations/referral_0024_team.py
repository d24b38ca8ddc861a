"""Which team has a case in hand"""

import sqlalchemy as sa
from alembic import op

revision = "referral_0024"
down_revision = "referral_0023"


def upgrade() -> None:
    op.add_column("referrals", sa.Column("team", sa.Text(), nullable=True))
