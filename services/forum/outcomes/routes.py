"""HTTP of what became of referrals."""

from typing import Annotated

from fastapi import Query, Response

from services.forum.outcomes import queries
from services.forum.outcomes.queries import ChangeAsked, ChangeView, OutcomesView
from services.forum.own import OwnPeriod
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/outcomes", "outcomes")
Seeing = Annotated[Call, needs("forum:read")]


@router.get("", response_model=OutcomesView)
async def show_outcomes(wanted: Annotated[OwnPeriod, Query()], call: Seeing) -> Response:
    """How many referrals of your district went on, stopped and why, for dates of your choice."""
    return await call.ask(queries.own_outcomes, wanted)


@router.get("/policy-change", response_model=ChangeView)
async def show_policy_change(wanted: Annotated[ChangeAsked, Query()], call: Seeing) -> Response:
    """The same before and after a change of your district's policy."""
    return await call.ask(queries.policy_change, wanted)
