"""Works that the council orders itself for its tenants, under the Construction Industry Scheme"""

from alembic import op

from shared.letters import create_letters
from shared.persistence.security import Protection, protect

revision = "payments_0021"
down_revision = "payments_0020"


def upgrade() -> None:
    op.execute(
        "ALTER TABLE accounts ADD contracting_party text NOT NULL DEFAULT 'applicant'"
        " CHECK (contracting_party IN ('applicant', 'council'))"
    )
    op.execute("ALTER TABLE invoices ADD cis jsonb")
    op.execute(
        "ALTER TABLE invoices ADD deducted numeric(12, 2) NOT NULL DEFAULT 0"
        " CHECK (deducted >= 0 AND (deducted = 0 OR cis IS NOT NULL))"
    )
    op.execute(
        "CREATE INDEX ix_invoices_deducted ON invoices (district, paid_on, id)"
        " WHERE cis IS NOT NULL"
    )
    op.execute("""
        CREATE TABLE work_orders (
            id uuid PRIMARY KEY, district text NOT NULL, "order" jsonb NOT NULL,
            ordered_on date NOT NULL, ordered_by text NOT NULL, approved_on date,
            approved_by text CHECK (approved_by <> ordered_by), version integer NOT NULL
        )
    """)
    op.execute("CREATE INDEX ix_work_orders_order ON work_orders (ordered_on, id)")
    op.execute("CREATE INDEX ix_work_orders_district ON work_orders (district, ordered_on, id)")
    kept = "SELECT, INSERT, UPDATE"
    protect(op.execute, "payments", "work_orders", Protection.OWN_DISTRICT, kept)
    whole = Protection.OWN_DISTRICT
    create_letters(op.execute, "payments", "deduction_statements", "payee", whole)
    op.execute("ALTER TABLE deduction_statements ADD ending date NOT NULL")
