"""The audit trail says who read a document, a letter or what is sealed"""

from alembic import op

from shared.persistence.audit import let_reading_be_noted

revision = "forum_0010"
down_revision = "forum_0009"


def upgrade() -> None:
    let_reading_be_noted(op.execute, "forum")
