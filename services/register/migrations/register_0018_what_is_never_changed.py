"""A survey as it came in, and what came of a row of a file, are never changed"""

from alembic import op

from shared.persistence.security import runtime_role

revision = "register_0018"
down_revision = "register_0017"


def upgrade() -> None:
    for table in ("surveys", "loaded_rows"):
        op.execute(f"REVOKE UPDATE, DELETE ON register.{table} FROM {runtime_role('register')}")
