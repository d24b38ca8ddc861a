"""The forum's read models: built again from a million events, and how far they lag behind at 200 a second.

The service runs as `make run` runs it. The history lies in the log; the command empties the read
models, and the time is taken until every event is applied again. The rows have to be the same to the
byte but for positions, which go on counting. The baseline is one statement that copies the log into a
table like the timeline. Live, PostgreSQL keeps when each event and each of its effects committed; the
baseline listens as the service does and copies.
"""

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable

import asyncpg

from bench.cases import HISTORY
from bench.figures import Figure
from bench.rounds import console
from bench.running import Platform, platform
from deploy.local.roles import role_url
from services.forum.projections import PROJECTIONS
from shared.bus.postgres import CHANNEL
from shared.bus.rebuild import rebuild
from shared.persistence.security import runtime_role

CASES = 100_000
RATE, SECONDS, WARM_UP_SECONDS = 200, 60, 5
WAIT_SECONDS = 1800
_COLUMNS = "id, type, source, subject, key, case_id, district, occurred_at, data"
_FILL = f"""
INSERT INTO bus.log ({_COLUMNS})
SELECT gen_random_uuid(), type, '/services/' || replace(split_part(type, '.', 1), '-', '_'),
       case_id::text, case_id::text, case_id, 'E07000081',
       timestamptz '2026-01-01' + number * interval '4 minutes',
       replace(data, '{uuid.UUID(int=0)}', case_id::text)
FROM (SELECT gen_random_uuid() AS case_id, number FROM generate_series(1, $1) AS number) AS cases,
     unnest($2::text[], $3::text[]) WITH ORDINALITY AS event (type, data, place)
ORDER BY number, place
"""
_PENDING = """
SELECT EXISTS (SELECT FROM forum.inbox WHERE handled_at IS NULL AND due_at = '-infinity')
"""
"""Of other services' events; what the forum has left itself for later is none of them."""
_ONE = f"""
INSERT INTO bus.log ({_COLUMNS})
VALUES ($1, $2, '/services/' || $3::text, $4::text, $4::text, $4::text::uuid, 'E07000081', now(), $5)
"""
_COPY = """
INSERT INTO copied (event_id, case_id, district, type, service, occurred_at, data)
SELECT id, case_id, district, type, substr(source, 11), occurred_at, data::jsonb FROM bus.log
"""
_COPY_NEWS = """
INSERT INTO copied_news SELECT id, position FROM bus.log
WHERE position > (SELECT coalesce(max(position), $1) FROM copied_news)
"""
_LAG = """
SELECT percentile_cont(ARRAY[0.5, 0.99]) WITHIN GROUP (ORDER BY extract(epoch FROM
           pg_xact_commit_timestamp(effect.xmin) - pg_xact_commit_timestamp(told.xmin)))
FROM bus.log AS told JOIN {table} AS effect ON effect.{key} = told.id WHERE told.position > $1
"""


class NotTheSame(RuntimeError):  # noqa: N818
    """A read model that was built again differs from what it was."""


class NotApplied(RuntimeError):  # noqa: N818
    """The events were not applied in reasonable time."""


def figures() -> list[Figure]:
    """Events a second of a rebuild, milliseconds that live events lag, and the baselines."""
    with platform(["forum"]) as running:
        return [*_rebuilt(running), *_lagging(running)]


def _rebuilt(running: Platform) -> list[Figure]:
    number = CASES * len(HISTORY)
    types, bodies = [list(each) for each in zip(*HISTORY, strict=True)]
    running.sql(_FILL, CASES, types, bodies)
    running.sql("ANALYZE bus.log")
    _until_applied(running, number)
    before = _contents(running)
    tables = [each.table for each in PROJECTIONS]
    url = role_url(running.stack.superuser_url, runtime_role("forum"))
    began = time.monotonic()
    asyncio.run(rebuild("forum", tables, url))
    _until_applied(running, number)
    ours = number / (time.monotonic() - began)
    if (after := _contents(running)) != before:
        raise NotTheSame([table for table in before if before[table] != after[table]])
    bare = number / _copied(running)
    console.print(f"  rebuild: {ours:,.0f} events/s against {bare:,.0f}; the same to the byte")
    settings = f"{number:,} events, {len(tables)} read models"
    return [
        Figure("forum: rebuild by replay", ours, "events/s", settings, ours / bare),
        Figure("forum: one statement that copies the log", bare, "events/s", settings),
    ]


