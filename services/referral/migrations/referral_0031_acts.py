"""What was done under no case, listed by its time, district, person and command"""

from alembic import op

from shared.persistence.audit import let_acts_be_listed

revision = "referral_0031"
down_revision = "referral_0030"


def upgrade() -> None:
    let_acts_be_listed(op.execute, "referral")
