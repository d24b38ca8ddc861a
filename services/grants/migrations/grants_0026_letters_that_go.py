"""Each time that a letter was sent, and what became of it"""

from alembic import op

from shared.letters import create_sendings

revision = "grants_0026"
down_revision = "grants_0025"

READ = ("entries", "letter_sendings")
FILL = """
INSERT INTO grants.letter_sendings
    (letter_id, number, case_id, district, sent_on, channel, recorded_at, recorded_by)
SELECT (letter_sent ->> 'letter_id')::uuid,
       row_number() OVER (PARTITION BY letter_sent ->> 'letter_id' ORDER BY number),
       case_id, district, (letter_sent ->> 'sent_on')::date, letter_sent ->> 'channel', at, by
FROM grants.entries WHERE letter_sent IS NOT NULL
"""


def upgrade() -> None:
    create_sendings(op.execute, "grants")
    for table in READ:
        op.execute(f"ALTER TABLE grants.{table} NO FORCE ROW LEVEL SECURITY")
    op.execute(FILL)
    for table in READ:
        op.execute(f"ALTER TABLE grants.{table} FORCE ROW LEVEL SECURITY")
