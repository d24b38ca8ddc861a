"""The person is assessed, and the works are looked at afterwards."""

import datetime as dt
import uuid
from typing import ClassVar

from pydantic import Field

from shared.contracts.codes import (
    AccessCategory,
    AccessDomain,
    AssessorGrade,
    Purpose,
    RequirementLevel,
)
from shared.contracts.event import Event, Part
from shared.contracts.referral.parts import Code


class AssessorAllocated(Event):
    """The case was given to an occupational therapist or trusted assessor, to assess it."""

    TYPE: ClassVar[str] = "referral.assessor-allocated"

    allocated_on: dt.date
    """The day on which they got it."""
    assessor_id: uuid.UUID
    """The assessor's own number, which no other service can turn into a person."""
    grade: AssessorGrade
    """What they are qualified for."""


class RecommendedWork(Part):
    """Work that the occupational therapist recommends, and what it is for."""

    kind: Code
    """What kind of works it is, as a code."""
    purposes: tuple[Purpose, ...]
    """What the works are for; each is a purpose of section 23."""


class Requirement(Part):
    """What a home would need in one domain."""

    domain: AccessDomain
    """The domain, as the housing register surveys it."""
    level: RequirementLevel
    """How much it is needed."""


class AccessNeed(Part):
    """What a home would have to offer this household."""

    category: AccessCategory
    """The worst accessible housing category that would still do."""
    bedrooms: int = Field(ge=0, le=20)
    """Bedrooms that the household needs, 0 to 20."""
    household_size: int = Field(ge=1, le=30)
    """People in the household, 1 to 30."""
    areas: tuple[str, ...]
    """ONS codes of the districts where the household would live."""


class ReferralAssessed(Event):
    """The occupational therapist assessed the person at home."""

    TYPE: ClassVar[str] = "referral.assessed"

    assessed_on: dt.date
    """The day of the assessment at home."""
    needs: tuple[Purpose, ...]
    """For what the person needs help; each is a purpose of section 23."""
    recommended_works: tuple[RecommendedWork, ...]
    """Works that the therapist recommends."""
    access_need: AccessNeed
    """What another home would have to offer instead."""
    requirements: tuple[Requirement, ...] = ()
    """The same by domain; none in events from before it was told."""
    one_lower_acceptable: bool = False
    """Whether a home one category lower would do once it is adapted."""


class WorksChecked(Event):
    """Whoever assesses looked whether the completed works meet the need (guidance 6.17)."""

    TYPE: ClassVar[str] = "referral.works-checked"

    checked_on: dt.date
    """The day of the visit."""
    needs_met: bool
    """Whether they do; if not, the person is assessed again."""
    satisfaction: int | None = Field(default=None, ge=1, le=5)
    """How content the person is with all that was done, from 1 (not at all) to 5 (very), where they
    were asked and said so (guidance 3.28); None otherwise, and in events from before it was told."""
