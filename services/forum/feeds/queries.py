"""What county and districts see together."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from services.forum.projections import TimelineEntry
from shared.persistence.reading import Reading
from shared.problems import NotFound
from shared.schema import Model
from shared.views import ViewOfRow
from shared.web.feeds import encode_cursor


class EntryView(ViewOfRow):
    """One event on a timeline or in the feed."""

    event_id: uuid.UUID
    """The event's own number; each event stands once."""
    case_id: uuid.UUID
    """The case that it is about."""
    district: str
    """ONS code of the district that decides the case."""
    type: str
    """What happened, as `service.what-happened`."""
    service: str
    """The service that published it."""
    occurred_at: dt.datetime
    """When it happened."""
    trace_id: str | None
    """Finds the request behind it in the traces; null where there was none."""
    data: dict[str, Any]
    """The event's own facts, in the shape that the contracts give for its type."""


class TimelineView(Model):
    """All that happened on a case, in the order in which it happened."""

    items: list[EntryView]
    """The events of the case."""

    @classmethod
    def of(cls, rows: Sequence[TimelineEntry]) -> "TimelineView":
        return cls(items=[EntryView.of(r) for r in rows])


class FeedView(Model):
    """A page of the feed; `next` continues it, also when there is nothing more yet."""

    items: list[EntryView]
    """The events, the one that came in first at the head."""
    next: str
    """Send it as `cursor` to read on from here."""


async def timeline(reading: Reading, case_id: uuid.UUID) -> TimelineView:
    """The case's events."""
    found = await reading.session.scalars(
        select(TimelineEntry)
        .where(TimelineEntry.case_id == case_id)
        .order_by(TimelineEntry.occurred_at, TimelineEntry.position)
    )
    rows = found.all()
    if not rows:
        raise NotFound
    return TimelineView.of(rows)


async def feed(reading: Reading, after: int, limit: int) -> FeedView:
    """The events of every case within reach, in the order in which the forum learnt of them."""
    found = await reading.session.scalars(
        select(TimelineEntry)
        .where(TimelineEntry.position > after)
        .order_by(TimelineEntry.position)
        .limit(limit)
    )
    rows = found.all()
    items = TimelineView.of(rows).items
    return FeedView(items=items, next=encode_cursor(rows[-1].position if rows else after))
