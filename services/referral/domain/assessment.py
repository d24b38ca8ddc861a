"""What the occupational therapist found, and what would meet the needs."""

import datetime as dt
from enum import StrEnum

from services.referral.domain.dates import not_ahead
from services.referral.domain.narrative import Narrative
from services.referral.domain.reasons import Reason
from shared.contracts import referral as published
from shared.contracts.codes import AccessDomain, Purpose, WorkKind
from shared.contracts.event import District
from shared.problems import InvalidInput
from shared.schema import Date, Field, Flag, Model, example, example_of

MOST_WORKS = 50
REPORT_WARNING = dt.timedelta(days=28)
"""Before a report holds no more: time enough for a visit within the targets of guidance 4.16."""
MOST_AREAS = 30
"""Of one assessment: more are a mistake."""


class AccessNeed(published.AccessNeed, Model):
    """What a home would have to offer, as the therapist states it."""

    bedrooms: int = Field(strict=True, ge=0, le=20)
    """Bedrooms that the household needs, 0 to 20."""
    household_size: int = Field(strict=True, ge=1, le=30)
    """People in the household, 1 to 30."""
    areas: tuple[District, ...] = Field(max_length=MOST_AREAS)
    """ONS codes of the districts where the household would live; none: anywhere."""


class Requirement(published.Requirement, Model):
    """What another home would need in one domain, in the housing register's own words."""


class RecordedAssessment(Model):
    """What the occupational therapist found at home (guidance 4.40), as it stays on record.

    Its works may be of a kind that is no longer recommended.
    """

    assessed_on: Date
    """The day of the visit; not before the enquiry, nor after today."""
    needs: tuple[Purpose, ...] = Field(min_length=1, max_length=len(Purpose))
    """For what the person needs help at home; at least one purpose of section 23."""
    recommended_works: tuple[published.RecommendedWork, ...]
    """Works that were recommended, each with what it is for."""
    access_need: AccessNeed
    """What another home would have to offer instead."""
    requirements: tuple[Requirement, ...] = Field(default=(), max_length=len(AccessDomain))
    """What another home would need, by the domains of the housing register; each stands once."""
    one_lower_acceptable: Flag = False
    """Whether a home one category lower would do once it is adapted."""
    disabled_people: int = Field(default=1, strict=True, ge=1, le=30)
    """How many disabled people live in the home, 1 to 30."""
    joint_visit: Flag = False
    """Whether the visit was made together with the grants officer (guidance 4.44)."""
    technology_considered: Flag = False
    """Whether assistive technology was considered (guidance 4.41, 7.11)."""
    valid_until: Date | None = None
    """Until when it holds without a new assessment; null: as long as nothing changes."""


class Recommendation(published.RecommendedWork, Model):
    """Work as the therapist recommends it."""

    kind: WorkKind
    """What kind of works it is."""
    purposes: tuple[Purpose, ...] = Field(max_length=len(Purpose))
    """What the works are for; each is a purpose of section 23."""


class Assessment(RecordedAssessment):
    """An assessment as the therapist records it."""

    model_config = example(
        assessed_on="2026-03-09",
        needs=["bath_or_shower"],
        recommended_works=[{"kind": "level_access_shower", "purposes": ["bath_or_shower"]}],
        access_need={"category": "C", "bedrooms": 2, "household_size": 2, "areas": ["E07000083"]},
        requirements=[{"domain": "bathroom", "level": "required"}],
        valid_until="2027-03-09",
        narrative={
            "findings": "The bath is out of reach.",
            "works": [{"kind": "level_access_shower", "why": "A shower without a step would do."}],
            "alternatives": [{"what": "A bath lift", "why_not": "Cannot sit unsupported."}],
        },
    )

    recommended_works: tuple[Recommendation, ...] = Field(max_length=MOST_WORKS)
    """Works that the therapist recommends, each with what it is for; none is possible."""
    narrative: Narrative | None = None
    """What was found and why, in the assessor's words; kept sealed, for the care team alone."""

    def recorded(self) -> RecordedAssessment:
        """What others see: all but the narrative."""
        return RecordedAssessment(**{k: v for k, v in self if k != "narrative"})


class Because(StrEnum):
    """Why an assessment takes the place of the one before."""

    CORRECTION = "correction"
    REASSESSMENT = "reassessment"


class AssessmentAgain(Model):
    """An assessment that takes the place of the one before."""

    model_config = example(
        assessment=example_of(Assessment),
        because="correction",
        reason="The bedrooms were miscounted",
    )

    assessment: Assessment
    """The whole assessment as it now is."""
    because: Because
    """Whether it corrects a mistake or the person was assessed anew."""
    reason: Reason
    """Why, in the therapist's words; kept in the history."""


def check_assessment(
    assessment: Assessment, received_on: dt.date, today: dt.date, at: str = ""
) -> None:
    """The visit lies between the enquiry and today; every work serves a need that was found.

    `at` is where the assessment stands in the body.
    """
    not_ahead(f"{at}/assessed_on", assessment.assessed_on, today)
    if assessment.assessed_on < received_on:
        raise InvalidInput.at(f"{at}/assessed_on", "before the referral was received")
    for position, work in enumerate(assessment.recommended_works):
        if not set(work.purposes) <= set(assessment.needs):
            raise InvalidInput.at(
                f"{at}/recommended_works/{position}/purposes", "names a purpose that is not a need"
            )
    _check_report(assessment, at)


def warn_of_report_on(until: dt.date) -> dt.date:
    """The day from which it is said that a report soon holds no more."""
    return until - REPORT_WARNING


def _check_report(assessment: Assessment, at: str) -> None:
    """A domain stands once, it holds from the visit on, and reasons are of works that are recommended."""
    domains = [each.domain for each in assessment.requirements]
    for position, domain in enumerate(domains):
        if domain in domains[:position]:
            raise InvalidInput.at(f"{at}/requirements/{position}/domain", "stands twice")
    if assessment.valid_until is not None and assessment.valid_until < assessment.assessed_on:
        raise InvalidInput.at(f"{at}/valid_until", "before the visit")
    recommended = {work.kind for work in assessment.recommended_works}
    for position, reason in enumerate(assessment.narrative.works if assessment.narrative else ()):
        if reason.kind not in recommended:
            pointer = f"{at}/narrative/works/{position}/kind"
            raise InvalidInput.at(pointer, "no such works are recommended")
