"""Invoices decided on by others than who received them, bank details by two people, payment runs"""

from alembic import op

from shared.persistence.security import Protection, protect

revision = "payments_0009"
down_revision = "payments_0008"

TABLES = """
CREATE TABLE invoices (
    id uuid PRIMARY KEY, case_id uuid NOT NULL REFERENCES accounts (case_id),
    district text NOT NULL, contractor uuid NOT NULL, invoice jsonb NOT NULL,
    invoice_id uuid NOT NULL, stage text NOT NULL, amount numeric(12, 2) NOT NULL,
    state text NOT NULL CHECK (state IN ('received', 'approved', 'rejected')),
    received_on date NOT NULL, received_by text NOT NULL, due_on date NOT NULL,
    decided_on date, decided_by text CHECK (decided_by <> received_by),
    from_award numeric(12, 2), reason text, version integer NOT NULL
);
CREATE INDEX ix_invoices_order ON invoices (case_id, received_on, id);
CREATE INDEX ix_invoices_due ON invoices (district, state, due_on, id);
CREATE UNIQUE INDEX uq_invoices_once ON invoices (invoice_id) WHERE state <> 'rejected';
CREATE TABLE debit_accounts (
    district text PRIMARY KEY, name text NOT NULL, sort_code text NOT NULL,
    account_number text NOT NULL, service_user_number text NOT NULL,
    next_serial integer NOT NULL, last_serial integer NOT NULL,
    CHECK (next_serial <= last_serial + 1)
);
CREATE TABLE bank_details (
    id uuid PRIMARY KEY, district text NOT NULL, payee uuid NOT NULL, name text NOT NULL,
    sort_code text NOT NULL, account_number text NOT NULL, evidence text NOT NULL,
    proposed_by text NOT NULL, confirmed_by text CHECK (confirmed_by <> proposed_by),
    in_force_from date, version integer NOT NULL
);
CREATE INDEX ix_bank_details_payee ON bank_details (payee, in_force_from, id);
CREATE TABLE runs (
    id uuid PRIMARY KEY, district text NOT NULL, state text NOT NULL, content jsonb NOT NULL,
    service_user_number text NOT NULL, serial text NOT NULL, digest text NOT NULL,
    proposed_at timestamptz NOT NULL, proposed_by text NOT NULL,
    approved_by text CHECK (approved_by <> proposed_by),
    sealed_by text CHECK (sealed_by NOT IN (proposed_by, approved_by)),
    file bytea, file_sha256 text, handed_in_on date, confirmed_on date, voided_by text,
    version integer NOT NULL, UNIQUE (service_user_number, serial)
);
CREATE INDEX ix_runs_order ON runs (proposed_at, id);
CREATE TABLE run_payments (
    id uuid PRIMARY KEY, run_id uuid NOT NULL REFERENCES runs (id), line integer NOT NULL,
    case_id uuid NOT NULL REFERENCES accounts (case_id), district text NOT NULL,
    invoice uuid NOT NULL REFERENCES invoices (id),
    bank_details uuid NOT NULL REFERENCES bank_details (id),
    amount numeric(12, 2) NOT NULL, reference text NOT NULL, live boolean NOT NULL, outcome text,
    UNIQUE (run_id, line), UNIQUE (district, reference)
);
CREATE INDEX ix_run_payments_case ON run_payments (case_id);
CREATE UNIQUE INDEX uq_run_payments_live ON run_payments (invoice) WHERE live;
"""
OF_A_DISTRICT, OF_A_CASE = ("debit_accounts", "bank_details", "runs"), ("invoices", "run_payments")
# A sealed file stays as it is, whoever asks.
SEALED = """
CREATE FUNCTION refuse_other_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a sealed file never changes' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER runs_sealed BEFORE UPDATE ON runs FOR EACH ROW
WHEN (OLD.file IS NOT NULL AND (NEW.file, NEW.file_sha256) IS DISTINCT FROM (OLD.file, OLD.file_sha256))
EXECUTE FUNCTION refuse_other_file();
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
    function, trigger = SEALED.split("$$;\n")
    op.execute(f"{function}$$")
    op.execute(trigger)
    kept = "SELECT, INSERT, UPDATE"
    for table in OF_A_DISTRICT:
        protect(op.execute, "payments", table, Protection.OWN_DISTRICT, kept)
    for table in OF_A_CASE:
        protect(op.execute, "payments", table, Protection.OWN_CASE, kept)
