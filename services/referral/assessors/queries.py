"""The register of assessors, how the programme grows, and what people were trained in."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping

from sqlalchemy import func, select

from services.referral.assessors.views import (
    AllocationList,
    AllocationView,
    AssessorEntry,
    AssessorHistory,
    AssessorList,
    AssessorView,
    TrainingPage,
    TrainingView,
)
from services.referral.casefile.assessors import Register, allocations_of, in_hand, register_of
from services.referral.domain.training import Topic
from services.referral.tables import AllocationRecord, AssessorRecord, Referral, TrainingRecord
from shared.calendar import LONDON, add_months
from shared.contracts.codes import AssessorGrade
from shared.contracts.event import District
from shared.persistence.reading import Reading
from shared.problems import InvalidInput, NotFound
from shared.schema import Date, Model
from shared.web.lists import Asked, Order, list_page

MOST_MONTHS = 120
FIRST_HELD_FIRST = Order((TrainingRecord.held_on, TrainingRecord.id))
Cases = Mapping[tuple[dt.date, AssessorGrade], int]


class Period(Model):
    """The months that are asked for."""

    since: Date
    """A day of the first month."""
    until: Date
    """A day of the last month; at most ten years later."""

    def months(self) -> Iterator[dt.date]:
        """The first day of each month."""
        first = self.since.replace(day=1)
        count = (self.until.year - first.year) * 12 + self.until.month - first.month + 1
        if not 1 <= count <= MOST_MONTHS:
            raise InvalidInput.at("/until", "between the first month and ten years later")
        return (add_months(first, number) for number in range(count))


class GrowthLine(Model):
    """The assessors of one grade in one month."""

    month: Date
    """Its first day."""
    grade: AssessorGrade
    """What they are qualified for."""
    assessors: int
    """How many there are at its end."""
    cases: int
    """How many cases they were given in it."""


class GrowthView(Model):
    """How the programme of assessors grows, month by month."""

    items: tuple[GrowthLine, ...]
    """A line for each month and grade."""


class TrainingLine(Model):
    """One topic over the months that are asked for."""

    topic: Topic
    """What the trainings were about."""
    sessions: int
    """How many were held."""
    therapists: int
    """How often occupational therapists came."""
    trusted_assessors: int
    """How often trusted assessors came."""
    others: int
    """How often others came."""


class TrainingReport(Model):
    """What people were trained in, and how many came."""

    items: tuple[TrainingLine, ...]
    """A line for each topic; a training on several counts for each."""


async def assessors(reading: Reading) -> AssessorList:
    """Everybody on the register, with what they have in hand."""
    register, busy = await register_of(reading), await in_hand(reading)
    rows = sorted(register.by_principal.values(), key=lambda row: row.assessor.name)
    return AssessorList(items=tuple(AssessorView.of(r, busy.get(r.id, 0)) for r in rows))


async def allocations(reading: Reading, case_id: uuid.UUID) -> AllocationList:
    """To whom a case was given. Raises `NotFound` for a case out of reach."""
    await reading.read(Referral, case_id)
    known = {row.id: row.assessor for row in (await register_of(reading)).by_principal.values()}
    rows = await allocations_of(reading, case_id)
    return AllocationList(items=tuple(AllocationView.of(r, known[r.assessor_id]) for r in rows))


async def growth(reading: Reading, period: Period) -> GrowthView:
    """Assessors at each month's end, and the cases they were given in it, by grade."""
    register, cases = await register_of(reading), await _cases(reading)
    return GrowthView(
        items=tuple(
            GrowthLine(
                month=month,
                grade=grade,
                assessors=_at_end(register, month, grade),
                cases=cases.get((month, grade), 0),
            )
            for month in period.months()
            for grade in AssessorGrade
        )
    )


def _at_end(register: Register, month: dt.date, grade: AssessorGrade) -> int:
    last = add_months(month, 1) - dt.timedelta(days=1)
    entries = (row.assessor for row in register.by_principal.values())
    return sum(entry.grade is grade and entry.works_on(last) for entry in entries)


async def _cases(reading: Reading) -> Cases:
    """Cases of the districts within reach, by the month in which they were given and the grade."""
    local = func.timezone(str(LONDON), AllocationRecord.recorded_at)
    month = func.date_trunc("month", local).label("month")
    rows = select(month, AllocationRecord.grade, func.count()).group_by(
        month, AllocationRecord.grade
    )
    found = (await reading.session.execute(rows)).all()
    return {(first.date(), AssessorGrade(grade)): number for first, grade, number in found}


class TrainingSearch(Asked):
    """Which trainings; whatever is left out does not matter."""

    since: Date | None = None
    """Only those held on or after this day."""
    until: Date | None = None
    """Only those held on or before this day."""
    district: District | None = None
    """ONS code of the district for which they were held."""


async def trainings(reading: Reading, asked: TrainingSearch) -> TrainingPage:
    """A page of the trainings, also of those that were taken back."""
    rows = select(TrainingRecord)
    if asked.since is not None:
        rows = rows.where(TrainingRecord.held_on >= asked.since)
    if asked.until is not None:
        rows = rows.where(TrainingRecord.held_on <= asked.until)
    if asked.district is not None:
        rows = rows.where(TrainingRecord.training["district"].astext == asked.district)
    found, following = await list_page(reading, rows, asked, FIRST_HELD_FIRST)
    return TrainingPage(items=[TrainingView.of(row) for row in found], next=following)


async def training(reading: Reading, training_id: uuid.UUID) -> TrainingView:
    """One training."""
    return TrainingView.of(await reading.read(TrainingRecord, training_id))


async def training_report(reading: Reading, period: Period) -> TrainingReport:
    """Sessions and attendance by topic, of the trainings that stand."""
    months = list(period.months())
    end = add_months(months[-1], 1)
    rows = select(TrainingRecord).where(
        TrainingRecord.held_on >= months[0],
        TrainingRecord.held_on < end,
        TrainingRecord.taken_back.is_(None),
    )
    counts: dict[Topic, Counter[str]] = {topic: Counter() for topic in Topic}
    for row in await reading.session.scalars(rows):
        held = row.training
        came = {key: getattr(held, key) for key in ("therapists", "trusted_assessors", "others")}
        for topic in held.topics:
            counts[topic].update(came | {"sessions": 1})
    keys = set(TrainingLine.model_fields) - {"topic"}
    return TrainingReport(
        items=tuple(
            TrainingLine(topic=topic, **{key: counted[key] for key in keys})
            for topic, counted in counts.items()
            if counted["sessions"]
        )
    )


async def assessor(reading: Reading, assessor_id: uuid.UUID) -> AssessorHistory:
    """What was recorded of an assessor, time by time. Raises `NotFound`."""
    rows = select(AssessorRecord).where(AssessorRecord.id == assessor_id)
    found = await reading.session.scalars(rows.order_by(AssessorRecord.number.desc()))
    items = tuple(AssessorEntry.of(row) for row in found)
    if not items:
        raise NotFound
    return AssessorHistory(items=items)
