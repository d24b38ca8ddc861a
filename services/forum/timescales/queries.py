"""A district's stages against their targets, and the times that the Act sets."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from sqlalchemy import or_

from services.forum.domain.course import Course, PauseFor
from services.forum.domain.statutory import ClockState, StatutoryClock, running
from services.forum.domain.timescales import TimesReport, report
from services.forum.own import OwnPeriod, between, cases_of, demand_own
from services.forum.projections import Case
from shared.clocks import Pause
from shared.contracts.event import ONS_CODE
from shared.persistence.reading import Reading
from shared.schema import Date, Field, Model

MARKS = (
    Case.received_on,
    Case.assessed_on,
    Case.applied_on,
    Case.approved_on,
    Case.certified_on,
)
TARGETS = (Case.target_1, Case.target_2, Case.target_3, Case.target_4)
COLUMNS = (Case.case_id, Case.urgency, Case.complexity, Case.pauses, *MARKS, *TARGETS)
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


class StatutoryClocks(Model):
    """The times of the Act that run in a district, the nearest first."""

    running: int
    """How many run and are not near."""
    near: int
    """How many are near: four weeks or less are left."""
    past: int
    """How many are past."""
    items: tuple[ClockLine, ...]
    """Those that are near or past."""


class ClocksAsked(Model):
    """Of which district."""

    district: Annotated[str, Field(pattern=ONS_CODE)]
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
    rows = await cases_of(
        reading,
        CLOCK_COLUMNS,
        Case.district == wanted.district,
        Case.ended_on.is_(None),
        Case.applied_on.is_not(None),
    )
    lines = [_line(row["case_id"], clock, reading.today) for row in rows for clock in running(row)]
    counted = {state: sum(line.state is state for line in lines) for state in ClockState}
    told = [line for line in lines if line.state is not ClockState.RUNNING]
    return StatutoryClocks(
        **counted, items=tuple(sorted(told, key=lambda line: (line.by, line.case_id)))
    )


async def courses_ended(
    reading: Reading, first: dt.date, last: dt.date, *districts: str
) -> Mapping[str, Sequence[Course]]:
    """By district, the cases of which a stage ended in the time."""
    rows = await cases_of(
        reading,
        (Case.district, *COLUMNS),
        Case.district.in_(districts),
        or_(*(between(mark, first, last) for mark in MARKS[1:])),
    )
    found: dict[str, list[Course]] = {district: [] for district in districts}
    for row in rows:
        found[row["district"]].append(_course(row))
    return found


def _course(row: Mapping[str, Any]) -> Course:
    return Course(
        case_id=row["case_id"],
        urgency=row["urgency"],
        complexity=row["complexity"],
        marks=tuple(row[mark.key] for mark in MARKS),
        targets=tuple(row[target.key] for target in TARGETS),
        pauses=tuple(_pause(each) for each in row["pauses"]),
    )


def _pause(kept: Mapping[str, str | None]) -> PauseFor:
    days = (kept["stopped_on"], kept["resumed_on"])
    stopped, resumed = (day and dt.date.fromisoformat(day) for day in days)
    assert isinstance(stopped, dt.date), "a pause begins"
    return PauseFor(Pause(stopped, resumed or None), kept["reason"] or "")


def _line(case_id: uuid.UUID, clock: StatutoryClock, today: dt.date) -> ClockLine:
    return ClockLine(
        case_id=case_id,
        limit=clock.limit,
        by=clock.by,
        clause=clock.clause,
        state=clock.state(today),
        days_left=(clock.by - today).days,
    )
