"""What minor works cost is told anew: the order that spending was for, and what is in doubt"""

from alembic import op

revision = "payments_0027"
down_revision = "payments_0026"

OF_AN_ORDER = """
UPDATE spending SET order_id = substring(about FROM 'order (.*)$')::uuid WHERE purpose = 'minor_works'
AND about ~ '^[a-z_]+, order [0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$'
"""
"""As the service wrote of each what it was about."""


def upgrade() -> None:
    op.execute("ALTER TABLE spending ADD order_id uuid, ADD doubted_on date")
    op.execute("ALTER TABLE spending NO FORCE ROW LEVEL SECURITY")
    op.execute(OF_AN_ORDER)
    op.execute("ALTER TABLE spending FORCE ROW LEVEL SECURITY")
    op.execute("CREATE INDEX ix_spending_order_id ON spending (order_id)")
    op.execute(
        "CREATE INDEX ix_spending_doubted ON spending (id)"
        " WHERE doubted_on IS NOT NULL AND taken_back IS NULL"
    )
