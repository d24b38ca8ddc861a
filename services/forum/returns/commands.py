"""Correcting a figure of a return."""

from services.forum import data
from services.forum.data import OF_DISTRICTS
from services.forum.domain.returns import FigureCorrection, cell_of, check_value, figure_of
from services.forum.measuring.cases import cases_of
from services.forum.returns.drafting import ReturnAsked, counted_cells
from services.forum.tables import ReturnCorrection
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput


async def correct_return(uow: UnitOfWork, said: FigureCorrection) -> ReturnCorrection:
    """Say what a figure of a district's return has to be, and why; what was said before stays."""
    uow.concerns(said.district)
    version, form = data.return_form(said.year)
    line = next((line for line in form.lines if line.code == said.line), None)
    if line is None:
        raise InvalidInput.at("/line", "the form of this year has no such line")
    if said.key is not None and line.by is None and line.measure not in OF_DISTRICTS:
        raise InvalidInput.at("/key", "this line is not broken down")
    asked = ReturnAsked(year=said.year, district=said.district)
    cases = await cases_of(uow, said.year, said.district)
    cells = await counted_cells(uow, line, asked, cases)
    cell = cell_of(cells, said.key)
    counted = figure_of(cell, said.figure)
    check_value(cell, said.figure, said.value)
    row = ReturnCorrection(
        form=version, counted=counted, at=uow.now, by=uow.reach.principal, **said.model_dump()
    )
    uow.add(row)
    return row
