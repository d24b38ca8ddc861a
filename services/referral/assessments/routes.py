"""HTTP of assessments."""

import uuid
from typing import Annotated

from fastapi import Response

from services.referral.assessments import commands
from services.referral.casefile.views import ReferralView
from services.referral.domain.assessment import Assessment, AssessmentAgain
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/referrals/{case_id}", "assessments")
Assessing = Annotated[Call, needs("assessment:write")]


@router.post("/assessment", response_model=ReferralView)
async def assess(case_id: uuid.UUID, assessment: Assessment, call: Assessing) -> Response:
    """Record the occupational therapist's assessment."""
    return await call.do(ReferralView.of, commands.record_assessment, case_id, assessment)


@router.put("/assessment", response_model=ReferralView)
async def assess_again(case_id: uuid.UUID, body: AssessmentAgain, call: Assessing) -> Response:
    """Correct the assessment or assess anew, with a reason."""
    return await call.do(ReferralView.of, commands.assess_again, case_id, body)
