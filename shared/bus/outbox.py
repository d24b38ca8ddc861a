"""Events written with the change that they tell of, in its transaction."""

from collections.abc import Sequence

import asyncpg

from shared.bus.envelope import Envelope
from shared.problems import Problem

MAX_BYTES = 512 * 1024


class EventTooLarge(Problem):
    """An event must fit every transport with room to spare."""

    slug = "event-too-large"
    title = "The change is too large to be told in one event"
    status = 422


_APPEND = """
WITH turn AS MATERIALIZED (
    SELECT count(pg_advisory_xact_lock(hashtextextended(key, 0))) AS locks
    FROM (SELECT DISTINCT unnest($5::text[]) AS key ORDER BY key) AS keys
)
INSERT INTO outbox
    (id, type, source, subject, key, case_id, district, occurred_at, traceparent, data)
SELECT id, type, source, subject, key, case_id, district, occurred_at, traceparent, data
FROM turn, unnest(
    $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::text[],
    $8::timestamptz[], $9::text[], $10::text[]
) WITH ORDINALITY AS event
    (id, type, source, subject, key, case_id, district, occurred_at, traceparent, data, place)
WHERE turn.locks > 0
ORDER BY place
"""


async def append(driver: asyncpg.Connection, events: Sequence[Envelope]) -> None:
    """Append events so that for one key the order of `seq` is the order of commit.

    The locks come first, and are held until the transaction ends: a later writer of a key takes
    its numbers only after this one has committed.
    """
    if any(len(e.data.encode()) > MAX_BYTES for e in events):
        raise EventTooLarge
    rows = [
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
    ]
    await driver.execute(_APPEND, *zip(*rows, strict=True))
