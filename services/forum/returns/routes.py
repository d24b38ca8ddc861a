"""HTTP of returns to the government and of the forum's packs."""

from typing import Annotated, Any

from fastapi import Query, Response

from services.forum.domain.returns import CorrectedFigure, FigureCorrection
from services.forum.measuring.drill import CaseList, CasesAsked
from services.forum.returns import commands, files, queries
from services.forum.returns.drafting import ReturnAsked, ReturnDraft, correction_view
from services.forum.returns.queries import PackAsked, ReturnFileAsked
from shared.web.call import Call, needs
from shared.web.desk import desk
from shared.web.documents import ANY_KIND

router = desk("/v1", "returns")
Seeing = Annotated[Call, needs("forum:read")]
Correcting = Annotated[Call, needs("returns:write")]
FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The paper, to be saved",
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}}
            for kind in (ANY_KIND, *files.KINDS)
        },
    }
}
"""What a route that sends a paper says of its answer: any kind, for clients that know no other."""


@router.get("/returns/form", response_model=queries.ReturnForm)
async def show_return_form(asked: Annotated[queries.FormAsked, Query()], call: Seeing) -> Response:
    """The lines that a year's return has, each with its definition."""
    return await call.ask(queries.return_form, asked)


@router.get("/returns/years", response_model=queries.ReturnList)
async def list_returns(asked: Annotated[queries.ReturnsAsked, Query()], call: Seeing) -> Response:
    """List the years of which your district's return can be drawn up, the latest first."""
    return await call.ask(queries.returns, asked)


@router.get("/returns", response_model=ReturnDraft)
async def show_return(asked: Annotated[ReturnAsked, Query()], call: Seeing) -> Response:
    """A district's annual return as it stands, counted from its cases and corrected by people."""
    return await call.ask(queries.show_draft, asked)


@router.get("/returns/cases", response_model=CaseList)
async def list_return_cases(asked: Annotated[CasesAsked, Query()], call: Seeing) -> Response:
    """The cases behind one figure of a return, as it is counted."""
    return await call.ask(queries.return_cases, asked)


@router.post("/returns/corrections", status_code=201, response_model=CorrectedFigure)
async def correct_return(body: FigureCorrection, call: Correcting) -> Response:
    """Correct a figure of a return, with the reason; what was counted and said before is kept."""
    at = f"/v1/returns?year={body.year}&district={body.district}"
    return await call.create(at, correction_view, commands.correct_return, body)


@router.get("/returns/file", response_class=Response, responses=FILE)
async def send_return(asked: Annotated[ReturnFileAsked, Query()], call: Seeing) -> Response:
    """The return as a workbook or PDF, with definitions and corrections."""
    paper = await call.find(queries.paper_of_return, asked)
    return call.give(await files.made(paper, asked.format, asked.name))


@router.get("/forum-packs/file", response_class=Response, responses=FILE)
async def send_pack(asked: Annotated[PackAsked, Query()], call: Seeing) -> Response:
    """What a meeting of the forum has before it, as a workbook or PDF."""
    paper = await call.find(queries.paper_of_pack, asked)
    return call.give(await files.made(paper, asked.format, f"forum-pack-{asked.year}"))
