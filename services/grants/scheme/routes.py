"""HTTP of the scheme: its estimate, and the offer in principle."""

import uuid
from typing import Annotated

from fastapi import Response

from services.grants.domain.casework.entries import CostEstimate
from services.grants.domain.facts.application import Application
from services.grants.record.view import GrantCaseView
from services.grants.scheme import commands
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases/{case_id}", "scheme")
Writing = Annotated[Call, needs("grants:write")]


@router.post("/cost-estimate", response_model=GrantCaseView)
async def estimate(case_id: uuid.UUID, body: CostEstimate, call: Writing) -> Response:
    """Say what adapting the present home would cost."""
    return await call.do(GrantCaseView.of, commands.estimate_cost, case_id, body)


@router.post("/offer", response_model=GrantCaseView)
async def offer(case_id: uuid.UUID, draft: Application, call: Writing) -> Response:
    """Offer in principle; an offer made before stays in the history."""
    return await call.do(GrantCaseView.of, commands.make_offer, case_id, draft)
