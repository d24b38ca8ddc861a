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
from shared.web.paging import encode_cursor


class EntryView(Model):
    """One event on a timeline or in the feed."""

    event_id: uuid.UUID
    case_id: uuid.UUID
    district: str
    type: str
    service: str
    occurred_at: dt.datetime
    trace_id: str | None
    data: dict[str, Any]


class TimelineView(Model):
    """All that happened on a case, in the order in which it happened."""

    items: list[EntryView]

    @classmethod
    def of(cls, rows: Sequence[TimelineEntry]) -> "TimelineView":
        return cls(items=[EntryView.model_validate(r, from_attributes=True) for r in rows])


class FeedView(Model):
    """A page of the feed; `next` continues it, also when there is nothing more yet."""

    items: list[EntryView]
    next: str


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
