"""A district's annual return, drafted from its cases, with what was corrected in it."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select

from services.forum import data
from services.forum.data import OF_DISTRICTS, Line
from services.forum.domain.counting import Cell
from services.forum.domain.facts import CaseFacts
from services.forum.domain.returns import (
    CorrectedFigure,
    cell_of,
    corrected,
    figure_of,
    is_superseded,
)
from services.forum.measuring.cases import cases_of
from services.forum.measuring.districts import MEASURES as OF_A_DISTRICT
from services.forum.measuring.reports import Year, counted_line
from services.forum.own import demand_own
from services.forum.tables import ReturnCorrection
from shared import policies
from shared.contracts.event import District
from shared.persistence.reading import Reading, Transaction
from shared.schema import Flag, Model
from shared.views import shown


class ReturnAsked(Model):
    """Whose return, and of which year."""

    year: Year
    """The financial year, by the year in which it begins on 1 April."""
    district: District
    """ONS code of the district."""


class ReturnLine(Line):
    """A line with its definition and its figures as they stand."""

    cells: tuple[Cell, ...]
    """The whole line, then each part of its breakdown; corrected figures as corrected."""


class CorrectionKept(CorrectedFigure):
    """A correction beside what is counted today."""

    counted_now: Decimal
    """What is counted now: events that came later can have changed it."""
    stands: Flag
    """Whether the return goes by it; false once a later correction of the figure was made."""


class ReturnDraft(Model):
    """A district's return of a year."""

    title: str
    """What the return is called."""
    about: str
    """Who asks for it and what is settled by it."""
    form: str
    """The version of its form, by the first year that it is for."""
    year: int
    """The financial year, by the year in which it begins on 1 April."""
    district: str
    """ONS code of the district."""
    name: str
    """What the district is called."""
    lines: tuple[ReturnLine, ...]
    """Its lines in order."""
    corrections: tuple[CorrectionKept, ...]
    """What was corrected, the first first: all of it is kept."""


async def draft(reading: Reading, asked: ReturnAsked) -> ReturnDraft:
    """The return as it stands. Raises `NotYourDistrict` for another's, and `NoForm`.

    A return is exact, and so for those who may act for the district alone.
    """
    demand_own(reading, asked.district)
    version, form = data.return_form(asked.year)
    cases = await cases_of(reading, asked.year, asked.district)
    made = await corrections_of(reading, asked)
    found = {line.code: await counted_cells(reading, line, asked, cases) for line in form.lines}
    return ReturnDraft(
        title=form.title,
        about=form.about,
        form=version,
        year=asked.year,
        district=asked.district,
        name=policies.versions(asked.district)[-1].header.name,
        lines=tuple(_line(line, found[line.code], made) for line in form.lines),
        corrections=tuple(_kept(each, found[each.line], made) for each in made),
    )


async def counted_cells(
    reading: Transaction, line: Line, asked: ReturnAsked, cases: Sequence[CaseFacts]
) -> Sequence[Cell]:
    """A line's figures as they are counted, before any correction."""
    if line.measure in OF_DISTRICTS:
        told = await OF_A_DISTRICT[line.measure](reading, asked.year)
        return told.get(asked.district, ())
    return counted_line(line, cases, asked.year)


async def corrections_of(reading: Transaction, asked: ReturnAsked) -> list[CorrectedFigure]:
    """What was corrected in a return, the first first."""
    kept = ReturnCorrection
    rows = select(kept).where(kept.district == asked.district, kept.year == asked.year)
    found = await reading.session.scalars(rows.order_by(kept.number))
    return [correction_view(row) for row in found]


def correction_view(row: ReturnCorrection) -> CorrectedFigure:
    """A correction as it is shown."""
    return shown(CorrectedFigure, row)


def _kept(
    correction: CorrectedFigure, counted: Sequence[Cell], made: Sequence[CorrectedFigure]
) -> CorrectionKept:
    return CorrectionKept(
        **dict(correction),
        counted_now=figure_of(cell_of(counted, correction.key), correction.figure),
        stands=not any(is_superseded(correction, later) for later in made),
    )


def _line(line: Line, counted: Sequence[Cell], made: Sequence[CorrectedFigure]) -> ReturnLine:
    found = {cell.key: cell for cell in counted}
    of_line = [each for each in made if each.line == line.code]
    for key in {each.key for each in of_line}:
        of_key = [each for each in of_line if each.key == key]
        found[key] = corrected(cell_of(counted, key), of_key)
    return ReturnLine(**dict(line), cells=tuple(found.values()))
