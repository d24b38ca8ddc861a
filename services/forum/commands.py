"""The use case of the forum: to note what happened."""

from sqlalchemy import func, select

from services.forum.tables import TimelineEntry
from shared.contracts.event import Event
from shared.observability.traces import current_trace_id
from shared.persistence.unit_of_work import UnitOfWork

_ONE_AFTER_ANOTHER = select(func.pg_advisory_xact_lock(func.hashtextextended("forum.timeline", 0)))
"""Held until the commit, so that positions are in the order of commits: a reader of the feed, who
goes on after the last one, misses none."""


async def note_event(uow: UnitOfWork, event: Event) -> None:
    """Add an event to its case's timeline and to the county's feed."""
    uow.concerns(event.district, event.case_id)
    await uow.session.execute(_ONE_AFTER_ANOTHER)
    uow.add(
        TimelineEntry(
            event_id=uow.cause,
            case_id=event.case_id,
            district=event.district,
            type=event.TYPE,
            service=event.publisher(),
            occurred_at=uow.occurred_at,
            trace_id=current_trace_id(),
            data=event.model_dump(mode="json", exclude={"case_id", "district"}),
        )
    )
