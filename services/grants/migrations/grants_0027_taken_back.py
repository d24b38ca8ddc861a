"""What payments told by mistake does not count"""

from alembic import op

from shared.persistence.security import runtime_role

revision = "grants_0027"
down_revision = "grants_0026"


def upgrade() -> None:
    op.execute("DROP INDEX entries_recovered")
    op.execute(
        "CREATE INDEX entries_recovered ON entries (district)"
        " WHERE kind IN ('payments.grant-recovered', 'payments.recovery-corrected')"
    )
    op.execute(f"GRANT DELETE ON spent_beside TO {runtime_role('grants')}")
