"""Indexes of lists"""

from alembic import op

revision = "payments_0004"
down_revision = "payments_0003"


def upgrade() -> None:
    op.create_index("ix_accounts_newest", "accounts", ["opened_on", "case_id"])
    op.create_index("ix_accounts_district", "accounts", ["district", "opened_on", "case_id"])
    op.create_index("ix_payments_order", "payments", ["case_id", "paid_on", "id"])
    op.create_index("ix_receipts_order", "receipts", ["case_id", "received_on", "id"])
    for name in ("contractor", "reference"):
        op.execute(
            f"ALTER TABLE payments ADD COLUMN {name}_sought text"
            f" GENERATED ALWAYS AS (lower(invoice ->> '{name}')) STORED"
        )
        op.execute(f"CREATE INDEX ix_payments_{name} ON payments ({name}_sought text_pattern_ops)")
