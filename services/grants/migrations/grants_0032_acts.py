"""What was done under no case, listed by its time, district, person and command"""

from alembic import op

from shared.persistence.audit import let_acts_be_listed

revision = "grants_0032"
down_revision = "grants_0031"


def upgrade() -> None:
    let_acts_be_listed(op.execute, "grants")
