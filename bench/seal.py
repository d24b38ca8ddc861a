"""How long a run of 10,000 payments takes: put together, approved, sealed, each in one transaction."""

import asyncio
import datetime as dt
import time
import uuid
from collections.abc import Awaitable, Callable
from functools import partial

import asyncpg

from bench.figures import Figure
from bench.running import Platform, platform
from deploy.local.roles import role_url
from services.payments.domain.bank import payee_of
from services.payments.domain.releases import Proposal, Seen
from services.payments.runs.commands import approve_run, propose_run, seal_run
from services.payments.tables import PaymentRun
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from shared.persistence.security import runtime_role
from shared.persistence.unit_of_work import UnitOfWork
from shared.processes import collect_seldom
from shared.schema import MOST_POUNDS

PAYMENTS = 10_000
DISTRICT, BUILDER = "E07000081", "A. Builder Ltd"
SETTINGS = f"{PAYMENTS:,} payments on as many accounts, in one transaction"
_FILL = f"""
SET session_replication_role = replica;
INSERT INTO payments.accounts (case_id, district, opened_on, policy_version, stage_limit, award,
    contribution, names_contractors, version)
SELECT md5(n::text)::uuid, '{DISTRICT}', '2026-03-01', 'E07000081/2026-02-01',
    '{{{{"percent": 90, "clause": "guidance B129"}}}}', 10000, 0, false, 1
FROM generate_series(1, {{count}}) AS n;
INSERT INTO payments.invoices (id, case_id, district, contractor, invoice, invoice_id, kind, stage,
    amount, retained, credited, state, received_on, received_by, due_on, decided_on, decided_by, from_award,
    lapsed_approvals, version)
SELECT md5('i' || n)::uuid, md5(n::text)::uuid, '{DISTRICT}', md5('c' || n)::uuid,
    jsonb_build_object('contractor', '{BUILDER}', 'reference', n::text, 'amount', '100.00',
        'invoiced_on', '2026-03-05', 'inspected_on', '2026-03-05', 'value_of_work', '100.00'),
    md5('r' || n)::uuid, 'works', 'interim', 100, 0, 0, 'approved', '2026-03-06', 'one', '2026-04-05',
    '2026-03-07', 'two', 100, '[]', 1
FROM generate_series(1, {{count}}) AS n;
INSERT INTO payments.bank_details (id, district, payee, name, sort_code, account_number, evidence,
    modulus, proposed_by, confirmed_by, in_force_from, version)
VALUES (gen_random_uuid(), '{DISTRICT}', '{payee_of(DISTRICT, BUILDER)}', '{BUILDER}', '200000',
    '55779911', 'A letter', 'not_covered', 'one', 'two', '2026-03-01', 1);
INSERT INTO payments.debit_accounts (district, name, sort_code, account_number,
    service_user_number, next_serial, last_serial, file_format, recall_until)
VALUES ('{DISTRICT}', 'Gloucester City', '090909', '01234567', '012345', 1, 9999, 'bacs18', '16:00')
"""
_NOW = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)


def figures() -> list[Figure]:
    """Seconds for each act of the run."""
    collect_seldom()  # as a service does
    with platform(["payments"]) as running:
        running.connected(partial(fill, PAYMENTS))
        running.connected(lambda connection: connection.execute("VACUUM ANALYZE"))
        return asyncio.run(_carried(running))


async def fill(count: int, connection: asyncpg.Connection) -> None:
    """Approved invoices, as many."""
    await connection.execute(_FILL.format(count=count))


async def _carried(running: Platform) -> list[Figure]:
    url = role_url(running.stack.superuser_url, runtime_role("payments"))
    database = Database("payments", url, pool_size=1, clock=lambda: _NOW)
    asked = Proposal(district=DISTRICT, processing_date=dt.date(2026, 3, 12))
    run, proposed = await _act(database, "one", lambda uow: propose_run(uow, asked))
    seen = Seen(payments=PAYMENTS, total=run.content.total, digest=run.digest)
    _, approved = await _act(database, "two", lambda uow: approve_run(uow, run.id, seen))
    _, sealed = await _act(database, "three", lambda uow: seal_run(uow, run.id))
    await database.dispose()
    told = {"proposed": proposed, "approved": approved, "sealed": sealed}
    return [Figure(f"payments: a run is {act}", took, "s", SETTINGS) for act, took in told.items()]


async def _act(
    database: Database, who: str, act: Callable[[UnitOfWork], Awaitable[PaymentRun]]
) -> tuple[PaymentRun, float]:
    """The run, and the seconds until the act was committed."""
    reach = Reach(who, read=(DISTRICT,), write=(DISTRICT,), limit=MOST_POUNDS)
    began = time.perf_counter()
    async with database.unit_of_work(reach, action="bench", cause=uuid.uuid4()) as uow:
        run = await act(uow)
    return run, time.perf_counter() - began
