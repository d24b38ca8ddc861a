"""HTTP of equity between the districts."""

from typing import Annotated

from fastapi import Query, Response

from services.forum.equity import queries
from services.forum.equity.queries import EqualityView, OfferComparison
from services.forum.measuring.drill import CaseList, CasesAsked
from services.forum.measuring.reports import Report, ReportAsked
from shared.schema import Date
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/equity", "equity")
Seeing = Annotated[Call, needs("forum:read")]
OnDay = Annotated[
    Date | None, Query(description="The day whose policies are compared; left out: today")
]


@router.get("/needs", response_model=Report)
async def show_same_need(asked: Annotated[ReportAsked, Query()], call: Seeing) -> Response:
    """What came of the same need in each district, of cases assessed in a financial year."""
    return await call.ask(queries.same_need, asked)


@router.get("/needs/cases", response_model=CaseList)
async def list_same_need_cases(asked: Annotated[CasesAsked, Query()], call: Seeing) -> Response:
    """The cases behind one figure, in a district that you may act for."""
    return await call.ask(queries.same_need_cases, asked)


@router.get("/people", response_model=EqualityView)
async def show_who_was_reached(asked: Annotated[ReportAsked, Query()], call: Seeing) -> Response:
    """Who asks for help and whose works are completed, by what people say of themselves."""
    return await call.ask(queries.who_was_reached, asked)


@router.get("/offers", response_model=OfferComparison)
async def compare_offers(call: Seeing, on: OnDay = None) -> Response:
    """Every kind of help and what each district offers of it, with the gaps named."""
    return await call.ask(queries.offers, on)
