"""Events carried by PostgreSQL itself, where everything runs on one machine.

The relay moves outbox rows into `bus.log` and marks them in one transaction under one advisory
lock, so that log position is commit order and readers keep a plain cursor.
"""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from shared.bus.tracing import note_sent
from shared.bus.transport import Delivery, Reader, Reading, Sender
from shared.contracts.envelope import SOURCE, Envelope
from shared.contracts.topics import topic_of

LOG = "bus.log"
CHANNEL = "dfg_bus"
_MOVE = """
WITH turn AS MATERIALIZED (
    SELECT pg_advisory_xact_lock(hashtextextended('bus.log', 0))
), moved AS (
    UPDATE outbox SET sent_at = now()
    WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM turn, outbox WHERE sent_at IS NULL ORDER BY seq LIMIT 2000
    )) AND sent_at IS NULL
    RETURNING *
)
INSERT INTO bus.log
    (id, type, source, subject, key, case_id, district, occurred_at, traceparent, data)
SELECT id, type, source, subject, key, case_id, district, occurred_at, traceparent, data
FROM moved ORDER BY seq
RETURNING case_id, traceparent
"""
_TELL = "SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)"
"""A wake-up stores nothing: it need not wait for the disk."""
_READ = """
SELECT position, id, type, source, subject, key, case_id, district, occurred_at, traceparent, data
FROM bus.log WHERE position > $1 AND source = ANY($2) ORDER BY position LIMIT 500
"""


class PostgresTransport:
    """The log is a table that every service may append to and read."""

    system = "postgresql"

    @asynccontextmanager
    async def sender(self, service: str) -> AsyncIterator[Sender]:
        yield _Sender(service)

    @asynccontextmanager
    async def reader(self, reading: Reading) -> AsyncIterator[Reader]:
        def heard(_: object, __: int, ___: str, publisher: object) -> None:
            if publisher in reading.publishers:
                reading.wake.up()

        await reading.connection.add_listener(CHANNEL, heard)
        yield _Reader(reading)


class _Sender:
    def __init__(self, service: str) -> None:
        self._service = service

    async def send_pending(self, connection: asyncpg.Connection) -> int:
        began = time.time_ns()
        moved = await connection.fetch(_MOVE)
        if moved:
            note_sent(PostgresTransport.system, topic_of(self._service), moved, began)
            await connection.execute(_TELL, CHANNEL, self._service)
        return len(moved)


class _Reader:
    def __init__(self, reading: Reading) -> None:
        self._connection = reading.connection
        self._wake = reading.wake
        self._sources = [SOURCE + p for p in reading.publishers]
        self._position = reading.cursors.get(LOG, 0)

    async def read(self) -> Delivery:
        rows = await self._connection.fetch(_READ, self._position, self._sources)
        if not rows:
            await self._wake.wait()
            return Delivery((), {})
        self._position = rows[-1]["position"]
        return Delivery([_envelope(r) for r in rows], {LOG: self._position})


def _envelope(row: asyncpg.Record) -> Envelope:
    return Envelope(
        id=row["id"],
        type=row["type"],
        source=row["source"],
        subject=row["subject"],
        key=row["key"],
        case_id=row["case_id"],
        district=row["district"],
        occurred_at=row["occurred_at"],
        traceparent=row["traceparent"],
        data=row["data"],
    )
