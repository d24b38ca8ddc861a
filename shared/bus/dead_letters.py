"""What operators do about events that could not be handled. Every act is audited."""

import datetime as dt
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg

from shared.bus.connection import kernel_connection
from shared.problems import NotFound

_ANY_DISTRICT = "any"
"""For the audit of a list, and of an event that could not even be read."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An event that waits for an operator, and how many events of its lane wait behind it."""

    seq: int
    """Its place in the inbox; of several publishers' letters of one id the first is settled first."""
    event_id: uuid.UUID
    type: str | None
    case_id: uuid.UUID | None
    district: str | None
    dead_at: dt.datetime
    attempts: int
    error: str
    waiting: int
    content: str
    """The body; of what could not be read at all, headers, key and value as JSON."""


_LIST = """
SELECT seq, event_id, type, case_id, dead_at, attempts, coalesce(error, '') AS error,
       coalesce(data, convert_from(raw, 'UTF8'), '') AS content,
       district,
       (SELECT count(*) FROM inbox AS behind
        WHERE behind.lane = dead.lane AND behind.seq > dead.seq
          AND behind.handled_at IS NULL)::int AS waiting
FROM inbox AS dead
WHERE dead_at IS NOT NULL AND handled_at IS NULL AND ($1::uuid IS NULL OR event_id = $1)
ORDER BY dead_at, seq
"""
_RETRY = """
UPDATE inbox SET dead_at = NULL, attempts = 0, retry_at = now()
WHERE seq = $1 AND dead_at IS NOT NULL AND handled_at IS NULL AND type IS NOT NULL
RETURNING true
"""
_DISCARD = """
UPDATE inbox SET handled_at = now(), discarded_at = now()
WHERE seq = $1 AND dead_at IS NOT NULL AND handled_at IS NULL
RETURNING true
"""


class DeadLetters:
    """One service's dead letters."""

    def __init__(self, service: str, url: str, operator: str) -> None:
        self._service = service
        self._url = url
        self._operator = operator

    async def waiting(self) -> list[DeadLetter]:
        """All that wait, the oldest first."""
        async with self._transaction() as connection:
            rows = await connection.fetch(_LIST, None)
            await self._audit(connection, "list", None, None)
        return [DeadLetter(**row) for row in rows]

    async def inspect(self, event_id: uuid.UUID) -> DeadLetter:
        """One of them, with its content."""
        async with self._transaction() as connection:
            row = await connection.fetchrow(_LIST, event_id)
            if row is None:
                raise NotFound(f"{self._service} has no dead letter {event_id} to inspect")
            await self._audit(connection, "inspect", row["case_id"], row["district"])
        return DeadLetter(**row)

    async def retry(self, event_id: uuid.UUID) -> DeadLetter:
        """Let it be handled again, with all its attempts before it; not what cannot be read."""
        return await self._settle(_RETRY, "retry", event_id)

    async def discard(self, event_id: uuid.UUID) -> DeadLetter:
        """Give it up and release its lane. The event stays on record as discarded."""
        return await self._settle(_DISCARD, "discard", event_id)

    async def _settle(self, statement: str, action: str, event_id: uuid.UUID) -> DeadLetter:
        """Do it; the letter as it was."""
        async with self._transaction() as connection:
            row = await connection.fetchrow(_LIST, event_id)
            if row is None or not await connection.fetchval(statement, row["seq"]):
                raise NotFound(f"{self._service} has no dead letter {event_id} to {action}")
            await self._audit(connection, action, row["case_id"], row["district"])
        return DeadLetter(**row)

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[asyncpg.Connection]:
        async with (
            kernel_connection(self._url, self._service) as connection,
            connection.transaction(),
        ):
            yield connection

    async def _audit(
        self,
        connection: asyncpg.Connection,
        action: str,
        case_id: uuid.UUID | None,
        district: str | None,
    ) -> None:
        await connection.execute(
            "INSERT INTO audit (at, principal, action, case_id, district)"
            " VALUES (now(), $1, $2, $3, $4)",
            f"operator:{self._operator}",
            f"dead_letter_{action}",
            case_id,
            district or _ANY_DISTRICT,
        )
