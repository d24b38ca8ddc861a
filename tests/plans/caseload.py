"""A large county made up by SQL alone: thirty thousand rows in each table asked about, and what a
query reads of it, as PostgreSQL goes about it under row-level security.
"""

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import asyncpg
from sqlalchemy import TextClause, select
from sqlalchemy.dialects import postgresql

from deploy.local.postgres import SETTINGS
from deploy.local.roles import role_url
from shared.bus.connection import PLANS
from shared.persistence.reach import SETTING, Reach
from shared.persistence.security import runtime_role
from tests.platform.running import GLOUCESTER, STROUD

OFFICER = Reach("officer 1", (GLOUCESTER, STROUD), (GLOUCESTER, STROUD))
ROWS, FEWER = 30_000, 6_000
"""Of a table that many statements ask, and of one that only its own list does."""
FEW = ROWS // 20
"""Rows that a statement may read of one table: fewer than any district has."""
WAITING = 40
"""Rows of a queue that still wait; the others are history."""
_PAGE_COST = f"SET random_page_cost = {SETTINGS['random_page_cost']}"
_DISTRICTS = ", ".join(f"'E0700008{n}'" for n in range(6))
COLUMNS = {
    "district": f"(ARRAY[{_DISTRICTS}])[i % 6 + 1]",
    "home_district": f"(ARRAY[{_DISTRICTS}])[i % 6 + 1]",
    "case_id": "md5('case' || i)::uuid",
    "home_id": "md5('home' || i)::uuid",
    "officer": "'officer ' || i % 200",
    "team": "'team ' || i % 100",
    "provider_id": "'provider ' || i % 50",
    "category": "(ARRAY['A', 'B', 'C', 'D', 'E', 'F', 'G'])[i % 7 + 1]",
}
"""What columns of these names hold, in whatever table."""
SPECIAL = {
    "homes.id": "md5('home' || i)::uuid",
    "homes.occupancy": "CASE WHEN i % 40 = 0 THEN 'empty' ELSE 'occupied' END",
    "accounts.contracting_party": "'applicant'",
    "adverts.id": "md5('advert' || i)::uuid",
    "adverts.state": "CASE WHEN i % 100 = 0 THEN 'open' ELSE 'let' END",
    "adverts.closed_on": "CASE WHEN i % 100 = 0 THEN NULL ELSE date '2026-03-10' - i % 3000 END",
    "bids.advert_id": "md5('advert' || i)::uuid",
    "bids.refused_by": "CASE WHEN i % 2 = 0 THEN 'household' END",
    "relocations.stage": "'completed'",
    "shortlists.among": "'empty'",
    "shortlists.change": "(ARRAY['better', 'worse', 'same', 'same'])[i % 4 + 1]",
    "needs.ended_at": "CASE WHEN i % 10 = 0 THEN NULL ELSE now() END",
    "stock_records.district": f"(ARRAY[{_DISTRICTS}])[i % 6 + 1]",
    "invoices.state": "(ARRAY['received', 'approved', 'rejected', 'approved'])[i % 4 + 1]",
    "invoices.lapsed_on": "CASE WHEN i % 1000 = 0 THEN date '2026-03-10' END",
    "invoices.run_id": f"CASE WHEN i > {WAITING} THEN md5('run' || i % 50)::uuid END",
    "invoices.paid_on": f"CASE WHEN i > {WAITING} THEN date '2026-03-10' - i % 3000 END",
    "run_payments.run_id": "md5('run' || i % 50)::uuid",
    "holds.lifted_on": f"CASE WHEN i > {WAITING} THEN date '2026-03-10' END",
    "stage_clocks.due_on": "CASE WHEN i % 20 = 0 THEN date '2026-03-10' + i % 90 END",
    "cases.state": "(ARRAY['applied', 'approved', 'closed', 'closed', 'closed'])[i % 5 + 1]",
    "cases.waiting_for": "(ARRAY['evidence', 'decision', 'formal_test'])[i % 3 + 1]",
    "timeline.type": "'grants.closed'",
    "timeline.service": "'grants'",
    "outbox.source": "'/services/{schema}'",
    "outbox.type": "'{schema}.made-up'",
    "outbox.sent_at": f"CASE WHEN i > {WAITING} THEN now() END",
    "inbox.subscriber": "'{schema}'",
    "inbox.handled_at": f"CASE WHEN i > {WAITING} THEN now() END",
    "inbox.dead_at": "CASE WHEN i = 1 THEN now() END",
    "inbox.discarded_at": "NULL",
    "inbox.due_at": "'-infinity'::timestamptz",
    "inbox.retry_at": "now() - interval '1 hour'",
    "inbox.lane": "'lane ' || i % 3000",
    "inbox.type": "'grants.closed'",
    "inbox.raw": "NULL",
    "log.source": "'/services/' || (ARRAY['referral', 'grants', 'payments'])[i % 3 + 1]",
    "audit.case_id": "CASE WHEN i % 3 = 0 THEN md5('case' || i)::uuid END",
    "documents.sha256": "repeat('0', 64)",
    "letters.html_sha256": "repeat('0', 64)",
    "letters.pdf_sha256": "repeat('0', 64)",
    "letters.taken_back": "CASE WHEN i % 100 = 0 THEN '[]'::jsonb END",
}
"""What single columns hold, where their spread counts."""
_KINDS = {
    "uuid": "md5('{column}' || i)::uuid",
    "text": "'{column} ' || i",
    "jsonb": "'[]'::jsonb",
    "bytea": "''::bytea",
    "boolean": "i % 2 = 0",
    "date": "date '2026-03-10' - i % 3000",
    "timestamp with time zone": "now() - i * interval '1 hour'",
    "numeric": "i % 1000",
    "integer": "i",
    "bigint": "i",
    "ARRAY": "'{{}}'::text[]",
}
FILLED = {
    *(f"register.{name}" for name in ("homes", "needs", "shortlists", "adverts", "bids")),
    *(f"register.{name}" for name in ("relocations", "nomination_rights", "stock_records")),
    *(f"register.{name}" for name in ("surveys", "loads", "loaded_rows", "inbox", "outbox")),
    *(f"payments.{name}" for name in ("accounts", "payments", "invoices", "runs")),
    *(f"payments.{name}" for name in ("run_payments", "holds")),
    *("forum.timeline", "forum.inbox", "forum.outbox", "bus.log", "register.audit"),
    *("grants.cases", "means_test.cases", "referral.referrals", "referral.stage_clocks"),
}
LISTED = {
    *(f"grants.{name}" for name in ("documents", "clinic_items", "what_ifs", "take_overs")),
    *(f"grants.{name}" for name in ("take_over_rows", "price_books", "letters", "audit")),
    *(f"means_test.{name}" for name in ("tests", "letters", "audit")),
    *(f"referral.{name}" for name in ("sheets", "sheet_rows", "letters", "audit")),
    *(f"payments.{name}" for name in ("receipts", "entries", "ledger_exports", "work_orders")),
    *(f"payments.{name}" for name in ("known_contractors", "spending", "postings", "audit")),
    *("forum.sharing_uses", "forum.audit"),
}
"""What a list shows and nothing else of this asks much of."""
SMALL = {
    "assessors", "trainings", "adopted_settings", "debit_accounts", "debit_account_changes",
    "funds", "bus_cursors", "alembic_version", "stock_records",
}  # fmt: skip
"""Tables that do not grow with the caseload: a county's assessors, a district's settings and days."""


