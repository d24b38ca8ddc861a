"""The audit trail says who read a document, a letter or what is sealed"""

from alembic import op

from shared.persistence.audit import let_reading_be_noted

revision = "referral_0022"
down_revision = "referral_0021"


def upgrade() -> None:
    let_reading_be_noted(op.execute, "referral")
