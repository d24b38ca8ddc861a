"""The audit trail says who read a document, a letter or what is sealed"""

from alembic import op

from shared.persistence.audit import let_reading_be_noted

revision = "register_0015"
down_revision = "register_0014"


def upgrade() -> None:
    let_reading_be_noted(op.execute, "register")
