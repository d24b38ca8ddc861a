"""Sheets of referrals, and what came of their rows"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.security import Protection, protect

revision = "referral_0011"
down_revision = "referral_0010"

SCHEMA = "referral"
JSON = postgresql.JSONB(astext_type=sa.Text())
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "sheets",
        sa.Column("id", sa.Uuid(), primary_key=True),
        *(sa.Column(n, sa.Text(), nullable=False) for n in ("district", "source", "organisation")),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        *(
            sa.Column(counted, sa.Integer(), nullable=False)
            for counted in ("rows", "received", "advised", "known", "refused")
        ),
        sa.Column("passed_over", JSON, nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("progressed_at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT),
        sa.Column("failure", sa.Text()),
    )
    op.create_index("sheets_started", "sheets", ["started_at", "id"])
    op.create_table(
        "sheet_pieces",
        sa.Column("sheet_id", sa.Uuid(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "sheet_rows",
        sa.Column("sheet_id", sa.Uuid(), primary_key=True),
        sa.Column("row", sa.Integer(), primary_key=True),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("referral", sa.Uuid()),
        sa.Column("refused", sa.Text()),
        sa.Column("remarks", JSON, nullable=False),
    )
    for table, grants in (
        ("sheets", "SELECT, INSERT, UPDATE"),
        ("sheet_pieces", "SELECT, INSERT, DELETE"),
        ("sheet_rows", "SELECT, INSERT"),
    ):
        protect(op.execute, SCHEMA, table, Protection.OWN_DISTRICT, grants)
