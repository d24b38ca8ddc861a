"""HTTP of the measures of impact."""

from typing import Annotated

from fastapi import Query, Response

from services.forum.impact import queries
from services.forum.measuring.drill import CaseList, CasesAsked
from services.forum.measuring.reports import Report, ReportAsked
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/impact", "impact")
Seeing = Annotated[Call, needs("forum:read")]


@router.get("", response_model=Report)
async def show_impact(asked: Annotated[ReportAsked, Query()], call: Seeing) -> Response:
    """The five measures of impact in a financial year, each with its definition."""
    return await call.ask(queries.impact, asked)


@router.get("/cases", response_model=CaseList)
async def list_impact_cases(asked: Annotated[CasesAsked, Query()], call: Seeing) -> Response:
    """The cases behind one figure of a measure, in a district that you may act for."""
    return await call.ask(queries.impact_cases, asked)
