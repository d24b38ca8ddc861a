"""What waits for finance is found without what is done"""

from alembic import op

revision = "payments_0022"
down_revision = "payments_0021"

OPEN = """
CREATE INDEX ix_invoices_open ON invoices (state, due_on, id)
    WHERE paid_on IS NULL AND state IN ('received', 'approved');
CREATE INDEX ix_runs_open ON runs (state, id) WHERE state NOT IN ('confirmed', 'voided');
CREATE INDEX ix_run_payments_failed ON run_payments (id)
    WHERE live AND outcome IN ('rejected', 'recalled', 'returned');
CREATE INDEX ix_bank_details_open ON bank_details (id) WHERE confirmed_by IS NULL;
CREATE INDEX ix_holds_open ON holds (id) WHERE lifted_on IS NULL;
CREATE INDEX ix_spending_open ON spending (id) WHERE confirmed_on IS NULL
"""


def upgrade() -> None:
    for statement in OPEN.split(";\n"):
        op.execute(statement)
