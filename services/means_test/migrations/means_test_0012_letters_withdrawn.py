"""A letter that was written by mistake is withdrawn before it goes"""

from alembic import op

from shared.letters import let_be_withdrawn

revision = "means_test_0012"
down_revision = "means_test_0011"


def upgrade() -> None:
    let_be_withdrawn(op.execute, "means_test")
