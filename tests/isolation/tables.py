"""Every table of the platform, of which kind it is, and rows of two districts in each.

Written down here a second time on purpose: a new table, or one that changes its kind, is a
decision that these tests want to hear of.
"""

import datetime as dt
import json
import uuid
from dataclasses import dataclass
from random import randrange

import asyncpg

from deploy.local.roles import SERVICES
from shared.persistence.security import Protection

A, B = "E07000081", "E07000082"
CASE, ANOTHER, OF_B = (uuid.UUID(int=n) for n in (1, 2, 3))
ME, SOMEBODY = "me", "somebody else"

EVERYTHING = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
KEPT = EVERYTHING - {"DELETE"}
SERVICE_TABLES = {
    "referral.referrals": (Protection.OWN_CASE, EVERYTHING),
    "referral.assignment_history": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "referral.person_keys": (Protection.OWN_CASE, {"SELECT", "INSERT", "DELETE"}),
    "referral.person_names": (Protection.OWN_CASE, {"SELECT", "INSERT", "DELETE"}),
    "referral.name_trigrams": (Protection.MEMBERS, {"SELECT", "INSERT"}),
    "referral.enquiries": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "referral.self_referrals": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "referral.sheets": (Protection.OWN_DISTRICT, KEPT),
    "referral.sheet_pieces": (Protection.OWN_DISTRICT, {"SELECT", "INSERT", "DELETE"}),
    "referral.sheet_rows": (Protection.OWN_DISTRICT, {"SELECT", "INSERT"}),
    "referral.person_links": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "referral.answers": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "referral.letters": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "referral.letter_sendings": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "referral.minor_works": (Protection.OWN_CASE, KEPT),
    "referral.monitoring": (Protection.OWN_DISTRICT, {"SELECT", "INSERT"}),
    "referral.consents": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "referral.screenings": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "referral.signpostings": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "referral.assessments": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "referral.stage_clocks": (Protection.OWN_CASE, {"SELECT", "INSERT", "UPDATE"}),
    "referral.clock_pauses": (Protection.OWN_CASE, {"SELECT", "INSERT", "UPDATE"}),
    "referral.assessors": (Protection.MEMBERS, {"SELECT", "INSERT"}),
    "referral.allocations": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "referral.trainings": (Protection.MEMBERS, {"SELECT", "INSERT"}),
    "referral.narratives": (Protection.OWN_CASE, {"SELECT", "INSERT", "UPDATE"}),
    "referral.completion_checks": (Protection.OWN_CASE, {"SELECT", "INSERT", "UPDATE"}),
    "referral.waiting_cases": (Protection.OWN_CASE, {"SELECT", "INSERT", "UPDATE"}),
    "referral.waiting_records": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "referral.adopted_settings": (Protection.OWN_DISTRICT, {"SELECT", "INSERT"}),
    "means_test.cases": (Protection.OWN_CASE, EVERYTHING),
    "means_test.assignment_history": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "means_test.tests": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "means_test.evidence": (Protection.OWN_CASE, EVERYTHING),
    "means_test.evidence_steps": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "means_test.contributions": (Protection.OWN_CASE, EVERYTHING),
    "means_test.letters": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "means_test.letter_sendings": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "grants.cases": (Protection.OWN_CASE, EVERYTHING),
    "grants.entries": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "grants.documents": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "grants.letters": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "grants.letter_sendings": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "grants.funds": (Protection.OWN_DISTRICT, {"SELECT", "INSERT"}),
    "grants.allocations": (Protection.OWN_DISTRICT, {"SELECT", "INSERT"}),
    "grants.spent_beside": (Protection.OWN_DISTRICT, {"SELECT", "INSERT", "DELETE"}),
    "grants.stated_accruals": (Protection.OWN_DISTRICT, KEPT),
    "grants.price_books": (Protection.OWN_DISTRICT, {"SELECT", "INSERT"}),
    "grants.clinic_items": (Protection.MEMBERS, {"SELECT", "INSERT", "UPDATE"}),
    "grants.take_overs": (Protection.OWN_DISTRICT, KEPT),
    "grants.take_over_pieces": (Protection.OWN_DISTRICT, {"SELECT", "INSERT", "DELETE"}),
    "grants.take_over_rows": (Protection.OWN_DISTRICT, {"SELECT", "INSERT"}),
    "grants.what_ifs": (Protection.OWN_DISTRICT, EVERYTHING),
    "register.homes": (Protection.COUNTY_READ, EVERYTHING),
    "register.needs": (Protection.OWN_CASE, EVERYTHING),
    "register.home_history": (Protection.COUNTY_READ, {"SELECT", "INSERT"}),
    "register.need_history": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "register.shortlists": (Protection.OWN_CASE, EVERYTHING),
    "register.surveys": (Protection.COUNTY_READ, {"SELECT", "INSERT"}),
    "register.equipment": (Protection.COUNTY_READ, EVERYTHING),
    "register.loads": (Protection.COUNTY_READ, EVERYTHING),
    "register.sent_files": (Protection.COUNTY_READ, EVERYTHING),
    "register.loaded_rows": (Protection.COUNTY_READ, {"SELECT", "INSERT"}),
    "register.stock_records": (Protection.OWN_DISTRICT, EVERYTHING),
    "register.adverts": (Protection.COUNTY_READ, EVERYTHING),
    "register.bids": (Protection.OWN_CASE, EVERYTHING),
    "register.nomination_rights": (Protection.COUNTY_READ, EVERYTHING),
    "register.relocations": (Protection.OWN_CASE, EVERYTHING),
    "register.spending": (Protection.OWN_CASE, EVERYTHING),
    "payments.accounts": (Protection.OWN_CASE, EVERYTHING),
    "payments.receipts": (Protection.OWN_CASE, EVERYTHING),
    "payments.contractors": (Protection.OWN_CASE, EVERYTHING),
    "payments.invoices": (Protection.OWN_CASE, KEPT),
    "payments.stage_plans": (Protection.OWN_CASE, KEPT),
    "payments.valuations": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "payments.acceptances": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "payments.holds": (Protection.OWN_CASE, KEPT),
    "payments.known_contractors": (Protection.OWN_DISTRICT, KEPT),
    "payments.contractor_history": (Protection.OWN_DISTRICT, {"SELECT", "INSERT"}),
    "payments.recoveries": (Protection.OWN_CASE, KEPT),
    "payments.repayments": (Protection.OWN_CASE, KEPT),
    "payments.write_offs": (Protection.OWN_CASE, KEPT),
    "payments.run_payments": (Protection.OWN_CASE, KEPT),
    "payments.runs": (Protection.OWN_DISTRICT, KEPT),
    "payments.bank_details": (Protection.OWN_DISTRICT, KEPT),
    "payments.debit_accounts": (Protection.OWN_DISTRICT, KEPT),
    "payments.debit_account_changes": (Protection.OWN_DISTRICT, KEPT),
    "payments.entries": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "payments.postings": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "payments.payments": (Protection.OWN_CASE, EVERYTHING),
    "payments.remittances": (Protection.OWN_DISTRICT, {"SELECT", "INSERT"}),
    "payments.credit_notes": (Protection.OWN_CASE, KEPT),
    "payments.invoice_documents": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "payments.receipt_corrections": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "payments.spending": (Protection.OWN_DISTRICT, KEPT),
    "payments.work_orders": (Protection.OWN_DISTRICT, KEPT),
    "payments.completions": (Protection.OWN_CASE, {"SELECT", "INSERT"}),
    "payments.hmrc_payments": (Protection.OWN_DISTRICT, KEPT),
    "payments.deduction_statements": (Protection.OWN_DISTRICT, {"SELECT", "INSERT"}),
    "payments.ledger_exports": (Protection.OWN_DISTRICT, {"SELECT", "INSERT"}),
    "payments.ledger_export_pieces": (Protection.OWN_DISTRICT, {"SELECT", "INSERT", "DELETE"}),
    "payments.exported_entries": (Protection.OWN_DISTRICT, {"SELECT", "INSERT"}),
    "forum.timeline": (Protection.OWN_CASE, {"SELECT", "INSERT", "TRUNCATE"}),
    "forum.cases": (Protection.OWN_DISTRICT, {"SELECT", "INSERT", "UPDATE", "TRUNCATE"}),
    "forum.trainings": (Protection.OWN_DISTRICT, EVERYTHING | {"TRUNCATE"}),
    "forum.counted_stock": (Protection.OWN_DISTRICT, EVERYTHING | {"TRUNCATE"}),
    "forum.allocated_funds": (Protection.OWN_DISTRICT, EVERYTHING | {"TRUNCATE"}),
    "forum.spent_beside": (Protection.OWN_DISTRICT, EVERYTHING | {"TRUNCATE"}),
    "forum.stated_accruals": (Protection.OWN_DISTRICT, EVERYTHING | {"TRUNCATE"}),
    "forum.equality_answers": (Protection.OWN_DISTRICT, EVERYTHING | {"TRUNCATE"}),
    "forum.publications": (Protection.MEMBERS, {"SELECT", "INSERT"}),
    "forum.return_corrections": (Protection.OWN_DISTRICT, {"SELECT", "INSERT"}),
    "forum.agreements": (Protection.MEMBERS_AND_NAMED, {"SELECT", "INSERT"}),
    "forum.funding_agreements": (Protection.MEMBERS, {"SELECT", "INSERT"}),
    "forum.sharing_uses": (Protection.MEMBERS_TRACE, {"SELECT", "INSERT"}),
}
HISTORIES = {
    *("referral.enquiries", "referral.consents", "referral.screenings", "referral.signpostings"),
    *("referral.assessments", "referral.allocations", "referral.answers", "referral.trainings"),
    *("referral.waiting_records", "referral.person_links", "referral.assessors"),
    *("means_test.tests", "means_test.evidence_steps"),
    *("grants.entries", "grants.funds", "grants.allocations", "grants.price_books"),
    *("register.surveys", "register.loaded_rows", "register.home_history", "register.need_history"),
    *("payments.entries", "payments.postings", "payments.valuations"),
    *("payments.completions", "payments.receipt_corrections", "payments.exported_entries"),
    *("forum.publications", "forum.return_corrections", "forum.agreements"),
    *("forum.funding_agreements", "payments.contractor_history"),
    *("referral.assignment_history", "means_test.assignment_history"),
    *(f"{service}.letters" for service in ("referral", "means_test", "grants")),
    *(f"{service}.letter_sendings" for service in ("referral", "means_test", "grants")),
}
"""What was done or decided: rows that are added, and that no service can change or take away."""
KERNEL_TABLES = {
    "outbox": (Protection.KERNEL_APPEND, EVERYTHING),
    "inbox": (Protection.KERNEL_OWN, EVERYTHING),
    "bus_cursors": (Protection.KERNEL, EVERYTHING),
    "idempotency": (Protection.OWN_PRINCIPAL, EVERYTHING),
    "audit": (Protection.KERNEL_READ, {"SELECT", "INSERT"}),
    "case_traces": (Protection.OWN_CASE, {"SELECT", "INSERT", "UPDATE"}),
}
TABLES = {
    f"{service}.{table}": declared
    for service in SERVICES
    for table, declared in KERNEL_TABLES.items()
} | SERVICE_TABLES
LOG = "bus.log"
POLICIES = [(t, f"{t.split('.')[1]}_{p[0]}") for t, (kind, _) in TABLES.items() for p in kind.value]


