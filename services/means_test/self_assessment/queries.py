"""What a household is told of itself. Nothing is kept."""

from services.means_test.calculate import assess_on_its_day
from services.means_test.domain.answer import answer
from services.means_test.domain.preliminary import FewAnswers, household_of, told_of
from services.means_test.domain.renderings import render_for_applicant
from services.means_test.domain.results import PublishedResult
from shared.schema import Model


class SelfAssessment(Model):
    """What a household would have to pay, told to itself."""

    result: PublishedResult
    """The whole result, as an officer would see it."""
    explanation: str
    """In plain English."""

    @classmethod
    def of(cls, answers: FewAnswers) -> "SelfAssessment":
        with told_of(answers):
            assessment = assess_on_its_day(household_of(answers))
        return cls(
            result=PublishedResult.model_validate(answer(assessment)),
            explanation=render_for_applicant(assessment),
        )
