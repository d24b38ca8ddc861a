"""What people say of themselves for equality monitoring, apart from their cases"""

import sqlalchemy as sa
from alembic import op

from shared.persistence.security import Protection, protect

revision = "referral_0017"
down_revision = "referral_0016"

SCHEMA = "referral"


def upgrade() -> None:
    op.create_table(
        "monitoring",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("ethnic_group", "sex", "age_band", "faith")
        ),
    )
    protect(op.execute, SCHEMA, "monitoring", Protection.OWN_DISTRICT, "SELECT, INSERT")
