"""The ledger's sums from its indexes alone

Row-level security reads the district and the case of every posting too.
"""

from alembic import op

revision = "payments_0006"
down_revision = "payments_0005"

COVERING = {
    "case": (["case_id"], ["district", "effective_on", "line", "code", "of", "pence"]),
    "district": (["district", "effective_on"], ["case_id", "code", "pence"]),
}


def upgrade() -> None:
    for name, (columns, covered) in COVERING.items():
        op.drop_index(f"ix_postings_{name}", "postings")
        op.create_index(f"ix_postings_{name}", "postings", columns, postgresql_include=covered)