async def fill(url: str) -> None:
    """Put the rows in, whatever they refer to, and let PostgreSQL count."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(
            "SET session_replication_role = replica; SET synchronous_commit = off"
        )
        for schema, table in await connection.fetch(
            "SELECT schemaname::text, tablename::text FROM pg_tables WHERE tableowner LIKE 'dfg\\_%'"
        ):
            if f"{schema}.{table}" in FILLED | LISTED:
                rows = ROWS if f"{schema}.{table}" in FILLED else FEWER
                await _fill(connection, schema, table, rows)
        await connection.execute("ANALYZE")
    finally:
        await connection.close()


_CHECKS = """
SELECT conname::text AS name FROM pg_constraint WHERE contype = 'c' AND conrelid = $1::regclass
"""
"""What is made up means nothing: no rule of a table holds for it."""


async def _fill(connection: asyncpg.Connection, schema: str, table: str, rows: int) -> None:
    columns = await connection.fetch(
        "SELECT column_name::text AS name, data_type::text AS kind FROM information_schema.columns"
        " WHERE table_schema = $1 AND table_name = $2 AND is_generated = 'NEVER'"
        " AND is_identity = 'NO'",
        schema,
        table,
    )
    values = {
        c["name"]: _value(table, c["name"], c["kind"]).replace("{schema}", schema) for c in columns
    }
    for check in await connection.fetch(_CHECKS, f"{schema}.{table}"):
        await connection.execute(f'ALTER TABLE {schema}.{table} DROP CONSTRAINT "{check["name"]}"')
    await connection.execute(
        f"INSERT INTO {schema}.{table} ({', '.join(map(json.dumps, values))})"
        f" SELECT {', '.join(values.values())} FROM generate_series(1, {rows}) AS i"
    )


def _value(table: str, column: str, kind: str) -> str:
    return (
        SPECIAL.get(f"{table}.{column}")
        or COLUMNS.get(column)
        or _KINDS[kind].format(column=f"{table}.{column}")
    )


class _Nothing(list[Any]):
    """The answer to every question: no row."""

    def all(self) -> list[Any]:
        return []

    def first(self) -> None:
        return None

    def unique(self) -> "_Nothing":
        return self


@dataclass
class Asking:
    """Stands for a transaction: keeps what a query asks, and answers that there is nothing."""

    now: Any
    today: Any
    reach: Reach = OFFICER
    asked: list[Any] = field(default_factory=list)
    settings: list[Any] = field(default_factory=list)
    """Of the transaction, as a query makes them."""

    @property
    def session(self) -> "Asking":
        return self

    async def scalars(self, statement: Any, *_: object) -> _Nothing:
        (self.settings if isinstance(statement, TextClause) else self.asked).append(statement)
        return _Nothing()

    execute = scalars

    async def scalar(self, statement: Any, *_: object) -> None:
        self.asked.append(statement)

    async def read(self, model: Any, key: uuid.UUID) -> None:
        self.asked.append(select(model).where(model.__mapper__.primary_key[0] == key))

    show = read


class County:
    """The filled database, asked what a statement would cost a service."""

    def __init__(self, url: str, database: str) -> None:
        self._url, self._database = url, database

    async def faults_of(self, service: str, asking: Asking, most: int = FEW) -> list[str]:
        """Where a query reads more than so many rows of a table that grows."""
        settings = [str(setting).replace("LOCAL ", "") for setting in asking.settings]
        found = [
            await self.faults(service, statement, asking.reach, settings=settings, most=most)
            for statement in asking.asked
        ]
        return [fault for faults in found for fault in faults]

    async def faults(
        self,
        service: str,
        statement: Any,
        reach: Reach,
        *values: object,
        settings: Sequence[str] = (),
        most: int = FEW,
    ) -> list[str]:
        """Where a statement reads more than so many rows; the plan follows."""
        url = role_url(self._url, runtime_role(service), self._database)
        connection = await asyncpg.connect(url, server_settings={"search_path": service})
        try:
            await connection.execute("; ".join([_PAGE_COST, *settings]))
            await connection.execute(
                f"SELECT set_config('{SETTING}', $1, false)", reach.as_setting()
            )
            explain = f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {_written(statement)}"
            await connection.execute("BEGIN")  # never committed, whatever the statement changes
            plan = json.loads(await connection.fetchval(explain, *values))[0]["Plan"]
        finally:
            await connection.close()
        found = list(_faults(plan, most))
        return [*found, json.dumps(plan, indent=1)] if found else []

    async def faults_once_grown(
        self, service: str, statement: str, *values: object, bus: bool = False
    ) -> list[str]:
        """The same of a plan that was made while nothing waited, kept when all of the inbox does.

        `bus` where it is asked on a connection of the bus's own.
        """
        url = role_url(self._url, "postgres", self._database)
        settings = PLANS if bus else {"plan_cache_mode": "force_generic_plan"}
        connection = await asyncpg.connect(
            url, server_settings={"search_path": f"pg_temp, {service}", **settings}
        )
        kept = f"EXECUTE kept ({', '.join(_literal(value) for value in values)})"
        grown = {name: f"{service}.{name}" for name in ("inbox", "outbox")} | {"log": "bus.log"}
        try:
            for step in (  # each a transaction: one that made the tables would end their plans
                _PAGE_COST,
                *(f"CREATE TEMP TABLE {n} (LIKE {of} INCLUDING ALL)" for n, of in grown.items()),
                f"PREPARE kept AS {statement.replace('bus.log', 'pg_temp.log')}",
                kept,
                *(
                    f"INSERT INTO pg_temp.{n} OVERRIDING SYSTEM VALUE SELECT * FROM {of}"
                    for n, of in grown.items()
                ),
                "UPDATE inbox SET handled_at = NULL, dead_at = NULL",
                f"ALTER TABLE pg_temp.log ALTER COLUMN position RESTART WITH {2 * ROWS}",
            ):
                await connection.execute(step)
            explained = await connection.fetchval(
                f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {kept}"
            )
        finally:
            await connection.close()
        return list(_faults(json.loads(explained)[0]["Plan"], FEW))


def _literal(value: object) -> str:
    return f"'{{{','.join(map(str, value))}}}'" if isinstance(value, list) else f"'{value}'"


def _written(statement: Any) -> str:
    if isinstance(statement, str):
        return statement
    kind = postgresql.dialect(paramstyle="named")
    return str(statement.compile(dialect=kind, compile_kwargs={"literal_binds": True}))


def _faults(plan: dict[str, Any], most: int) -> Iterator[str]:
    """Where more rows of a growing table are read, whatever comes of them."""
    table = plan.get("Relation Name")
    if table and table not in SMALL and "Scan" in plan["Node Type"]:
        read = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
        if read * plan["Actual Loops"] > most:
            yield f"{read * plan['Actual Loops']:.0f} rows of {table} are read"
    for inner in plan.get("Plans", ()):
        yield from _faults(inner, most)
