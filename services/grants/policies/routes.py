"""HTTP of the districts' policies: side by side, and what another figure would mean.

For the chair of a forum as for officers: nothing here tells of one case.
"""

from typing import Annotated

from fastapi import Query, Response

from services.grants.domain.policy.amending import ChangedValue
from services.grants.domain.policy.comparison import Comparison
from services.grants.policies import queries
from services.grants.policies.what_if import WhatIf
from shared.schema import Date, Field, Model, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/policies", "policies")
Seeing = Annotated[Call, needs("forum:read", "grants:read")]
OnDay = Annotated[
    Date | None, Query(description="The day whose policies are compared; left out: today")
]


class Trial(Model):
    """A district's policy in force on a day, with values changed as `changes` names them."""

    model_config = example(
        authority="E07000081",
        on="2026-03-02",
        changes=[{"at": "offers.top_up.limit.amount", "to": "45000.00"}],
    )

    authority: Annotated[str, Field(max_length=9)]
    """ONS code of the district whose policy is changed."""
    on: Date
    """The day whose version is the starting point."""
    changes: tuple[ChangedValue, ...] = Field(min_length=1, max_length=100)
    """The values to change, 1 to 100."""


@router.get("/comparison", response_model=Comparison)
async def compare(call: Seeing, on: OnDay = None) -> Response:
    """All offers side by side on a day (today), the gaps named, the readings taken."""
    return await call.ask(queries.comparison, on)


@router.post("/what-if", response_model=WhatIf)
async def what_if(body: Trial, call: Seeing) -> Response:
    """What changed values would mean over the district's live cases; nothing is changed by it."""
    return await call.ask(queries.what_if, body.authority, body.on, body.changes)
