"""Stages fixed before the works, valuations, acceptance, disputes; what is held back of invoices"""

from alembic import op

from shared.persistence.security import Protection, protect

revision = "payments_0012"
down_revision = "payments_0011"

TABLES = """
CREATE TABLE stage_plans (
    case_id uuid PRIMARY KEY REFERENCES accounts (case_id), district text NOT NULL,
    plan jsonb NOT NULL, fixed_on date NOT NULL, fixed_by text NOT NULL, version integer NOT NULL
);
CREATE TABLE valuations (
    id uuid PRIMARY KEY, case_id uuid NOT NULL REFERENCES accounts (case_id),
    district text NOT NULL, number integer NOT NULL, valuation jsonb NOT NULL,
    recorded_at timestamptz NOT NULL, valued_by text NOT NULL
);
CREATE UNIQUE INDEX ix_valuations_case ON valuations (case_id, number);
CREATE TABLE acceptances (
    id uuid PRIMARY KEY, case_id uuid NOT NULL REFERENCES accounts (case_id),
    district text NOT NULL, number integer NOT NULL, acceptance jsonb NOT NULL,
    recorded_at timestamptz NOT NULL, recorded_by text NOT NULL
);
CREATE UNIQUE INDEX ix_acceptances_case ON acceptances (case_id, number);
CREATE TABLE holds (
    id uuid PRIMARY KEY, case_id uuid NOT NULL REFERENCES accounts (case_id),
    district text NOT NULL, held_for text NOT NULL, reason text NOT NULL, held_on date NOT NULL,
    held_by text NOT NULL, lifted_on date, lifted_by text CHECK (lifted_by <> held_by),
    judgement text, version integer NOT NULL
);
CREATE INDEX ix_holds_case ON holds (case_id, held_on, id);
ALTER TABLE invoices ADD retained numeric(12, 2) NOT NULL DEFAULT 0;
ALTER TABLE invoices ALTER retained DROP DEFAULT;
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
    for table, kept in (
        ("stage_plans", "SELECT, INSERT, UPDATE"),
        ("valuations", "SELECT, INSERT"),
        ("acceptances", "SELECT, INSERT"),
        ("holds", "SELECT, INSERT, UPDATE"),
    ):
        protect(op.execute, "payments", table, Protection.OWN_CASE, kept)
