"""The audit trail of a case, read by those who may"""

from alembic import op

from shared.persistence.audit import let_audit_be_read

revision = "payments_0007"
down_revision = "payments_0006"


def upgrade() -> None:
    let_audit_be_read(op.execute, "payments")