@dataclass(frozen=True)
class Facts:
    """What the policies look at in a row."""

    district: str
    case_id: uuid.UUID
    provider_id: str
    principal: str


ROWS = {
    "a1": Facts(A, CASE, "mine", ME),
    "a2": Facts(A, ANOTHER, "another", SOMEBODY),
    "b": Facts(B, OF_B, "mine", SOMEBODY),
}
"""Two cases of district A and one of B."""

CHECKED = {
    "payments.accounts": {"contracting_party": "council"},
    "payments.invoices": {"state": "received"},
    "payments.credit_notes": {"state": "received"},
    "payments.write_offs": {"given_up_on": "2026-03-02"},
    "payments.spending": {"nature": "capital", "fund": "own"},
}
"""Where the schema itself takes only certain values."""

WIDENED = (
    """ALTER TABLE payments.debit_accounts DROP CONSTRAINT debit_accounts_pkey,
    ADD PRIMARY KEY (district, service_user_number)""",
    """ALTER TABLE referral.adopted_settings DROP CONSTRAINT adopted_settings_pkey,
    ADD PRIMARY KEY (district, adopted_by)""",
    "ALTER TABLE payments.ledger_exports DROP CONSTRAINT ledger_exports_district_number_key",
    "ALTER TABLE grants.clinic_items ADD UNIQUE (why)",
)
"""Where a district has one row at most, the samples have two here, and one whose key is generated has
another to go by: the policies stay as they are."""

