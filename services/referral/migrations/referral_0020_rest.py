"""What became of letters; until when a report holds, and when a person leaves hospital"""

import sqlalchemy as sa
from alembic import op

from shared.persistence.security import runtime_role

revision = "referral_0020"
down_revision = "referral_0019"

SCHEMA = "referral"
_READ = ("referrals", "assessments")
_REPORTS = """
    UPDATE referrals SET report_until = (assessment ->> 'valid_until')::date
    FROM assessments
    WHERE assessments.case_id = referrals.case_id AND number = referrals.assessments
"""


def upgrade() -> None:
    op.add_column("letter_sendings", sa.Column("state", sa.Text()))
    op.execute(f"GRANT UPDATE (state) ON {SCHEMA}.letter_sendings TO {runtime_role(SCHEMA)}")
    op.create_index("letters_written", "letters", ["written_at", "id"])
    op.add_column("referrals", sa.Column("report_until", sa.Date()))
    op.add_column("referrals", sa.Column("report_warned_at", sa.DateTime(timezone=True)))
    op.add_column("referrals", sa.Column("discharge_on", sa.Date()))
    op.create_index("referrals_report", "referrals", ["report_until"])
    op.create_index("referrals_discharge", "referrals", ["discharge_on"])
    for table in _READ:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(_REPORTS)
    for table in _READ:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
