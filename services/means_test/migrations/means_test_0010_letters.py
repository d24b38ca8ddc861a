"""Letters to households about the evidence that is wanted of them"""

from alembic import op

from shared.letters import create_letters, create_sendings

revision = "means_test_0010"
down_revision = "means_test_0009"


def upgrade() -> None:
    create_letters(op.execute, "means_test", "letters")
    create_sendings(op.execute, "means_test")
