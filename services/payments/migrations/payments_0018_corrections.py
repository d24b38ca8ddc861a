"""Contributions that were recorded by mistake"""

from alembic import op

from shared.persistence.security import Protection, protect

revision = "payments_0018"
down_revision = "payments_0017"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE receipt_corrections (
            receipt uuid PRIMARY KEY REFERENCES receipts (id),
            case_id uuid NOT NULL REFERENCES accounts (case_id), district text NOT NULL,
            reason text NOT NULL, corrected_on date NOT NULL, corrected_by text NOT NULL
        )
    """)
    op.execute("CREATE INDEX ix_receipt_corrections_case ON receipt_corrections (case_id)")
    kept = "SELECT, INSERT"
    protect(op.execute, "payments", "receipt_corrections", Protection.OWN_CASE, kept)
