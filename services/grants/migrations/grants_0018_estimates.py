"""Schedules, estimates by line, price books; invitations, complaints, what is struck out"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.security import Protection, protect

revision = "grants_0018"
down_revision = "grants_0017"

KINDS = (
    *("schedule_drawn", "lines_estimated", "struck_out", "urgent_first", "refusal_invited"),
    *("invitation_answered", "complaint_made", "complaint_answered", "remedy_carried_out"),
)


def upgrade() -> None:
    for kind in KINDS:
        op.add_column("entries", sa.Column(kind, postgresql.JSONB(), nullable=True))
    op.create_table(
        "price_books",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("rates", postgresql.JSONB(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
    )
    op.create_index("price_books_by_day", "price_books", ["district", "since", "number"])
    protect(op.execute, "grants", "price_books", Protection.OWN_DISTRICT, "SELECT, INSERT")