def _until_applied(running: Platform, number: int) -> None:
    """Wait until the timeline has so many, and nothing waits in the inbox."""
    began = time.monotonic()
    while (
        running.sql("SELECT count(*) FROM forum.timeline")[0][0] < number
        or running.sql(_PENDING)[0][0]
    ):
        if time.monotonic() - began > WAIT_SECONDS:
            raise NotApplied
        time.sleep(1)


def _contents(running: Platform) -> dict[str, str]:
    """Of each read model a hash of all its rows, but for what PostgreSQL counts."""
    return {each.table: running.sql(_hash_of(running, each.table))[0][0] for each in PROJECTIONS}


def _hash_of(running: Platform, table: str) -> str:
    columns = running.sql(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'forum'"
        " AND table_name = $1 AND is_identity = 'NO' ORDER BY ordinal_position",
        table,
    )
    row = ", ".join(f'"{column[0]}"' for column in columns)
    return (
        f"SELECT md5(string_agg(line, '' ORDER BY line)) FROM"
        f" (SELECT md5(ROW({row})::text) AS line FROM forum.{table}) AS lines"
    )


def _copied(running: Platform) -> float:
    """Seconds that the baseline takes."""
    running.sql("CREATE TABLE copied (LIKE forum.timeline INCLUDING ALL)")
    began = time.monotonic()
    running.sql(_COPY)
    taken = time.monotonic() - began
    running.sql("DROP TABLE copied")
    return taken


def _lagging(running: Platform) -> list[Figure]:
    """Live events, each committed by itself: first with the service, then with the bare reader."""
    running.connected(lambda connection: _tell(connection, WARM_UP_SECONDS))
    start = _last(running)
    running.connected(lambda connection: _tell(connection, SECONDS))
    _until_applied(running, 0)
    ours = _lag(running, "forum.timeline", "event_id", start)
    running.stack.kill_service("forum")
    running.sql("CREATE TABLE copied_news (id uuid PRIMARY KEY, position bigint)")
    start = _last(running)
    running.connected(lambda connection: _tell(connection, SECONDS, _copying(running, start)))
    bare = _lag(running, "copied_news", "id", start)
    settings = f"{RATE} events/s for {SECONDS} s"
    return [
        figure
        for i, cut in enumerate((50, 99))
        for figure in (
            Figure(f"forum: live lag, p{cut}", ours[i], "ms", settings, ours[i] / bare[i]),
            Figure(f"forum: live lag of a bare reader, p{cut}", bare[i], "ms", settings),
        )
    ]


def _last(running: Platform) -> int:
    return int(running.sql("SELECT max(position) FROM bus.log")[0][0])


def _lag(running: Platform, table: str, key: str, after: int) -> list[float]:
    [row] = running.sql(_LAG.format(table=table, key=key), after)
    return [each * 1000 for each in row[0]]


async def _tell(
    connection: asyncpg.Connection,
    seconds: float,
    beside: Callable[[], Awaitable[None]] | None = None,
) -> None:
    """Commit events at the rate, one by one, as relays do; and have something done beside."""
    loop = asyncio.get_running_loop()
    besides = asyncio.ensure_future(beside()) if beside else None
    began, told = loop.time(), 0
    while told < seconds * RATE:
        case_id, (event_type, body) = uuid.uuid4(), HISTORY[told % len(HISTORY)]
        publisher = event_type.partition(".")[0].replace("-", "_")
        data = body.replace(str(uuid.UUID(int=0)), str(case_id))
        await connection.execute(_ONE, uuid.uuid4(), event_type, publisher, str(case_id), data)
        await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, publisher)
        told += 1
        await asyncio.sleep(max(0.0, began + told / RATE - loop.time()))
    if besides:
        await asyncio.sleep(1)
        besides.cancel()


def _copying(running: Platform, start: int) -> Callable[[], Awaitable[None]]:
    """A reader that does nothing but copy what is new when it is woken."""

    async def copy() -> None:
        connection = await asyncpg.connect(running.database_url)
        woken = asyncio.Event()
        await connection.add_listener(CHANNEL, lambda *_: woken.set())
        while True:
            await woken.wait()
            woken.clear()
            await connection.execute(_COPY_NEWS, start)

    return copy
