"""Events carried by PostgreSQL itself, where everything runs on one machine.

The relay moves outbox rows into `bus.log` and marks them in one transaction. Only one relay of a
service is active, on the connection whose session says so: for one publisher the order of positions
is the order of commits, and readers keep a plain cursor for each.
"""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from shared.bus.decoding import MAX_BODY, MAX_NAME, Raw, received
from shared.bus.tracing import note_sent
from shared.bus.transport import Delivery, Reader, Sender, Subscription
from shared.contracts.envelope import SOURCE
from shared.contracts.topics import topic_of

LOG = "bus.log"
CHANNEL = "dfg_bus"
_MOVE = """
WITH moved AS (
    UPDATE outbox SET sent_at = now()
    WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM outbox WHERE sent_at IS NULL ORDER BY seq LIMIT 2000
    )) AND sent_at IS NULL
    RETURNING *
), told AS (
    INSERT INTO bus.log
        (id, type, source, subject, key, case_id, district, occurred_at, traceparent, data)
    SELECT id, type, source, subject, key, case_id, district, occurred_at, traceparent, data
    FROM moved ORDER BY seq
    RETURNING type, case_id, traceparent
)
SELECT case_id, traceparent, pg_notify($1, $2 || ' ' || type) FROM told
"""
"""A wake-up says who has told what: it wakes none whom that does not concern."""
_AT_ONCE = 500
_LAST_POSITION = 2**63 - 1
_READ = f"""
SELECT next.* FROM unnest($1::text[], $2::bigint[]) AS read (source, position), LATERAL (
    SELECT position, id::text, left(type, {MAX_NAME + 1}) AS type, log.source,
           left(subject, {MAX_NAME + 1}) AS subject, left(key, {MAX_NAME + 1}) AS key,
           case_id::text, left(district, {MAX_NAME + 1}) AS district, occurred_at::text,
           left(traceparent, {MAX_NAME + 1}) AS traceparent, left(data, {MAX_BODY + 1}) AS data
    FROM bus.log WHERE (log.source, log.position) > (read.source, read.position)
        AND (log.source, log.position) <= (read.source, {_LAST_POSITION})
    ORDER BY log.source, log.position LIMIT {_AT_ONCE}
) AS next
ORDER BY next.position LIMIT {_AT_ONCE}
"""  # noqa: S608 - put together from our own numbers
"""As text, which always arrives: PostgreSQL holds times that Python does not. Compared as rows, so that
no plan but the publishers' index serves: one by position alone passes over the whole log beyond the
last event of a publisher that has been quiet."""
_HEADERS = {
    "ce_id": "id",
    "ce_type": "type",
    "ce_source": "source",
    "ce_subject": "subject",
    "ce_caseid": "case_id",
    "ce_district": "district",
    "ce_time": "occurred_at",
    "traceparent": "traceparent",
}


class PostgresTransport:
    """The log is a table that every service may append to and read."""

    system = "postgresql"

    @asynccontextmanager
    async def sender(self, service: str) -> AsyncIterator[Sender]:
        yield _Sender(service)

    @asynccontextmanager
    async def reader(self, subscription: Subscription) -> AsyncIterator[Reader]:
        def heard(_: object, __: int, ___: str, told: object) -> None:
            publisher, _, event_type = str(told).partition(" ")
            if publisher in subscription.publishers and event_type in {"", *subscription.types}:
                subscription.wake.up()

        await subscription.connection.add_listener(CHANNEL, heard)
        yield _Reader(subscription)


class _Sender:
    def __init__(self, service: str) -> None:
        self._service = service

    async def send_pending(self, connection: asyncpg.Connection) -> int:
        began = time.time_ns()
        moved = await connection.fetch(_MOVE, CHANNEL, self._service)
        if moved:
            note_sent(PostgresTransport.system, topic_of(self._service), moved, began)
        return len(moved)


class _Reader:
    def __init__(self, subscription: Subscription) -> None:
        self._connection = subscription.connection
        self._wake = subscription.wake
        self._has_read_all = False
        self._positions = {
            p: subscription.cursors.get(log_name(p), 0) for p in subscription.publishers
        }

    async def read(self) -> Delivery:
        if self._has_read_all:
            await self._wake.wait()
        sources = [SOURCE + publisher for publisher in self._positions]
        rows = await self._connection.fetch(_READ, sources, list(self._positions.values()))
        self._has_read_all = len(rows) < _AT_ONCE
        if not rows:
            return Delivery((), {})
        read = {row["source"].removeprefix(SOURCE): row["position"] for row in rows}
        self._positions |= read
        return Delivery(
            [received(_raw(r)) for r in rows],
            {log_name(publisher): position for publisher, position in read.items()},
        )


def log_name(publisher: str) -> str:
    """What the cursor of a publisher's part of the log is called."""
    return f"{LOG}/{publisher}"


def _raw(row: asyncpg.Record) -> Raw:
    """A row as the record that it would be in a topic."""
    headers = {name: row[column] for name, column in _HEADERS.items() if row[column] is not None}
    publisher = row["source"].removeprefix(SOURCE)
    return Raw(
        place=f"{log_name(publisher)}/{row['position']}",
        publisher=publisher,
        headers={name: value.encode() for name, value in headers.items()},
        key=row["key"].encode(),
        value=row["data"].encode(),
    )
