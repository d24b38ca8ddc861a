"""What is written at the end of every command: events, those to the service itself, audit, trace, answer
and the mark of what was handled, in one statement.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import asyncpg

from shared.contracts.envelope import Envelope
from shared.persistence.own_events import LEAVE, Left, columns
from shared.problems import Problem

MAX_BYTES = 512 * 1024


class EventTooLarge(Problem):
    """An event must fit every transport with room to spare."""

    slug = "event-too-large"
    title = "The change is too large to be told in one event"
    status = 422


class Answer(NamedTuple):
    """What a request was answered, to be answered again under its idempotency key."""

    status: int
    body: str
    etag: str | None


@dataclass(frozen=True, slots=True)
class Closing:
    """What one command leaves behind, beside its rows."""

    events: Sequence[Envelope]
    left: Sequence[Left]
    at: dt.datetime
    principal: str
    action: str
    case_id: uuid.UUID | None
    district: str | None
    """None where the command concerned no district."""
    concerned: Mapping[str, uuid.UUID | None]
    """All districts that it concerned, with the case of each: what concerned none is not audited."""
    trace_id: str | None
    traceparent: str | None
    key: str | None
    """The idempotency key under which `answer` is kept."""
    within: str | None
    """To what the caller's reach was narrowed: who repeats the request sees no more."""
    answer: Answer | None
    handled: int | None
    """The place in the inbox of the event that was acted on."""


_NO_ANSWER = (None, None, None)
_CLOSE = f"""
WITH left_to_itself AS (
    {LEAVE}
), turn AS MATERIALIZED (
    SELECT count(pg_advisory_xact_lock(hashtextextended(key, 0))) AS locks
    FROM (SELECT DISTINCT unnest($14::text[]) AS key ORDER BY key) AS keys
), told AS (
    INSERT INTO outbox
        (id, type, source, subject, key, case_id, district, occurred_at, traceparent, data)
    SELECT id, type, source, subject, key, case_id, district, occurred_at, traceparent, data
    FROM turn, unnest(
        $10::uuid[], $11::text[], $12::text[], $13::text[], $14::text[], $15::uuid[], $16::text[],
        $17::timestamptz[], $18::text[], $19::text[]
    ) WITH ORDINALITY AS event
        (id, type, source, subject, key, case_id, district, occurred_at, traceparent, data, place)
    WHERE turn.locks > 0
    ORDER BY place
), noted AS (
    INSERT INTO audit (at, principal, action, case_id, district, trace_id)
    SELECT $20::timestamptz, $21::text, $22::text, case_id, district, $25::text
    FROM unnest($33::uuid[], $34::text[]) AS concerned (case_id, district)
), kept AS (
    UPDATE idempotency SET status = $29, body = $30, etag = $31, district = $24::text, within = $28
    WHERE principal = $21 AND key = $27
), done AS (
    UPDATE inbox SET handled_at = now(), error = NULL WHERE seq = $32
)
INSERT INTO case_traces (case_id, district, traceparent)
SELECT $23::uuid, $24, $26::text FROM turn WHERE $23 IS NOT NULL AND $26 IS NOT NULL AND locks >= 0
ON CONFLICT (case_id) DO UPDATE SET traceparent = excluded.traceparent
RETURNING old.traceparent
"""  # noqa: S608 - put together from our own words
"""For one key the order of `outbox.seq` is the order of commit.

The locks come first, and are held until the transaction ends: a later writer of a key takes its
numbers only after this one has committed. What comes back is the traceparent that the case's last
command left.
"""


async def close(driver: asyncpg.Connection, closing: Closing) -> str | None:
    """Write it all in one statement; the traceparent that the case's last command left."""
    previous: str | None = await driver.fetchval(
        _CLOSE,
        *columns(closing.left),
        *_told(closing.events),
        closing.at,
        closing.principal,
        closing.action,
        closing.case_id,
        closing.district,
        closing.trace_id,
        closing.traceparent,
        closing.key,
        closing.within,
        *(closing.answer or _NO_ANSWER),
        closing.handled,
        [*closing.concerned.values()],
        [*closing.concerned],
    )
    return previous


def _told(events: Sequence[Envelope]) -> list[Sequence[object]]:
    """The events as ten parameters, a column each."""
    if any(len(e.data.encode()) > MAX_BYTES for e in events):
        raise EventTooLarge
    return [
        [e.id for e in events],
        [e.type for e in events],
        [e.source for e in events],
        [e.subject for e in events],
        [e.key for e in events],
        [e.case_id for e in events],
        [e.district for e in events],
        [e.occurred_at for e in events],
        [e.traceparent for e in events],
        [e.data for e in events],
    ]
