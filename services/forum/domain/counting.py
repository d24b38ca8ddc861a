"""A line of a report counted over the cases of a district and a year."""

from collections import defaultdict
from collections.abc import Iterator

from services.forum.domain.facts import CaseFacts
from services.forum.domain.measures import Cases, Keys, Measure
from shared.calendar import year_bounds
from shared.money import NIL
from shared.schema import Field, Model, PoundsOfMany


class Cell(Model):
    """One figure of a line: the whole, or what falls under one key of its breakdown."""

    key: str | None
    """The code of the breakdown; null for the whole line."""
    counts: dict[str, int] = Field(default_factory=dict)
    """What was counted, by name: `cases` of cases."""
    sums: dict[str, PoundsOfMany] = Field(default_factory=dict)
    """What it comes to, by name; pounds."""
    hidden: bool = False
    """Whether the figures are left out because so few people stand behind them."""


def counted(measure: Measure, cases: Cases, year: int) -> list[CaseFacts]:
    """The cases whose day lies in the financial year."""
    first, following = year_bounds(year)
    days = ((case, measure.on(case)) for case in cases)
    return [case for case, day in days if day is not None and first <= day < following]


def cells(measure: Measure, keys: Keys | None, cases: Cases, year: int) -> Iterator[Cell]:
    """The whole line, then each key of its breakdown in order.

    A case with several keys is counted under each, so that the parts can come to more than the
    whole.
    """
    found = counted(measure, cases, year)
    yield _cell(measure, None, found)
    parts: dict[str, list[CaseFacts]] = defaultdict(list)
    for case in found if keys else ():
        for key in keys(case) if keys else ():
            parts[key].append(case)
    for key in sorted(parts):
        yield _cell(measure, key, parts[key])


def _cell(measure: Measure, key: str | None, cases: Cases) -> Cell:
    counts = {name: count(cases) for name, count in measure.counts.items()}
    sums = {name: sum((of(c, key) for c in cases), NIL) for name, of in measure.sums.items()}
    return Cell(key=key, counts={"cases": len(cases)} | counts, sums=sums)
