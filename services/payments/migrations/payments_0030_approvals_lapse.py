"""An approval that rested on a mistaken certificate is given again"""

from alembic import op

revision = "payments_0030"
down_revision = "payments_0029"

ADDED = """
ALTER TABLE invoices ADD lapsed_on date, ADD lapsed_approvals jsonb NOT NULL DEFAULT '[]';
ALTER TABLE invoices ALTER lapsed_approvals DROP DEFAULT
"""


def upgrade() -> None:
    for statement in ADDED.split(";\n"):
        op.execute(statement)
