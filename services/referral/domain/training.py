"""Training of those who assess and of others: on what, and how many came."""

from enum import StrEnum

from shared.contracts.event import District
from shared.schema import Date, Field, Model, example


class Topic(StrEnum):
    """What a training was about."""

    HOUSING_REPORTS = "housing_reports"
    LEGISLATION = "legislation"
    GRANT_POLICY = "grant_policy"
    ACCESSIBLE_REGISTER = "accessible_register"
    TRUSTED_ASSESSOR_3 = "trusted_assessor_3"
    TRUSTED_ASSESSOR_4 = "trusted_assessor_4"
    ASSISTIVE_TECHNOLOGY = "assistive_technology"
    EQUIPMENT = "equipment"


class Training(Model):
    """A training that was held; who came is counted, not named."""

    model_config = example(
        held_on="2026-03-05",
        topics=["legislation", "housing_reports"],
        district="E07000083",
        therapists=18,
        trusted_assessors=4,
        others=3,
    )

    held_on: Date
    """The day; not after today."""
    topics: tuple[Topic, ...] = Field(min_length=1, max_length=len(Topic))
    """What it was about."""
    district: District
    """ONS code of the district for which it was held."""
    therapists: int = Field(strict=True, ge=0, le=1000)
    """How many occupational therapists came."""
    trusted_assessors: int = Field(strict=True, ge=0, le=1000)
    """How many trusted assessors came."""
    others: int = Field(strict=True, ge=0, le=1000)
    """How many others came."""
