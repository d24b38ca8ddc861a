"""The audit trail of a case, read by those who may"""

from alembic import op

from shared.persistence.audit import let_audit_be_read

revision = "referral_0005"
down_revision = "referral_0004"


def upgrade() -> None:
    let_audit_be_read(op.execute, "referral")
