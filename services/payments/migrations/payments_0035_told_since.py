"""Up to how much grants told of a contractor since an officer agreed to them here"""

from alembic import op

revision = "payments_0035"
down_revision = "payments_0034"


def upgrade() -> None:
    op.execute("ALTER TABLE contractors ADD told_estimate numeric(12, 2), ADD told_on date")
    op.execute("ALTER TABLE contractors NO FORCE ROW LEVEL SECURITY")
    # Of what was told before, the sum is known where it is another than the officer's, the day is not.
    op.execute("""
        UPDATE contractors SET told_estimate = estimate, told_on = agreed_on
        WHERE estimate <> agreed_estimate
    """)
    op.execute("ALTER TABLE contractors FORCE ROW LEVEL SECURITY")
