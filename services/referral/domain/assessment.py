"""What the occupational therapist found, and what would meet the needs."""

import datetime as dt
from enum import StrEnum

from services.referral.domain.dates import not_ahead
from services.referral.domain.reasons import Reason
from shared.contracts import referral as published
from shared.contracts.codes import Purpose
from shared.contracts.event import District
from shared.problems import InvalidInput
from shared.schema import Date, Field, Model, example, example_of

MOST_WORKS = 50
MOST_AREAS = 30
"""Of one assessment: more are a mistake."""


class WorkKind(StrEnum):
    """Kinds of works that a therapist recommends."""

    LEVEL_ACCESS_SHOWER = "level_access_shower"
    STAIRLIFT = "stairlift"
    THROUGH_FLOOR_LIFT = "through_floor_lift"
    STEP_LIFT = "step_lift"
    WASH_DRY_TOILET = "wash_dry_toilet"
    CEILING_TRACK_HOIST = "ceiling_track_hoist"
    RAMP = "ramp"
    EXTENSION = "extension"
    KITCHEN = "kitchen"
    HEATING = "heating"
    SAFETY = "safety"
    OTHER = "other"


class AccessNeed(published.AccessNeed, Model):
    """What a home would have to offer, as the therapist states it."""

    bedrooms: int = Field(strict=True, ge=0, le=20)
    """Bedrooms that the household needs, 0 to 20."""
    household_size: int = Field(strict=True, ge=1, le=30)
    """People in the household, 1 to 30."""
    areas: tuple[District, ...] = Field(max_length=MOST_AREAS)
    """ONS codes of the districts where the household would live; none: anywhere."""


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
    report: str = Field(default="", max_length=20000)
    """The narrative. Stays in this service."""


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
        report="The bath is out of reach; a shower without a step would do.",
    )

    recommended_works: tuple[Recommendation, ...] = Field(max_length=MOST_WORKS)
    """Works that the therapist recommends, each with what it is for; none is possible."""


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
