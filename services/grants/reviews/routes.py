"""HTTP of reviews."""

import uuid
from typing import Annotated

from fastapi import Response

from services.grants.domain.casework.entries_of_time import ReviewAnswer, ReviewRequest
from services.grants.record.view import GrantCaseView
from services.grants.reviews import commands
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases/{case_id}", "reviews")
Writing = Annotated[Call, needs("grants:write")]


@router.post("/review", response_model=GrantCaseView)
async def request_review(case_id: uuid.UUID, body: ReviewRequest, call: Writing) -> Response:
    """Take a request that a refusal be looked at again."""
    return await call.do(GrantCaseView.of, commands.request_review, case_id, body)


@router.post("/review/answer", response_model=GrantCaseView)
async def answer_review(case_id: uuid.UUID, body: ReviewAnswer, call: Writing) -> Response:
    """Answer a review, as somebody other than who decided."""
    return await call.do(GrantCaseView.of, commands.answer_review, case_id, body)
