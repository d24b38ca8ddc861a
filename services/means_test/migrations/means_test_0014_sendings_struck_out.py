"""That a letter went is struck out where an officer recorded it wrongly"""

from alembic import op

from shared.letters import let_sendings_be_struck_out

revision = "means_test_0014"
down_revision = "means_test_0013"


def upgrade() -> None:
    let_sendings_be_struck_out(op.execute, "means_test")
