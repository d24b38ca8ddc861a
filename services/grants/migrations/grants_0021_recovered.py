"""What came back of grants is found without reading every entry"""

from alembic import op

revision = "grants_0021"
down_revision = "grants_0020"


def upgrade() -> None:
    op.execute(
        "CREATE INDEX entries_recovered ON grants.entries (district)"
        " WHERE kind = 'payments.grant-recovered'"
    )
