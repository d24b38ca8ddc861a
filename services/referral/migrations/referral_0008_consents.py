"""Consent: what was said of sharing, and whether a referral may be worked on

Until now no referral was taken up without consent: what each enquiry says of it is its first row.
"""

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.security import Protection, protect

revision = "referral_0008"
down_revision = "referral_0007"

SCHEMA = "referral"
WITH_WHOM = ["district_council", "occupational_therapy", "health_services", "landlord", "equipment_suppliers", "contractors", "housing_register"]  # fmt: skip
PURPOSES = ["assessment", "grant", "works", "another_home"]
_FIRST = sa.text("""
    INSERT INTO consents (case_id, number, district, recorded_at, recorded_by, statement)
    SELECT case_id, 1, district, recorded_at, recorded_by, jsonb_build_object(
        'said', 'given', 'by', enquiry -> 'consent' ->> 'by', 'on', enquiry -> 'consent' ->> 'on',
        'with_whom', CAST(:with_whom AS jsonb), 'purposes', CAST(:purposes AS jsonb))
    FROM enquiries WHERE number = 1
""")


def upgrade() -> None:
    op.create_table(
        "consents",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("statement", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "number"),
    )
    for name, kind, before in (("consent", sa.Text(), "given"), ("consents", sa.Integer(), "1")):
        op.add_column("referrals", sa.Column(name, kind, nullable=False, server_default=before))
        op.alter_column("referrals", name, server_default=None)
    op.execute("ALTER TABLE enquiries NO FORCE ROW LEVEL SECURITY")
    said = {"with_whom": json.dumps(WITH_WHOM), "purposes": json.dumps(PURPOSES)}
    op.get_bind().execute(_FIRST, said)
    op.execute("ALTER TABLE enquiries FORCE ROW LEVEL SECURITY")
    protect(op.execute, SCHEMA, "consents", Protection.OWN_CASE, "SELECT, INSERT")
