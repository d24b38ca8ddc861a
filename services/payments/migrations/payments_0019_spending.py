"""What the pooled fund pays beside grants; which entries went to the council's own ledger"""

from alembic import op

from shared.persistence.security import Protection, protect

revision = "payments_0019"
down_revision = "payments_0018"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE spending (
            id uuid PRIMARY KEY, district text NOT NULL, purpose text NOT NULL, spent_on text,
            nature text CHECK (nature IN ('capital', 'revenue')),
            fund text CHECK (fund IN ('government', 'own')),
            amount numeric(12, 2) NOT NULL CHECK (amount > 0), "on" date NOT NULL,
            about text NOT NULL, plan text, recorded_by text NOT NULL, confirmed_on date,
            confirmed_by text CHECK (confirmed_by <> recorded_by), version integer NOT NULL,
            CHECK (nature <> 'revenue' OR fund <> 'government'),
            CHECK (confirmed_on IS NULL OR nature IS NOT NULL)
        )
    """)
    op.execute('CREATE INDEX ix_spending_order ON spending (district, "on", id)')
    op.execute('CREATE INDEX ix_spending_days ON spending ("on", id)')
    protect(
        op.execute,
        "payments",
        "spending",
        Protection.OWN_DISTRICT,
        "SELECT, INSERT, UPDATE",
    )
    op.execute("""
        CREATE TABLE ledger_exports (
            id uuid PRIMARY KEY, district text NOT NULL, number integer NOT NULL,
            entries integer NOT NULL, debits numeric(14, 2) NOT NULL, credits numeric(14, 2) NOT NULL,
            file bytea NOT NULL, file_sha256 text NOT NULL, made_at timestamptz NOT NULL,
            made_by text NOT NULL, UNIQUE (district, number), CHECK (debits = credits)
        )
    """)
    op.execute("""
        CREATE TABLE exported_entries (
            entry uuid PRIMARY KEY REFERENCES entries (id),
            export uuid NOT NULL REFERENCES ledger_exports (id), district text NOT NULL
        )
    """)
    for table in ("ledger_exports", "exported_entries"):
        protect(op.execute, "payments", table, Protection.OWN_DISTRICT, "SELECT, INSERT")
