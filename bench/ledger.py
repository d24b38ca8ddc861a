"""How fast the ledger answers when it holds ten years of a county, beside the bare sums.

Through the service's own queries, under row-level security, against the same sum by the superuser.
"""

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable
from functools import partial
from statistics import median
from typing import TypeVar

import asyncpg

from bench.figures import Figure
from bench.running import Platform, platform
from deploy.local.roles import role_url
from services.payments.accounts import queries as accounts
from services.payments.finance import queries as finance
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from shared.persistence.security import runtime_role

Asked = TypeVar("Asked")
Ask = Callable[[Asked], Awaitable[object]]
GRANTS, ENTRIES, LINES, DISTRICTS = 15_000, 11, 3, 6
CASES, YEARS = 500, 20
"""How many times each question is asked."""

SETTINGS = (
    f"{GRANTS:,} grants, {GRANTS * ENTRIES * LINES:,} postings, 10 years, {DISTRICTS} districts"
)
_DISTRICT = "E070000{}"
_FILL = f"""
SET session_replication_role = replica;
INSERT INTO payments.accounts (case_id, district, opened_on, policy_version, stage_limit, award,
    contribution, names_contractors, version)
SELECT md5(n::text)::uuid, 'E070000' || 78 + n % {DISTRICTS}, date '2016-04-01' + n % 3650,
    'E07000081/2026-02-01', '{{{{"percent": 90, "clause": "guidance B129"}}}}', 10000, 0, true, 1
FROM generate_series(1, {{count}}) AS n;
INSERT INTO payments.entries
SELECT md5(case_id::text || e)::uuid, case_id, district, gen_random_uuid(), 'bench', opened_on, 'bench'
FROM payments.accounts, generate_series(1, {ENTRIES}) AS e;
INSERT INTO payments.postings
SELECT e.id, l, e.case_id, e.district, e.recorded_at::date,
    (ARRAY['E10', 'L30', 'L10'])[l], '', (ARRAY[70, 30, -100])[l]
FROM payments.entries e, generate_series(1, {LINES}) AS l;
"""
_CASE = "SELECT code, of, sum(pence) FROM payments.postings WHERE case_id = $1 GROUP BY code, of"
_YEAR = (
    "SELECT code, sum(pence) FROM payments.postings WHERE district = $1"
    " AND effective_on BETWEEN '2020-04-01' AND '2021-03-31' GROUP BY code"
)


def figures() -> list[Figure]:
    """Medians in milliseconds."""
    with platform(["payments"]) as running:
        running.connected(partial(fill, GRANTS))
        running.connected(lambda connection: connection.execute("VACUUM ANALYZE"))
        rows = running.sql(
            "SELECT case_id FROM payments.accounts ORDER BY random() LIMIT $1", CASES
        )
        cases = [row["case_id"] for row in rows]
        return asyncio.run(_asked(running, cases))


async def fill(count: int, connection: asyncpg.Connection) -> None:
    """As many grants, each with its postings."""
    await connection.execute(_FILL.format(count=count))


async def _asked(running: Platform, cases: list[uuid.UUID]) -> list[Figure]:
    districts = [_DISTRICT.format(78 + n % DISTRICTS) for n in range(YEARS)]
    url = role_url(running.stack.superuser_url, runtime_role("payments"))
    database = Database("payments", url, pool_size=1)
    reach = Reach("bench", read=tuple(sorted(set(districts))))

    async def case(case_id: uuid.UUID) -> None:
        async with database.reading(reach) as reading:
            await accounts.account(reading, case_id)

    async def year(district: str) -> None:
        period = finance.Period(district=district, since="2020-04-01", until="2021-03-31")
        async with database.reading(reach) as reading:
            assert (await finance.trial_balance(reading, period)).balances

    connection = await asyncpg.connect(running.database_url)
    told = [
        await _beside(
            "ledger: an account with its balances, p50",
            cases,
            case,
            lambda case_id: connection.fetch(_CASE, case_id),
        ),
        await _beside(
            "ledger: a district's year, p50",
            districts,
            year,
            lambda district: connection.fetch(_YEAR, district),
        ),
    ]
    await connection.close()
    await database.engine.dispose()
    return told


async def _beside(name: str, asked: list[Asked], ours: Ask[Asked], bare: Ask[Asked]) -> Figure:
    """Both in turn, so that a noisy minute falls on both."""
    pairs = [(await _ms(ours, each), await _ms(bare, each)) for each in asked]
    mine = median(m for m, _ in pairs)
    return Figure(name, mine, "ms", SETTINGS, mine / median(b for _, b in pairs), len(asked))


async def _ms(ask: Ask[Asked], asked: Asked) -> float:
    began = time.perf_counter()
    await ask(asked)
    return (time.perf_counter() - began) * 1000
