"""Invoices by the day on which they are due"""

from alembic import op

revision = "payments_0010"
down_revision = "payments_0009"


def upgrade() -> None:
    op.create_index("ix_invoices_next", "invoices", ["due_on", "id"])
