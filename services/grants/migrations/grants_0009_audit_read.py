"""The audit trail of a case, read by those who may"""

from alembic import op

from shared.persistence.audit import let_audit_be_read

revision = "grants_0009"
down_revision = "grants_0008"


def upgrade() -> None:
    let_audit_be_read(op.execute, "grants")
