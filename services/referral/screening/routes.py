"""HTTP of screening."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.referral.casefile.views import ReferralView
from services.referral.domain.screening import Screening, TriageRevision
from services.referral.domain.signposting import Signposting, TakingUpAgain
from services.referral.domain.suggestions import SituationFound
from services.referral.screening import commands, queries
from services.referral.screening.queries import SuggestionsView
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/referrals/{case_id}", "screening")
Seeing = Annotated[Call, needs("referral:read")]
Writing = Annotated[Call, needs("referral:write")]


@router.get("/suggestions", response_model=SuggestionsView)
async def suggest(
    case_id: uuid.UUID, found: Annotated[SituationFound, Query()], call: Seeing
) -> Response:
    """Ask who can help instead, or as well, by the policy in force."""
    return await call.ask(queries.suggested, case_id, found)


@router.post("/signposting", response_model=ReferralView)
async def signpost(case_id: uuid.UUID, body: Signposting, call: Writing) -> Response:
    """Say who can help instead."""
    return await call.do(ReferralView.of, commands.signpost_referral, case_id, body.to)


@router.post("/taking-up", response_model=ReferralView)
async def take_up(case_id: uuid.UUID, body: TakingUpAgain, call: Writing) -> Response:
    """Take an enquiry up after all that was signposted, with a reason."""
    return await call.do(ReferralView.of, commands.take_up_again, case_id, body.reason)


@router.post("/triage", response_model=ReferralView)
async def triage(case_id: uuid.UUID, screening: Screening, call: Writing) -> Response:
    """Screen the case: complexity, urgency, targets."""
    return await call.do(ReferralView.of, commands.triage_referral, case_id, screening)


@router.put("/triage", response_model=ReferralView)
async def revise(case_id: uuid.UUID, body: TriageRevision, call: Writing) -> Response:
    """Screen the case again as circumstances change, with a reason."""
    return await call.do(ReferralView.of, commands.revise_triage, case_id, body)
