"""The contractors whom a district knows; what the modulus check says of bank details"""

from alembic import op

from shared.persistence.security import Protection, protect

revision = "payments_0014"
down_revision = "payments_0013"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE known_contractors (
            id uuid PRIMARY KEY, district text NOT NULL, name text NOT NULL,
            accreditation jsonb NOT NULL, entered_by text NOT NULL,
            approved_by text CHECK (approved_by <> entered_by), approved_on date,
            suspended_on date, suspended_by text, suspended_because text, reinstated_because text,
            version integer NOT NULL
        )
    """)
    op.execute("CREATE INDEX ix_known_contractors_order ON known_contractors (district, name, id)")
    kept = "SELECT, INSERT, UPDATE"
    protect(op.execute, "payments", "known_contractors", Protection.OWN_DISTRICT, kept)
    op.execute("ALTER TABLE bank_details ADD modulus text NOT NULL DEFAULT 'not_covered'")
    op.execute("ALTER TABLE bank_details ALTER modulus DROP DEFAULT")
