"""HTTP of a district's money for discretionary help."""

from typing import Annotated

from fastapi import Query, Response

from services.grants.budget import commands, figures, queries
from services.grants.budget.figures import AllocationView, Budgets
from services.grants.domain.casework.budget import Allocation
from services.grants.domain.casework.funds import FundsStatement
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "budget")
Seeing = Annotated[Call, needs("grants:read")]
Stating = Annotated[Call, needs("budget:write")]
Wanted = Annotated[queries.FundsFilters, Query()]


@router.get("/funds", response_model=queries.FundsPage)
async def list_funds(wanted: Wanted, call: Seeing) -> Response:
    """What was said of districts' money for discretionary help, the latest first."""
    return await call.ask(queries.funds, wanted)


@router.post("/funds", status_code=201, response_model=queries.FundsView)
async def state_funds(body: FundsStatement, call: Stating) -> Response:
    """Say from which day on a district has money for discretionary help, or has none."""
    at = "/v1/funds?district={district}"
    return await call.create(at, queries.FundsView.of, commands.state_funds, body)


@router.get("/allocations", response_model=queries.AllocationPage)
async def list_allocations(
    wanted: Annotated[queries.AllocationFilters, Query()], call: Seeing
) -> Response:
    """What districts were said to have for grants in a year, the latest first: it counts."""
    return await call.ask(queries.allocations, wanted)


@router.post("/allocations", status_code=201, response_model=AllocationView)
async def allocate(body: Allocation, call: Stating) -> Response:
    """Say what a district has for grants in a financial year."""
    at = "/v1/allocations?year={year}&district={district}"
    return await call.create(at, AllocationView.of, figures.allocate, body)


@router.get("/budgets", response_model=Budgets)
async def list_budgets(wanted: Annotated[figures.BudgetAsked, Query()], call: Seeing) -> Response:
    """The districts' money of a financial year: allocated, awarded, spent, committed, foreseen."""
    return await call.ask(figures.budgets, wanted)
