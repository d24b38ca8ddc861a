"""HTTP of contributions."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.means_test.contributions import queries
from services.means_test.contributions.queries import EarlierGrants, EarlierGrantView
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "contributions")
Seeing = Annotated[Call, needs("means-test:read")]
Dwelling = Annotated[
    str, Query(min_length=1, max_length=100, description="The home, as the formal tests name it")
]


@router.get("/earlier-grants", response_model=EarlierGrants)
async def earlier_grants(dwelling: Dwelling, call: Seeing) -> Response:
    """Grants on a dwelling that a new application may have to count (regulation 13)."""
    return await call.ask(queries.earlier_grants, dwelling)


@router.get("/earlier-grants/{case_id}", response_model=EarlierGrantView)
async def grant_of_case(case_id: uuid.UUID, call: Seeing) -> Response:
    """What the grant of one case was reduced by, such as one from before the platform (B112)."""
    return await call.ask(queries.grant_of_case, case_id)
