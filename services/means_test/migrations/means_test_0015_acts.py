"""What was done under no case, listed by its time, district, person and command"""

from alembic import op

from shared.persistence.audit import let_acts_be_listed

revision = "means_test_0015"
down_revision = "means_test_0014"


def upgrade() -> None:
    let_acts_be_listed(op.execute, "means_test")
