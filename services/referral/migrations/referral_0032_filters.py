"""Referrals of a state, of a team and to be written to are found by an index"""

import sqlalchemy as sa
from alembic import op

revision = "referral_0032"
down_revision = "referral_0031"


def upgrade() -> None:
    order = ["received_on", "case_id"]
    op.create_index("referrals_of_state", "referrals", ["state", *order])
    op.create_index("referrals_of_team", "referrals", ["team", *order])
    op.create_index(
        "referrals_to_be_written_to",
        "referrals",
        order,
        postgresql_where=sa.text("lettered < answers"),
    )
