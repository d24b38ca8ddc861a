"""Sheets of cases to take over; cases say that they were, and what they were called before"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.security import Protection, protect

revision = "grants_0020"
down_revision = "grants_0019"

JSON = postgresql.JSONB(astext_type=sa.Text())
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("entries", sa.Column("taken_over", JSON))
    op.add_column("cases", sa.Column("taken_over_on", sa.Date()))
    op.add_column("cases", sa.Column("former_reference", sa.Text()))
    op.create_index("cases_by_former_reference", "cases", ["former_reference"])
    op.create_table(
        "take_overs",
        sa.Column("id", sa.Uuid(), primary_key=True),
        *(sa.Column(n, sa.Text(), nullable=False) for n in ("district", "organisation", "by")),
        sa.Column("trial", sa.Boolean(), nullable=False),
        *(
            sa.Column(counted, sa.Integer(), nullable=False)
            for counted in ("bytes", "rows", "taken", "known", "refused")
        ),
        sa.Column("passed_over", JSON, nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("progressed_at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT),
        sa.Column("failure", sa.Text()),
    )
    op.create_index("take_overs_started", "take_overs", ["started_at", "id"])
    op.create_index(
        "take_overs_waiting", "take_overs", ["by"], postgresql_where=sa.text("finished_at IS NULL")
    )
    _of_a_sheet(
        "take_over_pieces", "number", sa.Column("content", sa.LargeBinary(), nullable=False)
    )
    _of_a_sheet(
        "take_over_rows",
        "row",
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("trial", sa.Boolean(), nullable=False),
        sa.Column("case_id", sa.Uuid()),
        sa.Column("fingerprint", sa.Text()),
        sa.Column("refused", sa.Text()),
        sa.Column("remarks", JSON, nullable=False),
    )
    op.create_index("take_over_rows_case", "take_over_rows", ["case_id"])
    for table, grants in (
        ("take_overs", "SELECT, INSERT, UPDATE"),
        ("take_over_pieces", "SELECT, INSERT, DELETE"),
        ("take_over_rows", "SELECT, INSERT"),
    ):
        protect(op.execute, "grants", table, Protection.OWN_DISTRICT, grants)


def _of_a_sheet(table: str, number: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        table,
        sa.Column("take_over_id", sa.Uuid(), primary_key=True),
        sa.Column(number, sa.Integer(), primary_key=True),
        sa.Column("district", sa.Text(), nullable=False),
        *columns,
    )
