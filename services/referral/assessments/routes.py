"""HTTP of assessments."""

import uuid
from typing import Annotated

from fastapi import Response

from services.referral.assessments import commands
from services.referral.assessments.completion import (
    CompletionList,
    CompletionView,
    check_works,
    checks_of,
)
from services.referral.casefile.views import ReferralView
from services.referral.domain.assessment import Assessment, AssessmentAgain
from services.referral.domain.completion import CompletionCheck
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/referrals/{case_id}", "assessments")
Assessing = Annotated[Call, needs("assessment:write")]
Seeing = Annotated[Call, needs("referral:read")]


@router.post("/assessment", response_model=ReferralView)
async def assess(case_id: uuid.UUID, assessment: Assessment, call: Assessing) -> Response:
    """Record the occupational therapist's assessment."""
    return await call.do(ReferralView.of, commands.record_assessment, case_id, assessment)


@router.put("/assessment", response_model=ReferralView)
async def assess_again(case_id: uuid.UUID, body: AssessmentAgain, call: Assessing) -> Response:
    """Correct the assessment or assess anew, with a reason."""
    return await call.do(ReferralView.of, commands.assess_again, case_id, body)


@router.post("/completion-checks", response_model=CompletionView)
async def check_completed_works(
    case_id: uuid.UUID, body: CompletionCheck, call: Assessing
) -> Response:
    """Record whether the completed works meet the need."""
    return await call.do(_as_it_is, check_works, case_id, body)


@router.get("/completion-checks", response_model=CompletionList)
async def show_completion_checks(case_id: uuid.UUID, call: Seeing) -> Response:
    """Show the checks of a case's completed works."""
    return await call.ask(checks_of, case_id)


def _as_it_is(view: CompletionView) -> CompletionView:
    return view
