"""Runs: recalls, returns, a format of file; an invoice says whether it is in a run or paid; debit
accounts by two people; an account whose approval ended is frozen
"""

from alembic import op

from shared.persistence.security import Protection, protect

revision = "payments_0011"
down_revision = "payments_0010"

COLUMNS = """
ALTER TABLE accounts ADD frozen_on date;
ALTER TABLE invoices ADD run_id uuid REFERENCES runs (id), ADD paid_on date;
ALTER TABLE payments ADD returned_on date;
ALTER TABLE run_payments ADD recalled_by text, ADD recall_reason text, ADD returned_on date,
    ADD return_reason text;
ALTER TABLE debit_accounts ADD file_format text NOT NULL DEFAULT 'bacs18',
    ADD recall_until text NOT NULL DEFAULT '16:00';
ALTER TABLE debit_accounts ALTER file_format DROP DEFAULT, ALTER recall_until DROP DEFAULT;
ALTER TABLE runs ADD file_format text NOT NULL DEFAULT 'bacs18';
ALTER TABLE runs ALTER file_format DROP DEFAULT;
CREATE TABLE debit_account_changes (
    id uuid PRIMARY KEY, district text NOT NULL, account jsonb NOT NULL,
    proposed_by text NOT NULL, confirmed_by text CHECK (confirmed_by <> proposed_by),
    confirmed_on date, version integer NOT NULL
);
CREATE INDEX ix_debit_account_changes ON debit_account_changes (district, id);
"""
KNOWN = """
UPDATE accounts SET frozen_on = settled_on
WHERE settled_on IS NOT NULL AND works_certified_on IS NULL;
UPDATE invoices i SET run_id = p.run_id FROM run_payments p WHERE p.invoice = i.id AND p.live;
UPDATE invoices i SET paid_on = p.paid_on FROM payments p WHERE p.invoice_id = i.invoice_id
    AND i.state = 'approved';
"""
READ = ("accounts", "invoices", "run_payments", "payments")


def upgrade() -> None:
    _each(COLUMNS)
    # A payment that came back may be followed by another of the same invoice.
    op.drop_constraint("uq_payments_invoice_id", "payments")
    op.execute(
        "CREATE UNIQUE INDEX uq_payments_once ON payments (invoice_id) WHERE returned_on IS NULL"
    )
    for table in READ:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    _each(KNOWN)
    for table in READ:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    kept = "SELECT, INSERT, UPDATE"
    protect(op.execute, "payments", "debit_account_changes", Protection.OWN_DISTRICT, kept)


def _each(statements: str) -> None:
    for statement in statements.split(";\n"):
        if statement.strip():
            op.execute(statement)
