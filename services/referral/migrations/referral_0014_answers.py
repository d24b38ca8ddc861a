"""Answers to enquiries, and their letters"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.letters import create_letters
from shared.persistence.security import Protection, protect

revision = "referral_0014"
down_revision = "referral_0013"

SCHEMA = "referral"
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "answers",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "number"),
    )
    op.create_table(
        "letter_sendings",
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("letter_id", "number"),
    )
    for name in ("answers", "lettered"):
        op.add_column(
            "referrals", sa.Column(name, sa.Integer(), nullable=False, server_default="0")
        )
        op.alter_column("referrals", name, server_default=None)
    for table in ("answers", "letter_sendings"):
        protect(op.execute, SCHEMA, table, Protection.OWN_CASE, "SELECT, INSERT")
    create_letters(op.execute, SCHEMA, "letters")
