"""Up to how much an officer agreed to a contractor, whatever grants told since"""

from alembic import op

revision = "payments_0033"
down_revision = "payments_0032"


def upgrade() -> None:
    op.execute("ALTER TABLE contractors ADD agreed_estimate numeric(12, 2)")
    op.execute("ALTER TABLE contractors NO FORCE ROW LEVEL SECURITY")
    op.execute("UPDATE contractors SET agreed_estimate = estimate WHERE agreed_by IS NOT NULL")
    op.execute("ALTER TABLE contractors FORCE ROW LEVEL SECURITY")
