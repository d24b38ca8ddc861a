"""HTTP of people who ask for themselves."""

import uuid
from typing import Annotated

from fastapi import Response

from services.referral.domain.self_referral import SelfReferral
from services.referral.self_referrals import commands, queries
from services.referral.self_referrals.queries import SelfReferralView
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/self-referrals", "self-referrals")
Asking = Annotated[Call, needs("case:refer")]
Seeing = Annotated[Call, needs("case:read", "referral:read")]


@router.post("", status_code=201, response_model=SelfReferralView)
async def send_self_referral(body: SelfReferral, call: Asking) -> Response:
    """Ask for help at home, for oneself or one's family."""
    return await call.create(
        "/v1/self-referrals/{case_id}", SelfReferralView.of, commands.send_self_referral, body
    )


@router.get("/{case_id}", response_model=SelfReferralView)
async def show_self_referral(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show what a person said of themselves. A resident sees their own."""
    return await call.ask(queries.self_referral, case_id)
