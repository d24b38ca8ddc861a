"""Whether an entry balances is asked in one statement: a run posts twenty thousand lines"""

from alembic import op

revision = "payments_0015"
down_revision = "payments_0014"

BALANCED = """
CREATE OR REPLACE FUNCTION demand_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    entry uuid;
    whole boolean;
BEGIN
    IF TG_TABLE_NAME = 'entries' THEN entry := NEW.id; ELSE entry := NEW.entry_id; END IF;
    SELECT count(*) > 1 AND sum(pence) = 0
        AND coalesce(sum(pence) FILTER (WHERE starts_with(code, 'M')), 0) = 0
    INTO whole FROM payments.postings WHERE entry_id = entry;
    IF NOT whole THEN
        RAISE EXCEPTION 'the entry % does not balance', entry USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    op.execute(BALANCED)
