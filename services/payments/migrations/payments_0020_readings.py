"""The audit trail says who read a document, a letter or what is sealed"""

from alembic import op

from shared.persistence.audit import let_reading_be_noted

revision = "payments_0020"
down_revision = "payments_0019"


def upgrade() -> None:
    let_reading_be_noted(op.execute, "payments")
