"""A paper that was filed with an invoice by mistake is struck out"""

from alembic import op

from shared.persistence.security import runtime_role

revision = "payments_0028"
down_revision = "payments_0027"


def upgrade() -> None:
    op.execute("ALTER TABLE invoice_documents ADD taken_back jsonb")
    op.execute(f"GRANT UPDATE (taken_back) ON invoice_documents TO {runtime_role('payments')}")
