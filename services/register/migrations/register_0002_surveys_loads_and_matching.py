"""Surveys, loads and matching"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.persistence.security import Protection, protect

revision = "register_0002"
down_revision = "register_0001"

SCHEMA = "register"


def upgrade() -> None:
    op.create_table(
        "loads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("entered", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("progressed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "stock_records",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("gaps", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("obstacles", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "equipment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.Text(), nullable=False),
        sa.Column("adaptation", sa.Text(), nullable=False),
        sa.Column("installed_on", sa.Date(), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=True),
        sa.Column("warranty_until", sa.Date(), nullable=True),
        sa.Column("recovered_on", sa.Date(), nullable=True),
        sa.Column("recovered_to", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_equipment_home_id"), "equipment", ["home_id"], unique=False)
    op.create_table(
        "loaded_rows",
        sa.Column("load_id", sa.Uuid(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("uprn", sa.Text(), nullable=True),
        sa.Column("home_id", sa.Uuid(), nullable=True),
        sa.Column("refused", sa.Text(), nullable=True),
        sa.Column("remarks", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("load_id", "row"),
    )
    op.create_table(
        "surveys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("surveyed_on", sa.Date(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_surveys_home_id"), "surveys", ["home_id"], unique=False)
    position = sa.Identity(always=True)
    op.add_column("homes", sa.Column("position", sa.BigInteger(), position, nullable=False))
    op.create_unique_constraint("homes_position_key", "homes", ["position"])
    op.add_column(
        "homes",
        sa.Column(
            "vacated_on",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default="[]",
            nullable=False,
        ),
    )
    op.add_column("homes", sa.Column("block", sa.Text(), nullable=True))
    op.add_column(
        "homes",
        sa.Column(
            "pictures", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False
        ),
    )
    op.add_column(
        "homes",
        sa.Column(
            "sources", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False
        ),
    )
    op.add_column("homes", sa.Column("surveyed_on", sa.Date(), nullable=True))
    changed = sa.text("(pg_current_xact_id()::text)::bigint")
    bedrooms = sa.Computed("(survey ->> 'bedrooms')::integer", persisted=True)
    op.add_column("homes", sa.Column("bedrooms", sa.Integer(), bedrooms, nullable=True))
    regulations = sa.Computed("survey ->> 'building_regulations'", persisted=True)
    op.add_column("homes", sa.Column("building_regulations", sa.Text(), regulations, nullable=True))
    op.add_column("homes", sa.Column("fitness", sa.LargeBinary(), nullable=True))
    op.add_column("homes", sa.Column("fitness_by", sa.Text(), nullable=True))
    op.add_column(
        "homes", sa.Column("changed", sa.BigInteger(), server_default=changed, nullable=False)
    )
    op.create_index("ix_homes_block", "homes", ["provider_id", "block"], unique=False)
    op.create_index(op.f("ix_homes_changed"), "homes", ["changed"], unique=False)
    op.create_index("ix_homes_search", "homes", ["district", "category", "bedrooms"], unique=False)
    op.add_column("needs", sa.Column("home_id", sa.Uuid(), nullable=True))
    op.add_column(
        "needs",
        sa.Column(
            "certified_works",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default="[]",
            nullable=False,
        ),
    )
    op.add_column(
        "needs", sa.Column("changed", sa.BigInteger(), server_default=changed, nullable=False)
    )
    op.create_index(op.f("ix_needs_changed"), "needs", ["changed"], unique=False)
    for table in ("surveys", "equipment", "loads", "loaded_rows"):
        protect(op.execute, SCHEMA, table, Protection.COUNTY_READ)
    protect(op.execute, SCHEMA, "stock_records", Protection.OWN_DISTRICT)
