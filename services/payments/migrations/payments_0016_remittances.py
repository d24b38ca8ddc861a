"""Remittance advice: letters of a run, which are of several cases"""

from alembic import op

from shared.letters import create_letters
from shared.persistence.security import Protection

revision = "payments_0016"
down_revision = "payments_0015"


def upgrade() -> None:
    create_letters(op.execute, "payments", "remittances", "run_id", Protection.OWN_DISTRICT)
    op.execute("ALTER TABLE remittances ADD payee uuid NOT NULL")
    op.execute("ALTER TABLE remittances ADD FOREIGN KEY (run_id) REFERENCES runs (id)")
