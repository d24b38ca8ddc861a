"""A person's view of their case across all services (guidance 4.28)."""

import uuid

from sqlalchemy import select

from services.forum.progress.telling import Happened, ahead, told, told_at, wanted
from services.forum.projections import TimelineEntry
from shared import policies
from shared.calendar import legal_date
from shared.contacts import Contact
from shared.contacts.known import contact_of
from shared.persistence.reading import Reading
from shared.problems import NotFound
from shared.schema import Date, Model


class ToldLine(Model):
    """Something that has happened."""

    on: Date
    """The day."""
    said: str
    """What happened, in plain English."""


class ToldElsewhere(Model):
    """A service that tells the person more of their case, by its operation `show_told`."""

    service: str
    """The service, such as `grants`."""
    path: str
    """Where it answers, under the same token."""


class ProgressView(Model):
    """Where a case is, what happens next, who does it and by when, in plain English."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    reference: str | None
    """What to say on the telephone; null of cases from before there were references."""
    council: str
    """The council that the person can ask."""
    contact: Contact
    """Whom to ask, and how."""
    where: str
    """Where the case is now."""
    since: Date
    """From when it is there."""
    next: str | None
    """What happens next; null where nothing more is to happen."""
    who: str | None
    """Who does it; null with it."""
    by: Date | None
    """By when; null where no day is set."""
    wanted: tuple[str, ...]
    """What we want of the person; nothing: they can wait."""
    told_by: tuple[ToldElsewhere, ...]
    """Who tells the person in full what is wanted of them, and which letters they were sent."""
    done: tuple[ToldLine, ...]
    """What has happened so far, the first first."""


async def progress(reading: Reading, case_id: uuid.UUID) -> ProgressView:
    """A case as the person or who speaks for them sees it. Raises `NotFound`."""
    found = await reading.session.scalars(
        select(TimelineEntry)
        .where(TimelineEntry.case_id == case_id)
        .order_by(TimelineEntry.occurred_at, TimelineEntry.position)
    )
    rows = found.all()
    happened = [Happened(row.type, legal_date(row.occurred_at), row.data) for row in rows]
    done = told(happened)
    if not done:
        raise NotFound
    coming = ahead(happened)
    since, where = done[-1]
    references = (row.data.get("reference") for row in rows)
    return ProgressView(
        case_id=case_id,
        reference=next((each for each in references if each), None),
        council=policies.versions(rows[0].district)[-1].header.name,
        contact=contact_of(rows[0].district),
        where=where,
        since=since,
        next=coming.next,
        who=coming.who,
        by=coming.by,
        wanted=wanted(happened),
        told_by=tuple(
            ToldElsewhere(service=service, path=path.format(case_id=case_id))
            for service, path in told_at(happened).items()
        ),
        done=tuple(ToldLine(on=day, said=said) for day, said in done),
    )
