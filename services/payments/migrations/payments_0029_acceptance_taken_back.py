"""What was said of completed works does not count where they were not complete"""

from alembic import op

from shared.persistence.security import runtime_role

revision = "payments_0029"
down_revision = "payments_0028"


def upgrade() -> None:
    op.execute("ALTER TABLE acceptances ADD taken_back jsonb")
    op.execute(f"GRANT UPDATE (taken_back) ON acceptances TO {runtime_role('payments')}")
