"""Providers' files as they were sent, until they are taken in"""

import sqlalchemy as sa
from alembic import op

from shared.persistence.security import Protection, protect

revision = "register_0009"
down_revision = "register_0008"

SCHEMA = "register"


def upgrade() -> None:
    op.create_table(
        "sent_files",
        sa.Column("load_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"]),
        sa.PrimaryKeyConstraint("load_id", "number"),
    )
    protect(op.execute, SCHEMA, "sent_files", Protection.COUNTY_READ)
