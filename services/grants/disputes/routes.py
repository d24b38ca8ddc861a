"""HTTP of disputes about the works."""

import uuid
from typing import Annotated

from fastapi import Response

from services.grants.disputes import commands
from services.grants.domain.casework.entries_of_works import Dispute, Settlement
from services.grants.record.view import GrantCaseView
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases/{case_id}/dispute", "disputes")
Writing = Annotated[Call, needs("grants:write")]


@router.post("", response_model=GrantCaseView)
async def raise_dispute(case_id: uuid.UUID, body: Dispute, call: Writing) -> Response:
    """Record that the authority or the applicant is not satisfied with the works."""
    return await call.do(GrantCaseView.of, commands.raise_dispute, case_id, body)


@router.post("/settlement", response_model=GrantCaseView)
async def settle_dispute(case_id: uuid.UUID, body: Settlement, call: Writing) -> Response:
    """Settle the dispute about the works."""
    return await call.do(GrantCaseView.of, commands.settle_dispute, case_id, body)
