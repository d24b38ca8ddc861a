"""Credit notes; documents of invoices; payment to the applicant instead of the contractor"""

from alembic import op

from shared.files import create_documents
from shared.persistence.security import Protection, protect

revision = "payments_0017"
down_revision = "payments_0016"


def upgrade() -> None:
    op.execute("ALTER TABLE invoices ADD credited numeric(12, 2) NOT NULL DEFAULT 0")
    op.execute("ALTER TABLE invoices ALTER credited DROP DEFAULT")
    op.execute("ALTER TABLE invoices ADD pay_to text, ADD pay_to_by text, ADD pay_to_because text")
    op.execute("ALTER TABLE invoices ADD CHECK (pay_to_by <> received_by)")
    op.execute("ALTER TABLE accounts ADD applicant_paid_from date")
    op.execute("""
        CREATE TABLE credit_notes (
            id uuid PRIMARY KEY, case_id uuid NOT NULL REFERENCES accounts (case_id),
            district text NOT NULL, invoice uuid NOT NULL REFERENCES invoices (id),
            note jsonb NOT NULL, note_id uuid NOT NULL,
            state text NOT NULL CHECK (state IN ('received', 'approved', 'rejected')),
            received_on date NOT NULL, received_by text NOT NULL, decided_on date,
            decided_by text CHECK (decided_by <> received_by), reason text, version integer NOT NULL
        )
    """)
    op.execute("CREATE INDEX ix_credit_notes_invoice ON credit_notes (invoice, received_on, id)")
    op.execute(
        "CREATE UNIQUE INDEX uq_credit_notes_once ON credit_notes (note_id)"
        " WHERE state <> 'rejected'"
    )
    kept = "SELECT, INSERT, UPDATE"
    protect(op.execute, "payments", "credit_notes", Protection.OWN_CASE, kept)
    create_documents(op.execute, "payments", "invoice_documents")
    op.execute("ALTER TABLE invoice_documents ADD invoice uuid NOT NULL REFERENCES invoices (id)")
