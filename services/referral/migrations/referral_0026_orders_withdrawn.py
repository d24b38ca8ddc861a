"""An order of minor works that was placed by mistake is taken back"""

from alembic import op

revision = "referral_0026"
down_revision = "referral_0025"


def upgrade() -> None:
    op.execute("ALTER TABLE minor_works ADD taken_back jsonb")
