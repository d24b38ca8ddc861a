"""The audit trail says who read a document, a letter or what is sealed"""

from alembic import op

from shared.persistence.audit import let_reading_be_noted

revision = "grants_0023"
down_revision = "grants_0022"


def upgrade() -> None:
    let_reading_be_noted(op.execute, "grants")
