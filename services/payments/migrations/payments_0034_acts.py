"""What was done under no case, listed by its time, district, person and command"""

from alembic import op

from shared.persistence.audit import let_acts_be_listed

revision = "payments_0034"
down_revision = "payments_0033"


def upgrade() -> None:
    let_acts_be_listed(op.execute, "payments")
