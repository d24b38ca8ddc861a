"""The audit trail of a case, read by those who may"""

from alembic import op

from shared.persistence.audit import let_audit_be_read

revision = "forum_0003"
down_revision = "forum_0002"


def upgrade() -> None:
    let_audit_be_read(op.execute, "forum")
