"""The audit trail says who read a document, a letter or what is sealed"""

from alembic import op

from shared.persistence.audit import let_reading_be_noted

revision = "means_test_0009"
down_revision = "means_test_0008"


def upgrade() -> None:
    let_reading_be_noted(op.execute, "means_test")