_FILLERS = {
    "text": lambda: uuid.uuid4().hex,
    "uuid": uuid.uuid4,
    "jsonb": lambda: json.dumps({}),
    "bytea": lambda: b"",
    "boolean": lambda: False,
    "date": lambda: dt.date.fromordinal(randrange(700_000, 740_000)),
    "timestamp with time zone": lambda: "2026-03-02T12:00Z",
    "numeric": lambda: "1.00",
    "integer": lambda: 1,
    "bigint": lambda: 1,
    "ARRAY": lambda: "{}",
}


@dataclass(frozen=True)
class Sample:
    """A row as it was put in: where it stands, what makes it unique, and how to put it in again."""

    ctid: str
    key: str
    columns: dict[str, str]

    def insert(self, table):
        values = ", ".join(self.columns.values())
        return f"INSERT INTO {table} ({', '.join(self.columns)}) VALUES ({values})"


async def seed(superuser_url):
    """Rows in every table, and none but these; what one refers to need not be there."""
    connection = await asyncpg.connect(superuser_url)
    await connection.execute("SET session_replication_role = replica")
    for statement in WIDENED:
        await connection.execute(statement)
    for table in TABLES:
        await connection.execute(f"DELETE FROM {table}")
        await plant(connection, table)
    await connection.close()


