"""A survey says which earlier one does not count any more"""

import sqlalchemy as sa
from alembic import op

revision = "register_0020"
down_revision = "register_0019"


def upgrade() -> None:
    op.add_column("surveys", sa.Column("takes_back", sa.Integer(), nullable=True))
