"""What was told by mistake of money beside grants is not kept"""

from alembic import op

from shared.persistence.security import runtime_role

revision = "grants_0027"
down_revision = "grants_0026"


def upgrade() -> None:
    op.execute(f"GRANT DELETE ON spent_beside TO {runtime_role('grants')}")
