"""HTTP of enquiries."""

import uuid
from typing import Annotated

from fastapi import Response

from services.referral.casefile.views import ReferralView
from services.referral.domain.enquiry import Enquiry, EnquiryCorrection
from services.referral.intake import commands, queries
from services.referral.intake.queries import HistoryView
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/referrals", "referrals")
Seeing = Annotated[Call, needs("referral:read")]
Writing = Annotated[Call, needs("referral:write")]


@router.post("", status_code=201, response_model=ReferralView)
async def receive(enquiry: Enquiry, call: Writing) -> Response:
    """Take up a referral."""
    return await call.create(
        "/v1/referrals/{case_id}", ReferralView.of, commands.receive_referral, enquiry
    )


@router.get("/{case_id}", response_model=ReferralView)
async def show(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show a referral."""
    return await call.ask(queries.referral, case_id)


@router.get("/{case_id}/history", response_model=HistoryView)
async def history(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show all that was recorded of a referral, by whom, and what it was before."""
    return await call.ask(queries.history, case_id)


@router.put("/{case_id}/enquiry", response_model=ReferralView)
async def correct(case_id: uuid.UUID, body: EnquiryCorrection, call: Writing) -> Response:
    """Correct an enquiry, with a reason."""
    return await call.do(ReferralView.of, commands.correct_enquiry, case_id, body)
