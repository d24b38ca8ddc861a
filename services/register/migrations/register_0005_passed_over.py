"""What of a provider's file is passed over"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "register_0005"
down_revision = "register_0004"


def upgrade() -> None:
    op.add_column(
        "loads",
        sa.Column(
            "passed_over",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default="[]",
            nullable=False,
        ),
    )
