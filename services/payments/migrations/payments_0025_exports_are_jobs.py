"""A file for the council's ledger is written by a job, a part after the other, and then never changed"""

from alembic import op

from shared.persistence.security import Protection, protect, runtime_role

revision = "payments_0025"
down_revision = "payments_0024"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE ledger_exports ALTER file DROP NOT NULL, ALTER file_sha256 DROP NOT NULL,
            ADD CHECK ((file IS NULL) = (file_sha256 IS NULL))
    """)
    op.execute(
        "GRANT UPDATE (entries, debits, credits, file, file_sha256) ON ledger_exports"
        f" TO {runtime_role('payments')}"
    )
    op.execute("""
        CREATE TRIGGER written_once BEFORE UPDATE ON ledger_exports FOR EACH ROW
        WHEN (OLD.file IS NOT NULL) EXECUTE FUNCTION refuse_other_file()
    """)
    op.execute("""
        CREATE TABLE ledger_export_pieces (
            export uuid NOT NULL REFERENCES ledger_exports (id), number integer NOT NULL,
            district text NOT NULL, content bytea NOT NULL, PRIMARY KEY (export, number)
        )
    """)
    protect(
        op.execute,
        "payments",
        "ledger_export_pieces",
        Protection.OWN_DISTRICT,
        "SELECT, INSERT, DELETE",
    )
