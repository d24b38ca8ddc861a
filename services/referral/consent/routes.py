"""HTTP of what a person agrees to."""

import uuid
from typing import Annotated

from fastapi import Response

from services.referral.casefile.views import ReferralView
from services.referral.consent import commands, queries
from services.referral.consent.queries import ConsentView
from services.referral.domain.consent import ConsentGiven, ConsentWithdrawal
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/referrals/{case_id}/consents", "consent")
Seeing = Annotated[Call, needs("referral:read")]
Writing = Annotated[Call, needs("referral:write")]


@router.get("", response_model=ConsentView)
async def show_consents(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show what may be shared with whom, what for, since when, and what was withdrawn when."""
    return await call.ask(queries.consents, case_id)


@router.post("", response_model=ReferralView)
async def give_consent(case_id: uuid.UUID, body: ConsentGiven, call: Writing) -> Response:
    """Record that the person agrees: an enquiry that was only advised on goes on."""
    return await call.do(ReferralView.of, commands.give_consent, case_id, body)


@router.post("/withdrawal", response_model=ReferralView)
async def withdraw_consent(case_id: uuid.UUID, body: ConsentWithdrawal, call: Writing) -> Response:
    """Record that the person no longer agrees: nothing more is shared, and the others are told."""
    return await call.do(ReferralView.of, commands.withdraw_consent, case_id, body)
