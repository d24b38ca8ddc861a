"""Read models: a table, and how a batch of events is applied to it; and what follows from one."""

import datetime as dt
import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import astuple, dataclass

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from shared.contracts.envelope import Envelope
from shared.contracts.event import Published
from shared.persistence.own_events import LEAVE, Left, columns


@dataclass(frozen=True, slots=True)
class Told:
    """An event that a read model is told of."""

    id: uuid.UUID
    occurred_at: dt.datetime
    trace_id: str | None
    event: Published


@dataclass(frozen=True, slots=True)
class Projection:
    """One read model. It is made of events alone, so that it can be made again from the history."""

    table: str
    takes: tuple[type[Published], ...]
    apply: Callable[[AsyncSession, Sequence[Told]], Awaitable[None]]
    """Applies events in the order given; a batch of one comes to what it would in a larger one."""


_TELL = """
INSERT INTO outbox
    (id, type, source, subject, key, case_id, district, occurred_at, traceparent, data)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Batch:
    """Events that were applied, in the transaction that applied them."""

    session: AsyncSession
    driver: asyncpg.Connection
    now: dt.datetime
    told: Sequence[Told]

    async def leave(self, left: Sequence[Left]) -> None:
        """Leave events to the service itself, but for those that it has been left already."""
        await self.driver.execute(f"{LEAVE} ON CONFLICT DO NOTHING", *columns(left))

    async def tell(self, envelopes: Sequence[Envelope]) -> None:
        """Publish events under ids of their own, but for those that were published already."""
        await self.driver.executemany(_TELL, [astuple(each) for each in envelopes])


Following = Callable[[Batch], Awaitable[int]]
"""What follows from events once they are applied; how much was left to do."""
