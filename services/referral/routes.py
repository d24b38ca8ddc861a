"""HTTP of the referral service."""

import uuid
from typing import Annotated

from fastapi import Response

from services.referral import commands, queries
from services.referral.domain.referral import Assessment, Enquiry
from services.referral.domain.triage import Screening
from services.referral.queries import ReferralView
from shared.schema import Field, Model
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/referrals", "referrals")
Reading = Annotated[Call, needs("referral:read")]
Writing = Annotated[Call, needs("referral:write")]
Assessing = Annotated[Call, needs("assessment:write")]


class Signposting(Model):
    """Where the person was pointed to."""

    to: str = Field(pattern=r"^[a-z_]+$")


@router.post("", status_code=201, response_model=ReferralView)
async def receive(enquiry: Enquiry, call: Writing) -> Response:
    """Take up a referral."""
    return await call.create(
        "/v1/referrals/{case_id}", ReferralView.of, commands.receive_referral, enquiry
    )


@router.get("/{case_id}", response_model=ReferralView)
async def show(case_id: uuid.UUID, call: Reading) -> Response:
    """Show a referral."""
    return await call.ask(queries.referral, case_id)


@router.post("/{case_id}/signposting", response_model=ReferralView)
async def signpost(case_id: uuid.UUID, body: Signposting, call: Writing) -> Response:
    """Say who can help instead."""
    return await call.do(ReferralView.of, commands.signpost_referral, case_id, body.to)


@router.post("/{case_id}/triage", response_model=ReferralView)
async def triage(case_id: uuid.UUID, screening: Screening, call: Writing) -> Response:
    """Screen the case: complexity, urgency, targets."""
    return await call.do(ReferralView.of, commands.triage_referral, case_id, screening)


@router.post("/{case_id}/assessment", response_model=ReferralView)
async def assess(case_id: uuid.UUID, assessment: Assessment, call: Assessing) -> Response:
    """Record the occupational therapist's assessment."""
    return await call.do(ReferralView.of, commands.record_assessment, case_id, assessment)
