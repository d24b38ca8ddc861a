"""The audit trail of a case, read by those who may"""

from alembic import op

from shared.persistence.audit import let_audit_be_read

revision = "means_test_0006"
down_revision = "means_test_0005"


def upgrade() -> None:
    let_audit_be_read(op.execute, "means_test")
