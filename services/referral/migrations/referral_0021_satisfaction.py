"""How content the person is, asked when the completed works are looked at"""

import sqlalchemy as sa
from alembic import op

revision = "referral_0021"
down_revision = "referral_0020"


def upgrade() -> None:
    op.add_column("completion_checks", sa.Column("satisfaction", sa.Integer(), nullable=True))