async def plant(connection, table):
    """Put the three rows into a table; what has a source comes from the service itself."""
    columns = await _columns(connection, table)
    own = {"source": f"/services/{table.split('.')[0]}"} | CHECKED.get(table, {})
    for facts in ROWS.values():
        literals = {c: f"'{own.get(c) or _value(c, kind, facts)}'" for c, kind in columns}
        await connection.execute(Sample("", "", literals).insert(table))


async def samples(connection, table):
    """The three rows of a table as they stand, by name."""
    columns = [name for name, _ in await _columns(connection, table)]
    quoted = ", ".join(f"quote_nullable({c}) AS {c}" for c in columns)
    key = await _key(connection, table, columns)
    rows = await connection.fetch(
        f"SELECT ctid::text AS place, {quoted} FROM {table} ORDER BY ctid"
    )
    return {
        name: Sample(row["place"], key, {c: row[c.strip('"')] for c in columns})
        for name, row in zip(ROWS, rows, strict=True)
    }


async def _key(connection, table, columns):
    """The columns of its primary key, or of another that is unique, where that one is generated."""
    keys = await connection.fetch(
        "SELECT array_agg(quote_ident(a.attname) ORDER BY a.attnum) AS columns FROM pg_index i"
        " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)"
        " WHERE i.indrelid = $1::text::regclass AND i.indisunique AND i.indpred IS NULL"
        " GROUP BY i.indexrelid, i.indisprimary ORDER BY i.indisprimary DESC",
        table,
    )
    usable = (key["columns"] for key in keys if set(key["columns"]) <= set(columns))
    return ", ".join(next(usable, ()))


async def _columns(connection, table):
    schema, name = table.split(".")
    return await connection.fetch(
        "SELECT quote_ident(column_name), data_type::text FROM information_schema.columns"
        " WHERE table_schema = $1 AND table_name = $2"
        " AND is_identity = 'NO' AND is_generated = 'NEVER'"
        " ORDER BY ordinal_position",
        schema,
        name,
    )


def _value(column, kind, facts):
    if column == "year":  # A district has one row for each.
        return randrange(1990, 9999)
    if column.endswith("sha256"):
        return "0" * 64
    return getattr(facts, column, None) or _FILLERS[kind]()
