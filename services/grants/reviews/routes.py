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
Seeing = Annotated[Call, needs("grants:read")]
Writing = Annotated[Call, needs("grants:write")]


def _of_post(by: str | None) -> str:
    """The scope of whoever does it: of the post, or of an officer where none is named."""
    return f"approval:{by}" if by else "grants:write"


@router.post("/review", response_model=GrantCaseView)
async def request_review(case_id: uuid.UUID, body: ReviewRequest, call: Writing) -> Response:
    """Take a request that a refusal be looked at again."""
    return await call.do(GrantCaseView.of, commands.request_review, case_id, body)


@router.post("/review/answer", response_model=GrantCaseView)
async def answer_review(case_id: uuid.UUID, body: ReviewAnswer, call: Seeing) -> Response:
    """Answer a review in the post that the policy names, as somebody other than who decided."""
    call.demand(_of_post(body.by))
    return await call.do(GrantCaseView.of, commands.answer_review, case_id, body)


@router.post("/complaints", response_model=GrantCaseView)
async def complain(case_id: uuid.UUID, body: Complaint, call: Writing) -> Response:
    """Take a complaint, or one that is taken further."""
    return await call.do(GrantCaseView.of, commands.complain, case_id, body)


@router.post("/complaints/answer", response_model=GrantCaseView)
async def answer_complaint(case_id: uuid.UUID, body: ComplaintAnswer, call: Seeing) -> Response:
    """Answer the complaint in the post that its stage names, as nobody who decided or answered."""
    call.demand(_of_post(body.by))
    return await call.do(GrantCaseView.of, commands.answer_complaint, case_id, body)


@router.post("/complaints/remedies", response_model=GrantCaseView)
async def carry_out_remedy(case_id: uuid.UUID, body: RemedyCarriedOut, call: Seeing) -> Response:
    """Record that what was promised on a complaint was done; the ombudsman's by who answers them."""
    call.demand(_of_post(body.by))
    return await call.do(GrantCaseView.of, commands.carry_out_remedy, case_id, body)
