"""Documents of cases"""

from alembic import op

from shared.files import create_documents

revision = "grants_0014"
down_revision = "grants_0013"


def upgrade() -> None:
    create_documents(op.execute, "grants", "documents")
