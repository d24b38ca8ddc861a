"""Debts to the council on a grant; refunds to applicants beside invoices; what is taken back"""

from alembic import op

from shared.persistence.security import Protection, protect

revision = "payments_0013"
down_revision = "payments_0012"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE recoveries (
            id uuid PRIMARY KEY, case_id uuid NOT NULL REFERENCES accounts (case_id),
            district text NOT NULL, demand jsonb NOT NULL, proposed_on date NOT NULL,
            proposed_by text NOT NULL, demanded_on date,
            demanded_by text CHECK (demanded_by <> proposed_by), write_off jsonb,
            write_off_by text, version integer NOT NULL
        )
    """)
    op.execute("CREATE INDEX ix_recoveries_case ON recoveries (case_id, proposed_on, id)")
    kept = "SELECT, INSERT, UPDATE"
    protect(op.execute, "payments", "recoveries", Protection.OWN_CASE, kept)
    op.execute("ALTER TABLE invoices ADD kind text NOT NULL DEFAULT 'works'")
    op.execute("ALTER TABLE invoices ALTER kind DROP DEFAULT")
    op.execute("ALTER TABLE invoices ADD continued_by text, ADD continued_because text")
    op.execute("ALTER TABLE invoices DROP CONSTRAINT invoices_state_check")
    op.execute(
        "ALTER TABLE invoices ADD CHECK (state IN ('received', 'approved', 'rejected', 'cancelled'))"
    )
    op.execute("DROP INDEX uq_invoices_once")
    op.execute(
        "CREATE UNIQUE INDEX uq_invoices_once ON invoices (invoice_id)"
        " WHERE state NOT IN ('rejected', 'cancelled')"
    )
    # What takes an entry back counts on the side that the entry counted on.
    op.execute("ALTER TABLE postings ADD reversal boolean NOT NULL DEFAULT false")
    op.drop_index("ix_postings_case", "postings")
    covered = ["district", "effective_on", "line", "code", "of", "pence", "reversal"]
    op.create_index("ix_postings_case", "postings", ["case_id"], postgresql_include=covered)
