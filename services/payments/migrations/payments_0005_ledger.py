"""The ledger, opened with what the accounts stood at"""

import sqlalchemy as sa
from alembic import op

from shared.persistence.security import Protection, protect

revision = "payments_0005"
down_revision = "payments_0004"

SCHEMA = "payments"
APPEND = "SELECT, INSERT"
SUMS = ("contribution_received", "paid", "paid_from_award")

# One entry for each account, in gross sums: what came in, what was accepted, what was paid, what
# became of the award. A line of nil is left out.
OPENING = """
WITH opened AS (
    INSERT INTO entries (id, case_id, district, cause, step, recorded_at, actor)
    SELECT md5(case_id || '/opening')::uuid, case_id, district, case_id, 'opening', now(),
        'service:payments'
    FROM accounts WHERE award > 0 OR contribution_received > 0
    RETURNING id, case_id
)
INSERT INTO postings (entry_id, line, case_id, district, effective_on, code, "of", pence)
SELECT o.id, row_number() OVER (PARTITION BY o.id ORDER BY l.line), a.case_id, a.district,
    a.opened_on, l.code, l.of, (l.pounds * 100)::bigint
FROM opened o JOIN accounts a USING (case_id)
CROSS JOIN LATERAL (VALUES
    (1, 'M20', 'undivided', a.award), (2, 'M10', 'undivided', -a.award),
    (3, 'A10', '', a.contribution_received), (4, 'L30', '', -a.contribution_received),
    (5, 'L30', '', a.paid - a.paid_from_award), (6, 'E10', 'undivided', a.paid_from_award),
    (7, 'L10', 'undivided', -a.paid), (8, 'L10', 'undivided', a.paid), (9, 'A10', '', -a.paid),
    (10, 'M30', 'undivided', a.paid_from_award), (11, 'M20', 'undivided', -a.paid_from_award),
    (12, 'M40', 'undivided', CASE WHEN a.settled_on IS NULL THEN 0 ELSE a.award - a.paid_from_award END),
    (13, 'M20', 'undivided', CASE WHEN a.settled_on IS NULL THEN 0 ELSE a.paid_from_award - a.award END)
) AS l (line, code, of, pounds)
WHERE l.pounds <> 0
"""

# An entry without lines is seen by the trigger of entries, a line added later by that of postings.
BALANCED = """
CREATE FUNCTION demand_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    entry uuid := CASE WHEN TG_TABLE_NAME = 'entries' THEN to_jsonb(NEW) ->> 'id'
                       ELSE to_jsonb(NEW) ->> 'entry_id' END;
BEGIN
    IF (SELECT count(*) FROM payments.postings WHERE entry_id = entry) < 2 OR EXISTS (
        SELECT FROM payments.postings WHERE entry_id = entry
        GROUP BY starts_with(code, 'M') HAVING sum(pence) <> 0
    ) THEN
        RAISE EXCEPTION 'the entry % does not balance', entry USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$
"""
FOR_EVER = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is only added to' USING ERRCODE = 'insufficient_privilege';
END $$
"""


def upgrade() -> None:
    _create_tables()
    op.execute("ALTER TABLE accounts NO FORCE ROW LEVEL SECURITY")
    op.execute(OPENING)
    op.execute("ALTER TABLE accounts FORCE ROW LEVEL SECURITY")
    op.execute(BALANCED)
    op.execute(FOR_EVER)
    for table in ("entries", "postings"):
        op.execute(
            f"CREATE CONSTRAINT TRIGGER {table}_balance AFTER INSERT ON {table}"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION demand_balance()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_for_ever BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        protect(op.execute, SCHEMA, table, Protection.OWN_CASE, APPEND)
    for column in SUMS:
        op.drop_column("accounts", column)


def _create_tables() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("cause", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["accounts.case_id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cause", "step"),
    )
    op.create_index("ix_entries_order", "entries", ["case_id", "recorded_at", "id"])
    op.create_table(
        "postings",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("pence", sa.BigInteger(), sa.CheckConstraint("pence <> 0"), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"]),
        sa.PrimaryKeyConstraint("entry_id", "line"),
    )
    covered = ["code", "of", "pence"]
    op.create_index("ix_postings_case", "postings", ["case_id"], postgresql_include=covered)
    op.create_index(
        "ix_postings_district",
        "postings",
        ["district", "effective_on"],
        postgresql_include=covered,
    )
