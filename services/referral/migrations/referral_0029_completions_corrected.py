"""That minor works are done is corrected"""

from alembic import op

revision = "referral_0029"
down_revision = "referral_0028"


def upgrade() -> None:
    op.execute("ALTER TABLE minor_works ADD corrections jsonb NOT NULL DEFAULT '[]'")
    op.execute("ALTER TABLE minor_works ALTER corrections DROP DEFAULT")
