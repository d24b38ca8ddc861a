"""What is told of a district under no case: trainings, and equality monitoring in numbers."""

import datetime as dt
import uuid
from typing import ClassVar

from pydantic import Field

from shared.contracts.event import DistrictEvent, Part
from shared.contracts.referral.parts import Code


class TrainingHeld(DistrictEvent):
    """A training was held for a district; who came is counted."""

    TYPE: ClassVar[str] = "referral.training-held"

    training_id: uuid.UUID
    """The training, in the referral service."""
    held_on: dt.date
    """The day."""
    topics: tuple[Code, ...]
    """What it was about, as codes."""
    therapists: int = Field(ge=0)
    """How many occupational therapists came."""
    trusted_assessors: int = Field(ge=0)
    """How many trusted assessors came."""
    others: int = Field(ge=0)
    """How many others came."""

    @property
    def subject(self) -> str:
        return str(self.training_id)


class TrainingCorrected(DistrictEvent):
    """A training was recorded by mistake: it does not count, though it was told."""

    TYPE: ClassVar[str] = "referral.training-corrected"

    training_id: uuid.UUID
    """The training of `referral.training-held`."""
    corrected_on: dt.date
    """The day on which the mistake was put right."""

    @property
    def subject(self) -> str:
        return str(self.training_id)


class EqualityCount(Part):
    """How many gave one answer to one question of equality monitoring."""

    question: Code
    """What was asked, as a code."""
    answer: Code
    """What was said, as a code."""
    people: int | None = Field(ge=0)
    """How many; None where it is left out because so few stand behind it."""


class EqualityCounted(DistrictEvent):
    """What people of a district said of themselves in a whole year: under no case, none of them few."""

    TYPE: ClassVar[str] = "referral.equality-counted"

    year: int = Field(ge=2008, le=2100)
    """The financial year that is over, by the year in which it begins on 1 April."""
    asked_at: Code
    """When they were asked: `enquiry`, or `completion` of the works."""
    people: int | None = Field(ge=0)
    """How many were asked; None where they are too few for anything to be told."""
    counts: tuple[EqualityCount, ...]
    """Each answer to each question."""

    @property
    def subject(self) -> str:
        return f"{self.district}/{self.year}/{self.asked_at}"
