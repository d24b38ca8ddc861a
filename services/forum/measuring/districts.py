"""Measures that are told of districts and of no case: trainings, categorised stock, money."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

from sqlalchemy import Select, select

from services.forum.domain.counting import Cell
from services.forum.projections import AllocatedFunds, CountedStock, HeldTraining
from shared.calendar import year_bounds
from shared.money import NIL
from shared.persistence.reading import Transaction

ByDistrict = Mapping[str, Sequence[Cell]]
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


def of_year(year: int) -> Select[AllocatedFunds]:
    """The districts' allocations of a year, by ONS code."""
    return (
        select(AllocatedFunds).where(AllocatedFunds.year == year).order_by(AllocatedFunds.district)
    )


MEASURES: Mapping[str, Callable[[Transaction, int], Awaitable[ByDistrict]]] = {
    "trainings": trainings,
    "categorised_stock": categorised_stock,
    "funds": funds,
}
