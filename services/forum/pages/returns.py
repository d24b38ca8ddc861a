"""Pages of a district's annual returns: the years, one return with its figures, and as a file."""

from typing import Annotated

from fastapi import Path, Query, Response

from services.forum.data import OF_DISTRICTS
from services.forum.measuring.drill import CasesAsked, FigureAsked
from services.forum.pages.figures import Sharing, of_own
from services.forum.pages.page import pages
from services.forum.pages.reports import cases_page
from services.forum.returns import files, queries
from services.forum.returns.drafting import ReturnAsked
from services.forum.returns.files import FileKind
from services.forum.returns.queries import ReturnFileAsked, ReturnsAsked
from shared.contracts.event import District
from shared.web.call import Call

router = pages()
YearOfReturn = Annotated[int, Path(ge=2008, le=2100)]


@router.get("/returns")
async def years_of_returns(page: Sharing, district: District | None = None) -> Response:
    """The years of which a district's return can be drawn up."""
    asked = of_own(page, district)
    found = await page.ask(queries.returns, ReturnsAsked(district=asked.district))
    return page.show("returns.html", chosen=asked, found=found)


@router.get("/returns/{year}")
async def one_return(page: Sharing, year: YearOfReturn, district: District) -> Response:
    """A return: each figure with its definition, its cases and what was corrected in it."""
    found = await page.ask(queries.show_draft, ReturnAsked(year=year, district=district))
    return page.show("return.html", found=found, of_districts=OF_DISTRICTS)


@router.get("/returns/{year}/cases")
async def cases_of_return(
    page: Sharing, year: YearOfReturn, asked: Annotated[FigureAsked, Query()]
) -> Response:
    """The cases behind one figure of a return, as it is counted."""
    of_year = CasesAsked(year=year, **dict(asked))
    return await cases_page(page, queries.return_cases, of_year, "year")


@router.get("/returns/{year}/file")
async def file_of_return(
    page: Sharing,
    year: YearOfReturn,
    district: District,
    kind: Annotated[FileKind, Query(alias="format")] = "xlsx",
) -> Response:
    """The return as a workbook or PDF, to be saved."""
    asked = ReturnFileAsked(year=year, district=district, format=kind)
    paper = await page.ask(queries.paper_of_return, asked)
    return Call.give(await files.made(paper, kind, asked.name))
