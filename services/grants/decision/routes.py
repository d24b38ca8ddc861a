"""HTTP of the decision."""

import uuid
from typing import Annotated

from fastapi import Response

from services.grants.decision import commands, queries
from services.grants.domain.casework.approvals import Approver
from services.grants.domain.outcome import Determination
from services.grants.record.view import GrantCaseView
from shared.schema import Date, Model
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases/{case_id}", "decision")
Reading = Annotated[Call, needs("grants:read")]
Writing = Annotated[Call, needs("grants:write")]


class DayOfDecision(Model):
    """The date of the decision and the approvals that its awards need."""

    decided_on: Date
    approvals: tuple[Approver, ...] = ()


@router.get("/proposal", response_model=Determination)
async def proposal(case_id: uuid.UUID, decided_on: Date, call: Reading) -> Response:
    """What the decision would be on that day."""
    return await call.ask(queries.proposal, case_id, decided_on)


@router.post("/decision", response_model=GrantCaseView)
async def decide(case_id: uuid.UUID, body: DayOfDecision, call: Writing) -> Response:
    """Decide the application."""
    return await call.do(
        GrantCaseView.of, commands.decide_application, case_id, body.decided_on, body.approvals
    )
