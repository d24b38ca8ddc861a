"""Events written with the change that they tell of, in its transaction."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from shared.bus.envelope import Envelope
from shared.problems import Problem

MAX_BYTES = 512 * 1024


class EventTooLarge(Problem):
    """An event must fit every transport with room to spare."""

    slug = "event-too-large"
    title = "The change is too large to be told in one event"
    status = 422


_LOCK = (
    "SELECT pg_advisory_xact_lock(hashtextextended(k, 0))"
    " FROM (SELECT DISTINCT unnest($1::text[]) AS k ORDER BY k) AS keys"
)
_APPEND = (
    "INSERT INTO outbox"
    " (id, type, source, subject, key, case_id, district, occurred_at, traceparent, data)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
)


async def append(connection: AsyncConnection, events: Sequence[Envelope]) -> None:
    """Append events so that for one key the order of `seq` is the order of commit.

    The lock is held until the transaction ends: a later writer of the key takes its numbers
    only after this one has committed.
    """
    if any(len(e.data.encode()) > MAX_BYTES for e in events):
        raise EventTooLarge
    await connection.exec_driver_sql(_LOCK, ([e.key for e in events],))
    await connection.exec_driver_sql(
        _APPEND,
        [
            (
                e.id,
                e.type,
                e.source,
                e.subject,
                e.key,
                e.case_id,
                e.district,
                e.occurred_at,
                e.traceparent,
                e.data,
            )
            for e in events
        ],
    )
