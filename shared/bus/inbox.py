"""Events as they arrived: stored once, whole, before anything is done about them."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import asyncpg
from pydantic import ValidationError

from shared.contracts.envelope import SOURCE, Envelope
from shared.contracts.event import Event
from shared.observability.logs import log
from shared.observability.traces import trace_id_of
from shared.problems import InvalidInput

_STORE = """
INSERT INTO inbox (event_id, subscriber, type, source, subject, lane, case_id, district,
                   occurred_at, traceparent, data, raw, dead_at, error)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, CASE WHEN $13 THEN now() END, $14)
ON CONFLICT (event_id, source, subscriber) DO NOTHING
"""


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
_Row = tuple[
    uuid.UUID, str, str | None, str | None, str | None, str | None, uuid.UUID | None, str | None,
    dt.datetime | None, str | None, str | None, bytes | None, bool, str | None,
]  # fmt: skip


async def store(
    connection: asyncpg.Connection,
    subscriber: str,
    received: Sequence[Received],
    known: Mapping[str, type[Event]],
) -> int:
    """Store what the subscriber knows, ignore other types; how many rows were offered.

    What cannot be read, or whose body breaks its contract, is a dead letter at once and has no
    lane, so that it holds up nothing; unless it says that it is of another type.
    """
    rows = [_row(subscriber, r, known) for r in received if _concerns(r, known)]
    if rows:
        await connection.executemany(_STORE, rows)
    for row in rows:
        _log_if_dead(row)
    return len(rows)


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


def _concerns(received: Received, known: Mapping[str, type[Event]]) -> bool:
    return received.type is None or received.type in known


def _row(subscriber: str, received: Received, known: Mapping[str, type[Event]]) -> _Row:
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


def _fault(envelope: Envelope, contract: type[Event]) -> str | None:
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
    if (event.case_id, event.district) != (envelope.case_id, envelope.district):
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


async def save_cursors(
    connection: asyncpg.Connection, old: Mapping[str, int], new: Mapping[str, int]
) -> None:
    """Move the cursors on from where this reader left them, or raise `CursorMoved`."""
    for name, position in new.items():
        moved = await connection.fetchval(
            "INSERT INTO bus_cursors (log, position) SELECT $1, $3::bigint WHERE $2::bigint IS NULL"
            " ON CONFLICT DO NOTHING RETURNING position"
            if name not in old
            else "UPDATE bus_cursors SET position = $3 WHERE log = $1 AND position = $2"
            " RETURNING position",
            name,
            old.get(name),
            position,
        )
        if moved is None:
            raise CursorMoved(name)
