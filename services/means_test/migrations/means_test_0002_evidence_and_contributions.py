"""Evidence and contributions"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.security import Protection, protect

revision = "means_test_0002"
down_revision = "means_test_0001"

SCHEMA = "means_test"


def upgrade() -> None:
    op.create_table(
        "contributions",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("dwelling", sa.Text(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("relevant_people", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reduction", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("grant_paid", sa.Boolean(), nullable=False),
        sa.Column("works_satisfactory", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_index(op.f("ix_contributions_dwelling"), "contributions", ["dwelling"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("original_seen", sa.Boolean(), nullable=True),
        sa.Column("seen_by", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.case_id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_evidence_case_id"), "evidence", ["case_id"], unique=False)
    protect(op.execute, SCHEMA, "evidence", Protection.OWN_CASE)
    protect(op.execute, SCHEMA, "contributions", Protection.OWN_CASE)
