"""Events as they arrived: stored once, whole, before anything is done about them."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import asyncpg
from pydantic import ValidationError

from shared.contracts.envelope import SOURCE, Envelope
from shared.contracts.event import Published
from shared.observability.logs import log
from shared.observability.traces import trace_id_of
from shared.problems import InvalidInput

_KEEP = """
WITH next AS MATERIALIZED (
    SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS next (log, was, position)
), held AS MATERIALIZED (
    SELECT log FROM bus_cursors JOIN next USING (log) WHERE bus_cursors.position = was
    FOR UPDATE OF bus_cursors
), cursors AS MATERIALIZED (
    SELECT (SELECT count(*) FROM held) = (SELECT count(was) FROM next) AS stand
), moved AS (
    UPDATE bus_cursors SET position = next.position
    FROM next, cursors WHERE stand AND bus_cursors.log = next.log
), begun AS (
    INSERT INTO bus_cursors (log, position)
    SELECT log, position FROM next, cursors WHERE stand AND was IS NULL
), kept AS (
    INSERT INTO inbox (event_id, subscriber, type, source, subject, lane, case_id, district,
                       occurred_at, traceparent, data, raw, dead_at, error)
    SELECT event_id, subscriber, type, source, subject, lane, case_id, district,
           occurred_at, traceparent, data, raw, CASE WHEN dead THEN now() END, error
    FROM cursors, unnest(
        $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::uuid[],
        $11::text[], $12::timestamptz[], $13::text[], $14::text[], $15::bytea[], $16::boolean[],
        $17::text[]
    ) WITH ORDINALITY AS event
        (event_id, subscriber, type, source, subject, lane, case_id, district, occurred_at,
         traceparent, data, raw, dead, error, place)
    WHERE stand
    ORDER BY place
    ON CONFLICT (event_id, source, subscriber) DO NOTHING
)
SELECT stand FROM cursors
"""
"""Events and cursors together or not at all: nothing, where a cursor does not stand where it was. One
that should not be there yet and is ends the statement."""


MAX_ERROR = 2000
"""Characters of what is told of a body's faults."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something in the log that is not an event of ours: kept whole for the operators."""

    position: str
    """Where in the log it stands."""
    type: str | None
    """What it says that it is, if it says so."""
    raw: bytes
    error: str


Received = Envelope | Unreadable
_LANE = 5
"""Where in a row its lane stands."""
_Row = tuple[
    uuid.UUID, str, str | None, str | None, str | None, str | None, uuid.UUID | None, str | None,
    dt.datetime | None, str | None, str | None, bytes | None, bool, str | None,
]  # fmt: skip


class Cursors(NamedTuple):
    """How far each log had been read, and how far it is read now."""

    old: Mapping[str, int]
    new: Mapping[str, int]


async def keep(
    connection: asyncpg.Connection,
    subscriber: str,
    received: Sequence[Received],
    known: Mapping[str, type[Published]],
    cursors: Cursors,
) -> int:
    """Store what the subscriber knows, ignore other types, and move the cursors on from where this
    reader left them; how many can be acted on at once. Raises `CursorMoved` having done nothing.

    What cannot be read, or whose body breaks its contract, is a dead letter at once and has no
    lane, so that it holds up nothing; unless it says that it is of another type.
    """
    rows = [_row(subscriber, r, known) for r in received if concerns(r, known)]
    columns = list(zip(*rows, strict=True)) or [()] * 14
    moves = [(name, cursors.old.get(name), position) for name, position in cursors.new.items()]
    try:
        stand = await connection.fetchval(_KEEP, *map(list, zip(*moves, strict=True)), *columns)
    except asyncpg.UniqueViolationError as error:
        raise CursorMoved from error
    if not stand:
        raise CursorMoved
    for row in rows:
        _log_if_dead(row)
    return len({row[_LANE] for row in rows})


def _log_if_dead(row: _Row) -> None:
    event_id, _, event_type, _, _, _, case_id, _, _, traceparent, _, _, is_dead, error = row
    if is_dead:
        log.error(
            "dead_letter",
            type=event_type,
            event_id=str(event_id),
            case=str(case_id) if case_id else None,
            trace_id=trace_id_of(traceparent),
            error=error,
        )


def concerns(received: Received, known: Mapping[str, type[Published]]) -> bool:
    """Whether it is kept: what says that it is of another type is not, readable or not."""
    return received.type is None or received.type in known


def _row(subscriber: str, received: Received, known: Mapping[str, type[Published]]) -> _Row:
    if isinstance(received, Unreadable):
        event_id = uuid.uuid5(uuid.NAMESPACE_URL, received.position)
        blank = (None,) * 9
        return (event_id, subscriber, *blank, received.raw, True, received.error)
    fault = _fault(received, known[received.type])
    return (
        received.id,
        subscriber,
        received.type,
        received.source,
        received.subject,
        None if fault else received.lane,
        received.case_id,
        received.district,
        received.occurred_at,
        received.traceparent,
        received.data,
        None,
        fault is not None,
        fault,
    )


def _fault(envelope: Envelope, contract: type[Published]) -> str | None:
    """Why it is no event of that type; names fields of the body, never their values."""
    if envelope.source != SOURCE + contract.publisher():
        return f"{contract.publisher()} alone may tell this"
    try:
        event = contract.model_validate_json(envelope.data)
    except ValidationError as error:
        faults = InvalidInput.of(error).errors
        return "; ".join(f"{f.pointer}: {f.detail}" for f in faults)[:MAX_ERROR]
    except Exception as error:  # noqa: BLE001 - whatever a body does, the receiver goes past it
        return f"the body cannot be read: {type(error).__name__}"
    if event.whose != (envelope.case_id, envelope.district):
        return "the envelope and the body name different cases or districts"
    return None


async def load_cursors(connection: asyncpg.Connection) -> dict[str, int]:
    """How far each log has been read."""
    rows = await connection.fetch("SELECT log, position FROM bus_cursors")
    return {row["log"]: row["position"] for row in rows}


class CursorMoved(RuntimeError):  # noqa: N818
    """Another reader took over, or the projection is being rebuilt: start again from the table."""


async def demand_unmoved(connection: asyncpg.Connection, cursors: Mapping[str, int]) -> None:
    """Raise `CursorMoved` unless the table still says how far this reader has read.

    Asked in quiet times: a rebuild must not wait for the next event, nor the session look idle.
    """
    if await load_cursors(connection) != cursors:
        raise CursorMoved
