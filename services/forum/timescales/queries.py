"""A district's stages against their targets, and the times that the Act sets."""

import datetime as dt
import uuid

from pydantic import TypeAdapter
from sqlalchemy import select

from services.forum.courses import courses_ended
from services.forum.domain.statutory import ClockState, StatutoryClock, running
from services.forum.domain.timescales import TimesReport, report
from services.forum.own import OwnPeriod, demand_own
from services.forum.projections import Case
from shared.contracts.event import District
from shared.persistence.reading import Reading
from shared.schema import Date, Model
from shared.web.lists import Asked, Page, page_of

CLOCK_COLUMNS = (
    *(Case.case_id, Case.ended_on, Case.applied_on, Case.decide_by, Case.approved_on),
    *(Case.certified_on, Case.complete_by, Case.deadlines),
)


class TimescalesView(TimesReport):
    """What the stages took that ended in a time, in one district."""

    district: str
    """ONS code of the district."""
    first: Date
    """The first day that counts: a stage counts by the day on which it ended."""
    last: Date
    """The last day that counts."""


class ClockLine(Model):
    """A time of the Act that runs on a case."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    limit: str
    """What is due: `decision`, or `completion` of the works."""
    by: Date
    """The last day."""
    clause: str
    """The section that sets the time."""
    state: ClockState
    """How it stands today."""
    days_left: int
    """Calendar days until then; negative once it is past."""


_AT = TypeAdapter(tuple[dt.date, uuid.UUID, str])
"""By when what is due, of which case."""


class StatutoryClocks(Page):
    """The times of the Act that run in a district, the nearest first."""

    running: int
    """How many run and are not near."""
    near: int
    """How many are near: four weeks or less are left."""
    past: int
    """How many are past."""
    items: tuple[ClockLine, ...]
    """Those that are near or past, of this page."""


class ClocksAsked(Asked):
    """Of which district."""

    district: District
    """ONS code of the district: one whose cases the caller may change."""


async def timescales(reading: Reading, wanted: OwnPeriod) -> TimescalesView:
    """The district's stages that ended in the time. Raises `NotYourDistrict`."""
    wanted.check()
    demand_own(reading, wanted.district)
    courses = await courses_ended(reading, wanted.first, wanted.last, wanted.district)
    found = report(courses[wanted.district], wanted.first, wanted.last)
    return TimescalesView(**dict(found), **dict(wanted))


async def statutory_clocks(reading: Reading, wanted: ClocksAsked) -> StatutoryClocks:
    """The times of the Act that run in a district. Raises `NotYourDistrict`."""
    demand_own(reading, wanted.district)
    found = await reading.session.execute(
        select(*CLOCK_COLUMNS).where(
            Case.district == wanted.district, Case.ended_on.is_(None), Case.applied_on.is_not(None)
        )
    )
    lines = [
        _line(row.case_id, clock, reading.today)
        for row in found
        for clock in running(row._asdict())
    ]
    counted = {state: sum(line.state is state for line in lines) for state in ClockState}
    told = [line for line in lines if line.state is not ClockState.RUNNING]
    page, following = page_of(told, wanted, _AT, lambda line: (line.by, line.case_id, line.limit))
    return StatutoryClocks(**counted, items=tuple(page), next=following)


def _line(case_id: uuid.UUID, clock: StatutoryClock, today: dt.date) -> ClockLine:
    return ClockLine(
        case_id=case_id,
        limit=clock.limit,
        by=clock.by,
        clause=clock.clause,
        state=clock.state(today),
        days_left=(clock.by - today).days,
    )
