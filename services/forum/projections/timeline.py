"""Each case's timeline, and the county's feed of all of them."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import BigInteger, Identity
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from services.forum.projections.base import Base
from services.forum.projections.rows import add
from shared.bus.projections import Projection, Told
from shared.contracts import CASE_EVENTS
from shared.contracts.event import Event


class TimelineEntry(Base):
    """One event of a case, as it was published: ids, codes, dates and money."""

    __tablename__ = "timeline"

    event_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, Identity(always=True), unique=True)
    """In the order of commits: a reader of the feed, who goes on after the last one, misses none."""
    case_id: Mapped[uuid.UUID] = mapped_column(index=True)
    district: Mapped[str]
    type: Mapped[str]
    service: Mapped[str] = mapped_column(primary_key=True)
    """Which service told it; an event's id is its own alone."""
    occurred_at: Mapped[dt.datetime]
    trace_id: Mapped[str | None]
    data: Mapped[dict[str, Any]]


async def add_entries(session: AsyncSession, told: Sequence[Told]) -> None:
    """Add the events to their cases' timelines and to the feed."""
    await add(session, TimelineEntry, map(_entry, told))


def _entry(told: Told) -> dict[str, Any]:
    event = told.event
    assert isinstance(event, Event), "a timeline takes what is about a case"
    return {
        "event_id": told.id,
        "case_id": event.case_id,
        "district": event.district,
        "type": event.TYPE,
        "service": event.publisher(),
        "occurred_at": told.occurred_at,
        "trace_id": told.trace_id,
        "data": orjson.Fragment(event.model_dump_json(exclude={"case_id", "district"})),
    }


TIMELINE = Projection(TimelineEntry.__tablename__, CASE_EVENTS, add_entries)
