"""HTTP of matching, both ways."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.register.domain.shortlists import Among
from services.register.matching import queries
from services.register.matching import shortlists as kept
from services.register.matching.queries import (
    Assignments,
    HomesForCase,
    HouseholdsForHome,
    Vacancies,
)
from services.register.matching.shortlists import KeptShortlistPage, ShortlistSearch
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "matching")
Seeing = Annotated[Call, needs("register:read")]
LookedAmong = Annotated[Among, Query(description="Among which homes")]


@router.get("/cases/{case_id}/matches", response_model=HomesForCase)
async def homes_for_case(
    case_id: uuid.UUID, call: Seeing, among: LookedAmong = Among.EMPTY
) -> Response:
    """The homes that come first for a household, with the reasons by domain."""
    return await call.ask(queries.homes_for_case, case_id, among)


@router.get("/homes/{home_id}/matches", response_model=HouseholdsForHome)
async def households_for_home(home_id: uuid.UUID, call: Seeing) -> Response:
    """The households that come first for a home, with the reasons by domain."""
    return await call.ask(queries.households_for_home, home_id)


@router.get("/shortlists", response_model=KeptShortlistPage)
async def shortlists(wanted: Annotated[ShortlistSearch, Query()], call: Seeing) -> Response:
    """What became of each household's shortlist when the county was last matched again.

    The reasons, and the homes as they are now, are told by the matches of the case.
    """
    return await call.ask(kept.shortlists, wanted)


@router.post("/assignments", response_model=Assignments)
async def assignments(body: Vacancies, call: Seeing) -> Response:
    """Say who might go where when several homes are empty at once. Nothing is changed."""
    return await call.ask(queries.assignments, body)
