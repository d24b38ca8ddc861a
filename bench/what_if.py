"""The 'what if' of a forum over a district's live caseload, asked over HTTP of the grants service:
from the question to the last case worked out.

Beside it the least there is to do: the same rows read from the store and parsed, nothing determined.
"""

import asyncio
import time
import uuid
from functools import partial

import asyncpg
import httpx
import orjson

from bench.figures import Figure
from bench.grants import CASES, cases, stored
from bench.rounds import ROUNDS, compare
from bench.running import Platform, platform
from services.grants.domain.casework.entries import Applied
from services.grants.domain.casework.life import State
from shared.contracts.means_test import MeansTestCompleted
from tests.grants.cases import GLOUCESTER

PATIENCE = 120
"""Seconds for one answer."""
LOOK_SECONDS = 0.05
"""Between two looks whether it is worked out."""

TRIAL = {
    "authority": GLOUCESTER,
    "on": "2026-03-02",
    "changes": [{"at": "offers.top_up.limit.amount", "to": "50000.00"}],
}
_CASE = """
INSERT INTO grants.cases (case_id, reference, district, state, entries, clock, version, breached,
    mandatory, discretionary, spent, committed, offered)
SELECT id, left(id::text, 8), $2, $3, 2, date '2026-09-02', 1, false, 0, 0, 0, 0, 0
FROM unnest($1::uuid[]) AS id
"""
_ENTRY = """
INSERT INTO grants.entries (case_id, number, district, kind, at, by, {column})
SELECT id, $5, $4, $3, now(), 'bench', body
FROM unnest($1::uuid[], $2::jsonb[]) AS made (id, body)
"""
_ROWS = """
SELECT e.applied::text, t.told::text FROM grants.entries e JOIN grants.entries t USING (case_id)
WHERE e.district = $1 AND e.number = 1 AND t.number = 2
"""


def figures() -> list[Figure]:
    """Seconds, and how many times as long as reading and parsing take."""
    with platform(["grants"]) as running:
        running.connected(partial(fill, CASES))
        token = running.stack.issuer.mint("forum_analyst")
        client = httpx.Client(
            base_url=running.stack.address("grants"),
            headers={"authorization": f"Bearer {token}"},
            timeout=PATIENCE,
        )
        found = compare("what if, ms", lambda: _asked(client), lambda: _read(running))
    name = f"grants: what if over {CASES:,} live cases, over HTTP"
    settings = "against the same rows read and parsed"
    return [Figure(name, found.ours / 1_000, "s", settings, found.ratio, ROUNDS)]


async def fill(count: int, connection: asyncpg.Connection) -> None:
    """As many cases of the district, each applied for and tested."""
    made = [stored(one) for one in cases()]
    ids = [uuid.UUID(int=n) for n in range(1, count + 1)]
    applied = [orjson.dumps(made[n % len(made)]["applied"]).decode() for n in range(count)]
    told = [orjson.dumps(made[n % len(made)]["told"]).decode() for n in range(count)]
    await connection.execute("SET session_replication_role = replica")
    await connection.execute(_CASE, ids, GLOUCESTER, State.APPLIED)
    for number, column, kind, bodies in (
        (1, Applied.KIND, Applied.KIND, applied),
        (2, "told", MeansTestCompleted.TYPE, told),
    ):
        insert = _ENTRY.format(column=column)
        await connection.execute(insert, ids, bodies, kind, GLOUCESTER, number)
    await connection.execute("ANALYZE grants.cases, grants.entries")


def _asked(client: httpx.Client) -> float:
    began = time.perf_counter()
    answer = client.post("/v1/policies/what-ifs", json=TRIAL)
    answer.raise_for_status()
    place = answer.headers["location"]
    while (shown := client.get(place).json())["finished_at"] is None:
        time.sleep(LOOK_SECONDS)
    taken = time.perf_counter() - began
    assert shown["found"]["effects"]["cases"] == CASES
    return taken * 1_000


def _read(running: Platform) -> float:
    return asyncio.run(_read_rows(running.database_url))


async def _read_rows(url: str) -> float:
    connection = await asyncpg.connect(url)
    began = time.perf_counter()
    rows = await connection.fetch(_ROWS, GLOUCESTER)
    parsed = [(orjson.loads(applied), orjson.loads(told)) for applied, told in rows]
    taken = time.perf_counter() - began
    await connection.close()
    assert len(parsed) == CASES
    return taken * 1_000
