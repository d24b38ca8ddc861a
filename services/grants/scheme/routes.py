"""HTTP of the scheme: its schedule and estimates, and the offer in principle."""

import uuid
from typing import Annotated

from fastapi import Response

from services.grants.domain.casework.entries import CostEstimate
from services.grants.domain.casework.entries_of_estimates import LineEstimate, Schedule
from services.grants.domain.facts.application import Application
from services.grants.record.view import GrantCaseView
from services.grants.scheme import commands, queries
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases/{case_id}", "scheme")
Seeing = Annotated[Call, needs("grants:read")]
Writing = Annotated[Call, needs("grants:write")]


@router.post("/cost-estimate", response_model=GrantCaseView)
async def estimate(case_id: uuid.UUID, body: CostEstimate, call: Writing) -> Response:
    """Say what adapting the present home would cost."""
    return await call.do(GrantCaseView.of, commands.estimate_cost, case_id, body)


@router.post("/offer", response_model=GrantCaseView)
async def offer(case_id: uuid.UUID, draft: Application, call: Writing) -> Response:
    """Offer in principle; an offer made before stays in the history."""
    return await call.do(GrantCaseView.of, commands.make_offer, case_id, draft)


@router.post("/schedule", response_model=GrantCaseView)
async def draw_schedule(case_id: uuid.UUID, body: Schedule, call: Writing) -> Response:
    """Draw up the schedule of works, whole; estimates of an earlier one count no longer."""
    return await call.do(GrantCaseView.of, commands.draw_schedule, case_id, body)


@router.post("/estimates", response_model=GrantCaseView)
async def take_estimate(case_id: uuid.UUID, body: LineEstimate, call: Writing) -> Response:
    """Take a contractor's estimate of the schedule, line by line."""
    return await call.do(GrantCaseView.of, commands.take_estimate, case_id, body)


@router.get("/estimates", response_model=queries.EstimatesCompared)
async def compare_estimates(case_id: uuid.UUID, call: Seeing) -> Response:
    """The estimates side by side: what counts, what the price book says, and on equal terms."""
    return await call.ask(queries.compare, case_id)
