"""The audit trail of a case, read by those who may"""

from alembic import op

from shared.persistence.audit import let_audit_be_read

revision = "register_0010"
down_revision = "register_0009"


def upgrade() -> None:
    let_audit_be_read(op.execute, "register")
