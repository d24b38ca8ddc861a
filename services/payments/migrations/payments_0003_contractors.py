"""Contractors, invoices paid once, contribution first by policy"""

import sqlalchemy as sa
from alembic import op

from shared.persistence.security import Protection, protect

revision = "payments_0003"
down_revision = "payments_0002"

SCHEMA = "payments"

# Of the approvals until now only these districts' policies ask that the contribution comes first.
FIRST_BY = {
    "E07000082": "Stroud App 2 Approval of Grant Applications and Making Payments",
    "E07000192": "Cannock Chase 12(e)",
}


def upgrade() -> None:
    _change_accounts()
    op.add_column("payments", sa.Column("invoice_id", sa.Uuid(), nullable=True))
    op.create_unique_constraint("uq_payments_invoice_id", "payments", ["invoice_id"])
    op.create_table(
        "contractors",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("estimate", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreed_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["accounts.case_id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_contractors_case_id"), "contractors", ["case_id"], unique=False)
    protect(op.execute, SCHEMA, "contractors", Protection.OWN_CASE)


def _change_accounts() -> None:
    """Row-level security is forced on the owner too: it stands aside for these statements."""
    money = sa.Numeric(precision=12, scale=2)
    op.add_column("accounts", sa.Column("contribution_first", sa.Text(), nullable=True))
    op.add_column("accounts", sa.Column("paid_from_award", money, server_default="0"))
    op.add_column(
        "accounts",
        sa.Column("names_contractors", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    for table in ("accounts", "payments"):
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(
        "UPDATE accounts SET paid_from_award ="
        " (SELECT coalesce(sum(p.from_award), 0) FROM payments p"
        " WHERE p.case_id = accounts.case_id)"
    )
    for district, clause in FIRST_BY.items():
        op.execute(
            sa.text(
                "UPDATE accounts SET contribution_first = :clause"
                " WHERE district = :district AND contribution > 0"
            ).bindparams(clause=clause, district=district)
        )
    for table in ("accounts", "payments"):
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.alter_column("accounts", "paid_from_award", nullable=False, server_default=None)
    op.alter_column("accounts", "names_contractors", server_default=None)
