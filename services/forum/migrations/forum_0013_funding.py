"""Agreements on money between authorities and with providers; the county's pool is the first"""

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.security import Protection, protect

revision = "forum_0013"
down_revision = "forum_0012"

SCHEMA = "forum"
MEMBERS = {
    "E07000078": "Cheltenham",
    "E07000079": "Cotswold",
    "E07000080": "Forest of Dean",
    "E07000081": "Gloucester City",
    "E07000082": "Stroud",
    "E07000083": "Tewkesbury",
}
POOL = {
    "name": "Gloucestershire pooled grant",
    "kind": "pool",
    "payers": list(MEMBERS.values()),
    "payee": "The six districts together",
    "pays_for": (
        "The districts' shares of the Better Care Fund are put together for the county: mandatory"
        " grants first, then discretionary help, then social care projects that lower demand."
    ),
    "districts": list(MEMBERS),
    "amount_a_year": None,
    "share_percent": None,
    "since": "2023-04-01",
    "until": None,
    "clause": "Stroud App 4 5",
}
_RECORD = sa.text("""
INSERT INTO forum.funding_agreements (id, number, agreed, recorded_at, recorded_by, reason)
VALUES ('5d0f7f5e-6f0b-5c3e-9d53-3f6a1c1f2a01', 1, CAST(:pool AS jsonb), now(), 'Stroud App 4 5', NULL)
""")


def upgrade() -> None:
    op.create_table(
        "funding_agreements",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("agreed", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
    )
    op.execute(_RECORD.bindparams(pool=json.dumps(POOL)))
    protect(op.execute, SCHEMA, "funding_agreements", Protection.MEMBERS, "SELECT, INSERT")
