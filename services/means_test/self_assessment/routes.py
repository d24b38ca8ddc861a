"""HTTP of self-assessments."""

from typing import Annotated

from services.means_test.domain.preliminary import FewAnswers
from services.means_test.self_assessment.queries import SelfAssessment
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "self-assessments")
Estimating = Annotated[Call, needs("means-test:estimate")]


@router.post("/self-assessments")
async def assess_oneself(answers: FewAnswers, _: Estimating) -> SelfAssessment:
    """What a household would pay, from few answers. Needs no case and keeps nothing."""
    return SelfAssessment.of(answers)
