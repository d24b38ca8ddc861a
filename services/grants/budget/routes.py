"""HTTP of a district's money for discretionary help."""

from typing import Annotated

from fastapi import Query, Response

from services.grants.budget import commands, queries
from services.grants.domain.casework.funds import FundsStatement
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/funds", "budget")
Reading = Annotated[Call, needs("grants:read")]
Stating = Annotated[Call, needs("budget:write")]
Wanted = Annotated[queries.FundsFilters, Query()]


@router.get("", response_model=queries.FundsPage)
async def list_funds(wanted: Wanted, call: Reading) -> Response:
    """What was said of districts' money for discretionary help, the latest first."""
    return await call.ask(queries.funds, wanted)


@router.post("", status_code=201, response_model=queries.FundsView)
async def state_funds(body: FundsStatement, call: Stating) -> Response:
    """Say from which day on a district has money for discretionary help, or has none."""
    at = "/v1/funds?district={district}"
    return await call.create(at, queries.FundsView.of, commands.state_funds, body)
