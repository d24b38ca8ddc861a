"""Measures that are no count of cases: trainings, stock, money, times, what people say of themselves."""

import datetime as dt
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from sqlalchemy import Select, select

from services.forum.courses import courses_ended
from services.forum.domain.counting import Cell
from services.forum.domain.course import Course, StageDone, stages_done, whole_way
from services.forum.projections import (
    AllocatedFunds,
    CountedStock,
    EqualityAnswer,
    HeldTraining,
    SpentBeside,
)
from services.forum.projections.equality import ANSWERS_IN_ORDER
from shared.averages import percentile
from shared.calendar import year_bounds
from shared.money import NIL
from shared.persistence.reading import Transaction

ByDistrict = Mapping[str, Sequence[Cell]]
GOVERNMENT = "government"
"""Whose money the allocation is."""
CAME = ("therapists", "trusted_assessors", "others")


async def trainings(reading: Transaction, year: int) -> ByDistrict:
    """Trainings and who came: the whole, then each topic."""
    first, following = year_bounds(year)
    held = select(HeldTraining).where(
        HeldTraining.held_on >= first, HeldTraining.held_on < following
    )
    found: dict[str, list[HeldTraining]] = defaultdict(list)
    for row in await reading.session.scalars(held):
        found[row.district].append(row)
    return {district: list(_by_topic(rows)) for district, rows in found.items()}


def _by_topic(rows: Sequence[HeldTraining]) -> Iterable[Cell]:
    yield _attendance(None, rows)
    for topic in sorted({topic for row in rows for topic in row.topics}):
        yield _attendance(topic, [row for row in rows if topic in row.topics])


def _attendance(topic: str | None, rows: Sequence[HeldTraining]) -> Cell:
    came = {name: sum(getattr(row, name) for row in rows) for name in CAME}
    return Cell(key=topic, counts={"trainings": len(rows)} | came)


async def categorised_stock(reading: Transaction, year: int) -> ByDistrict:
    """Providers and homes at the last count of each district in the year."""
    first, following = year_bounds(year)
    taken = CountedStock.taken_on
    rows = select(CountedStock).where(taken >= first, taken < following).order_by(taken)
    last: dict[str, list[CountedStock]] = {}
    for row in await reading.session.scalars(rows):
        known = last.setdefault(row.district, [])
        if known and known[0].taken_on != row.taken_on:
            known.clear()
        known.append(row)
    return {district: [_stock(rows)] for district, rows in last.items()}


def _stock(rows: Sequence[CountedStock]) -> Cell:
    return Cell(
        key=None,
        counts={
            "providers": len(rows),
            "with_categorised_stock": sum(1 for row in rows if row.categorised),
            "homes": sum(row.homes for row in rows),
            "categorised": sum(row.categorised for row in rows),
        },
    )


async def funds(reading: Transaction, year: int) -> ByDistrict:
    """What each district said last that it has for the year."""
    rows = await reading.session.scalars(of_year(year))
    return {
        row.district: [
            Cell(
                key=None,
                sums={"allocated": row.amount, "for_discretionary": row.discretionary or NIL},
            )
        ]
        for row in rows
    }


async def spent_beside(reading: Transaction, year: int) -> ByDistrict:
    """Government funding that each district spent beside grants, by the day on which it was spent."""
    first, following = year_bounds(year)
    rows = await reading.session.scalars(
        select(SpentBeside).where(SpentBeside.on >= first, SpentBeside.on < following)
    )
    return used(rows)


def used(spent: Iterable[SpentBeside]) -> ByDistrict:
    """The whole, then each way of spending; a council's own money is not declared (guidance 2.9)."""
    found: dict[str, dict[str, Decimal]] = {}
    for row in spent:
        if row.fund == GOVERNMENT:
            ways = found.setdefault(row.district, {})
            ways[row.purpose] = ways.get(row.purpose, NIL) + row.amount
    return {
        district: [
            Cell(key=None, sums={"spent": sum(ways.values(), NIL)}),
            *(Cell(key=way, sums={"spent": ways[way]}) for way in sorted(ways)),
        ]
        for district, ways in found.items()
    }


async def times(reading: Transaction, year: int) -> ByDistrict:
    """The whole way and each stage of the cases in which they ended in the year."""
    first, following = year_bounds(year)
    last = following - dt.timedelta(days=1)
    found = await courses_ended(reading, first, last, *reading.reach.read)
    return {
        district: list(_times(courses, first, last))
        for district, courses in found.items()
        if courses
    }


def _times(courses: Sequence[Course], first: dt.date, last: dt.date) -> Iterable[Cell]:
    whole = [way for course in courses if (way := whole_way(course))]
    yield _took(None, [way for way in whole if first <= way.ended_on <= last])
    stages: dict[int, list[StageDone]] = {number: [] for number in range(1, 5)}
    for course in courses:
        for number, done in stages_done(course):
            if first <= done.ended_on <= last:
                stages[number].append(done)
    for number, ended in stages.items():
        yield _took(f"stage_{number}", ended)


def _took(key: str | None, done: Sequence[StageDone]) -> Cell:
    aimed = [each for each in done if each.target is not None]
    met = sum(each.met(gross=False) for each in aimed)
    days = [each.took.working_days for each in done]
    within = {f"days_{p}": percentile(days, p) for p in (50, 75, 90, 95)}
    return Cell(
        key=key,
        counts={
            "cases": len(done),
            **({"with_target": len(aimed), "in_target": met} if aimed else {}),
            **{name: count for name, count in within.items() if count is not None},
        },
    )


async def people(reading: Transaction, year: int) -> ByDistrict:
    """What people said of themselves, as the districts told it."""
    of = EqualityAnswer
    rows = select(of).where(of.year == year).order_by(*ANSWERS_IN_ORDER)
    found: dict[str, list[EqualityAnswer]] = defaultdict(list)
    for row in await reading.session.scalars(rows):
        found[row.district].append(row)
    return {district: list(_people(rows)) for district, rows in found.items()}


def _people(rows: Sequence[EqualityAnswer]) -> Iterable[Cell]:
    yield Cell(key=None, counts={"people": sum({row.asked_at: row.asked for row in rows}.values())})
    for row in rows:
        counts = {} if row.people is None else {"people": row.people}
        key = f"{row.asked_at}_{row.question}_{row.answer}"
        yield Cell(key=key, counts=counts, hidden=row.people is None)


def of_year(year: int) -> Select[AllocatedFunds]:
    """The districts' allocations of a year, by ONS code."""
    return (
        select(AllocatedFunds).where(AllocatedFunds.year == year).order_by(AllocatedFunds.district)
    )


MEASURES: Mapping[str, Callable[[Transaction, int], Awaitable[ByDistrict]]] = {
    "trainings": trainings,
    "categorised_stock": categorised_stock,
    "funds": funds,
    "spent_beside": spent_beside,
    "times": times,
    "people": people,
}
