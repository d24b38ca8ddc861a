"""HTTP of the policies in force."""

from typing import Annotated

from fastapi import Query, Response

from services.forum.policies import queries
from services.forum.policies.queries import PolicyList
from shared.schema import Date
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/policies", "policies")
Seeing = Annotated[Call, needs("forum:read")]
OnDay = Annotated[Date | None, Query(description="The day; left out: today")]


@router.get("", response_model=PolicyList)
async def list_policies(call: Seeing, on: OnDay = None) -> Response:
    """What each district has adopted, since when, in plain English, and what is due for review."""
    return await call.ask(queries.policies_in_force, on)
