"""Read models: a table, and how a batch of events is applied to it."""

import datetime as dt
import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from shared.contracts.event import Published


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
