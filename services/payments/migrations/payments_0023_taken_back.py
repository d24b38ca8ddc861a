"""What was recorded by mistake is taken back; payments to HMRC and findings that works are complete"""

from alembic import op

from shared.persistence.security import Protection, protect

revision = "payments_0023"
down_revision = "payments_0022"

RETRACTABLE = (
    *("work_orders", "spending", "recoveries", "bank_details", "debit_account_changes"),
    "payments",
)
HMRC = """
CREATE TABLE hmrc_payments (
    id uuid PRIMARY KEY, district text NOT NULL, ending date NOT NULL,
    amount numeric(12, 2) NOT NULL, paid_on date NOT NULL, paid_by text NOT NULL,
    taken_back jsonb, version integer NOT NULL
);
CREATE INDEX ix_hmrc_payments_month ON hmrc_payments (district, ending, id);
ALTER TABLE invoices ADD hmrc_payment uuid REFERENCES hmrc_payments (id);
CREATE INDEX ix_invoices_hmrc_payment ON invoices (hmrc_payment) WHERE hmrc_payment IS NOT NULL
"""
COMPLETIONS = """
CREATE TABLE completions (
    id uuid PRIMARY KEY, case_id uuid NOT NULL REFERENCES accounts (case_id),
    district text NOT NULL, number integer NOT NULL, completed_on date, reason text,
    recorded_at timestamptz NOT NULL, recorded_by text NOT NULL,
    CHECK (completed_on IS NOT NULL OR reason IS NOT NULL)
);
CREATE UNIQUE INDEX ix_completions_case ON completions (case_id, number)
"""
# A payment of before is what one person recorded at one instant. It was of one tax month: that in
# which its invoices were paid; where a bank sent all of them back since, the last that was over.
PAID_BEFORE = """
WITH passed_on AS (
    SELECT min(e.id::text) OVER recorded AS payment, i.id AS invoice, e.district, e.actor,
        i.deducted, l.effective_on AS made_on,
        date_trunc('month', min(i.paid_on) OVER recorded - 5) + interval '1 month 4 days' AS ending
    FROM entries e JOIN invoices i ON i.id = e.cause
    JOIN postings l ON l.entry_id = e.id AND l.line = 1
    WHERE e.step = 'deduction-passed-on'
    WINDOW recorded AS (PARTITION BY e.district, e.actor, e.recorded_at)
), made AS (
    INSERT INTO hmrc_payments (id, district, ending, amount, paid_on, paid_by, version)
    SELECT payment::uuid, district,
        coalesce(ending, date_trunc('month', made_on - 5) + interval '4 days')::date,
        sum(deducted), made_on, actor, 1
    FROM passed_on GROUP BY payment, district, ending, made_on, actor
)
UPDATE invoices SET hmrc_payment = payment::uuid FROM passed_on WHERE invoices.id = passed_on.invoice
"""
# What came in before has the number of its entry.
REPAYMENTS = """
CREATE TABLE repayments (
    id uuid PRIMARY KEY, case_id uuid NOT NULL REFERENCES accounts (case_id),
    district text NOT NULL, recovery uuid NOT NULL REFERENCES recoveries (id),
    amount numeric(12, 2) NOT NULL, received_on date NOT NULL, received_by text NOT NULL,
    taken_back jsonb
);
CREATE INDEX ix_repayments_case ON repayments (case_id, received_on, id);
INSERT INTO repayments (id, case_id, district, recovery, amount, received_on, received_by)
SELECT e.id, e.case_id, e.district, p.of::uuid, -p.pence / 100.0, p.effective_on, e.actor
FROM entries e JOIN postings p ON p.entry_id = e.id AND p.code = 'A20'
WHERE e.step = 'repayment'
"""
OPEN = """
DROP INDEX ix_bank_details_open;
CREATE INDEX ix_bank_details_open ON bank_details (id)
    WHERE confirmed_by IS NULL AND taken_back IS NULL;
DROP INDEX ix_spending_open;
CREATE INDEX ix_spending_open ON spending (id) WHERE confirmed_on IS NULL AND taken_back IS NULL
"""


def upgrade() -> None:
    for table in RETRACTABLE:
        op.execute(f"ALTER TABLE {table} ADD taken_back jsonb")
    _each(HMRC)
    _each(COMPLETIONS)
    _each(OPEN)
    read = ("entries", "postings", "invoices", "recoveries")
    for table in read:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(PAID_BEFORE)
    _each(REPAYMENTS)
    for table in read:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    kept, added = "SELECT, INSERT, UPDATE", "SELECT, INSERT"
    protect(op.execute, "payments", "hmrc_payments", Protection.OWN_DISTRICT, kept)
    protect(op.execute, "payments", "completions", Protection.OWN_CASE, added)
    protect(op.execute, "payments", "repayments", Protection.OWN_CASE, kept)


def _each(statements: str) -> None:
    for statement in statements.split(";\n"):
        op.execute(statement)
