"""What was done under no case, listed by its time, district, person and command"""

from alembic import op

from shared.persistence.audit import let_acts_be_listed

revision = "register_0023"
down_revision = "register_0022"


def upgrade() -> None:
    let_acts_be_listed(op.execute, "register")
