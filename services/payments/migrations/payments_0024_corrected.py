"""Banks' answers, write-offs, stages and agreements that were mistakes; why a run was voided"""

from alembic import op

from shared.persistence.security import Protection, protect

revision = "payments_0024"
down_revision = "payments_0023"

ADDED = """
ALTER TABLE runs ADD voided_because text;
ALTER TABLE run_payments ADD taken_back jsonb NOT NULL DEFAULT '[]';
ALTER TABLE run_payments ALTER taken_back DROP DEFAULT;
ALTER TABLE stage_plans ADD number integer NOT NULL DEFAULT 1, ADD reason text,
    ALTER plan DROP NOT NULL, DROP CONSTRAINT stage_plans_pkey, ADD PRIMARY KEY (case_id, number);
ALTER TABLE stage_plans ALTER number DROP DEFAULT;
ALTER TABLE contractors ADD number integer NOT NULL DEFAULT 1, ADD taken_back jsonb,
    DROP CONSTRAINT contractors_pkey, ADD PRIMARY KEY (id, number);
ALTER TABLE contractors ALTER number DROP DEFAULT;
CREATE UNIQUE INDEX uq_contractors_standing ON contractors (id) WHERE taken_back IS NULL
"""
# What was given up before has the number of its entry, which has neither reason nor proposer.
WRITE_OFFS = """
CREATE TABLE write_offs (
    id uuid PRIMARY KEY, case_id uuid NOT NULL REFERENCES accounts (case_id),
    district text NOT NULL, recovery uuid NOT NULL REFERENCES recoveries (id),
    asked jsonb NOT NULL, proposed_by text, given_up_on date,
    given_up_by text CHECK (given_up_by <> proposed_by), taken_back jsonb,
    CHECK (given_up_on IS NOT NULL OR taken_back IS NOT NULL)
);
CREATE INDEX ix_write_offs_case ON write_offs (case_id, recovery, id);
INSERT INTO write_offs (id, case_id, district, recovery, asked, given_up_on, given_up_by)
SELECT e.id, e.case_id, e.district, p.of::uuid,
    jsonb_build_object(
        'amount', to_char(p.pence / 100.0, 'FM999999999990.00'),
        'reason', 'Given up before reasons were kept',
        'authority', 'Approved before authorities were kept'
    ), p.effective_on, e.actor
FROM entries e JOIN postings p ON p.entry_id = e.id AND p.code = 'E30'
WHERE e.step = 'write-off'
"""
READ = ("entries", "postings", "recoveries")


def upgrade() -> None:
    _each(ADDED)
    for table in READ:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    _each(WRITE_OFFS)
    for table in READ:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    protect(op.execute, "payments", "write_offs", Protection.OWN_CASE, "SELECT, INSERT, UPDATE")


def _each(statements: str) -> None:
    for statement in statements.split(";\n"):
        op.execute(statement)
