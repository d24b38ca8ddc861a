"""A report of a financial year, drawn up from the cases within reach."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated

from services.forum.data import OF_DISTRICTS, Form, Line
from services.forum.domain.counting import Cell, cells
from services.forum.domain.facts import CaseFacts
from services.forum.domain.measures import BREAKDOWNS, MEASURES, SEVERAL
from services.forum.domain.showing import DistrictCells, exact, shared
from services.forum.measuring.cases import cases_of
from services.forum.measuring.districts import MEASURES as OF_A_DISTRICT
from shared.calendar import financial_year, year_bounds
from shared.contracts.event import District
from shared.persistence.reading import Reading
from shared.problems import InvalidInput
from shared.schema import Field, Model

Year = Annotated[int, Field(ge=2008, le=2100)]


class ReportAsked(Model):
    """Which year, and whose figures."""

    year: Year
    """The financial year, by the year in which it begins on 1 April."""
    district: District | None = None
    """ONS code of the district; left out: each within reach, and all together."""


class LineReport(Line):
    """A line with its definition and its figures."""

    districts: tuple[DistrictCells, ...]
    """The figures of each district that has any; then of all together, where they are several."""


class Report(Model):
    """A report of a year: each figure with the definition that it goes by."""

    title: str
    """What the report is called."""
    about: str
    """Who asks for it and what is settled by it."""
    year: int
    """The financial year, by the year in which it begins on 1 April."""
    protected: bool
    """Whether small figures are left out and sums are rounded: so for whoever may not act for every
    district in it."""
    lines: tuple[LineReport, ...]
    """Its lines in order."""


class YearNotOver(InvalidInput):
    """Others see whole years only: two looks at a running year tell of whoever came between."""

    slug = "year-not-over"
    title = "Figures of others are shown once the year is over"


async def report(reading: Reading, form: Form, asked: ReportAsked) -> Report:
    """Draw up a report. Raises `YearNotOver`."""
    protected = check_sight(reading, asked)
    # What is protected is one table, of which the filter shows a part: never another table.
    cases = await cases_of(reading, asked.year, None if protected else asked.district)
    return Report(
        title=form.title,
        about=form.about,
        year=asked.year,
        protected=protected,
        lines=tuple(
            [
                LineReport(
                    **dict(line),
                    districts=await _of(reading, line, asked, cases, protected=protected),
                )
                for line in form.lines
            ]
        ),
    )


def check_sight(reading: Reading, asked: ReportAsked) -> bool:
    """Whether what is shown has to be protected. Raises `YearNotOver`."""
    seen = {asked.district} if asked.district else set(reading.reach.read)
    if seen <= set(reading.reach.write):
        return False
    if asked.year >= financial_year(reading.today):
        ends = year_bounds(asked.year)[1]
        raise YearNotOver.at("/year", f"it is over on {ends}: ask for an earlier one")
    return True


async def _of(
    reading: Reading,
    line: Line,
    asked: ReportAsked,
    cases: Sequence[CaseFacts],
    *,
    protected: bool,
) -> tuple[DistrictCells, ...]:
    if line.measure in OF_DISTRICTS:
        told = await OF_A_DISTRICT[line.measure](reading, asked.year)
        wanted = (d for d in sorted(told) if asked.district in (None, d))
        return tuple(DistrictCells(district=d, cells=tuple(told[d])) for d in wanted)
    by_district: dict[str, list[CaseFacts]] = defaultdict(list)
    for case in cases:
        by_district[case.district].append(case)
    found = {d: counted_line(line, by_district[d], asked.year) for d in sorted(by_district)}
    together = counted_line(line, cases, asked.year)
    if protected:
        rows = shared(found, together, adds_up=line.by not in SEVERAL)
        return tuple(row for row in rows if asked.district in (None, row.district))
    return tuple(exact(found, together))


def counted_line(line: Line, cases: Sequence[CaseFacts], year: int) -> list[Cell]:
    """The figures of a line over these cases."""
    keys = BREAKDOWNS[line.by] if line.by else None
    return list(cells(MEASURES[line.measure], keys, cases, year))
