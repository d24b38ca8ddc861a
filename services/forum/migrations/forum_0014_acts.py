"""What was done under no case, listed by its time, district, person and command"""

from alembic import op

from shared.persistence.audit import let_acts_be_listed

revision = "forum_0014"
down_revision = "forum_0013"


def upgrade() -> None:
    let_acts_be_listed(op.execute, "forum")
