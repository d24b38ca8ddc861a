"""What districts said of themselves: trainings, categorised stock, money of a year"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.security import Protection, protect

revision = "forum_0005"
down_revision = "forum_0004"

TABLES = ("trainings", "counted_stock", "allocated_funds")


def upgrade() -> None:
    op.create_table(
        "trainings",
        sa.Column("training_id", sa.Uuid(), primary_key=True),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("topics", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("therapists", sa.Integer(), nullable=False),
        sa.Column("trusted_assessors", sa.Integer(), nullable=False),
        sa.Column("others", sa.Integer(), nullable=False),
    )
    op.create_index("ix_trainings_held_on", "trainings", ["held_on"])
    op.create_table(
        "counted_stock",
        sa.Column("district", sa.Text(), primary_key=True),
        sa.Column("taken_on", sa.Date(), primary_key=True),
        sa.Column("provider", sa.Text(), primary_key=True),
        sa.Column("homes", sa.Integer(), nullable=False),
        sa.Column("categorised", sa.Integer(), nullable=False),
    )
    op.create_table(
        "allocated_funds",
        sa.Column("district", sa.Text(), primary_key=True),
        sa.Column("year", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("amount", sa.Numeric(12, 2), nullable=False),
        sa.Column("discretionary", sa.Numeric(12, 2), nullable=True),
    )
    for table in TABLES:
        grants = "SELECT, INSERT, UPDATE, DELETE, TRUNCATE"
        protect(op.execute, "forum", table, Protection.OWN_DISTRICT, grants)
