"""HTTP of reviews and complaints."""

import uuid
from typing import Annotated

from fastapi import Response

from services.grants.domain.casework.entries_of_complaints import (
    Complaint,
    ComplaintAnswer,
    RemedyCarriedOut,
)
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


@router.post("/complaints", response_model=GrantCaseView)
async def complain(case_id: uuid.UUID, body: Complaint, call: Writing) -> Response:
    """Take a complaint, or one that is taken further."""
    return await call.do(GrantCaseView.of, commands.complain, case_id, body)


@router.post("/complaints/answer", response_model=GrantCaseView)
async def answer_complaint(case_id: uuid.UUID, body: ComplaintAnswer, call: Writing) -> Response:
    """Answer the complaint, as somebody other than who decided or answered before."""
    return await call.do(GrantCaseView.of, commands.answer_complaint, case_id, body)


@router.post("/complaints/remedies", response_model=GrantCaseView)
async def carry_out_remedy(case_id: uuid.UUID, body: RemedyCarriedOut, call: Writing) -> Response:
    """Record that what was promised on a complaint was done."""
    return await call.do(GrantCaseView.of, commands.carry_out_remedy, case_id, body)
