"""What the referral service publishes."""

import datetime as dt
import uuid
from typing import Annotated, ClassVar

from pydantic import Field

from shared.contracts.codes import (
    AccessCategory,
    AccessDomain,
    AssessorGrade,
    Complexity,
    Purpose,
    ReferralSource,
    RequirementLevel,
    Urgency,
)
from shared.contracts.event import DistrictEvent, Event, Part, Published
from shared.schema import Pounds

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class ReferralReceived(Event):
    """Someone was referred, and consents to the referral being worked on."""

    TYPE: ClassVar[str] = "referral.received"

    received_on: dt.date
    """The starting point of the target timescales (guidance 4.27)."""
    source: ReferralSource
    reference: str | None = None
    """The case's human reference. None of what was published before there were any."""


class ReferralConsentGiven(Event):
    """The person agrees again after a withdrawal, or to more than before."""

    TYPE: ClassVar[str] = "referral.consent-given"

    given_on: dt.date
    """The day on which they agreed."""
    recipients: tuple[Code, ...]
    """With whom what is known may be shared."""


class ReferralConsentWithdrawn(Event):
    """The person no longer agrees to what is known being shared with some or all."""

    TYPE: ClassVar[str] = "referral.consent-withdrawn"

    withdrawn_on: dt.date
    """The day on which they withdrew it."""
    recipients: tuple[Code, ...]
    """With whom nothing more may be shared."""
    case_stops: bool
    """Whether the district council is among them, so that nothing more is done on the case."""


class ReferralCorrected(Event):
    """The enquiry was recorded wrongly: this is when it came in, and from whom."""

    TYPE: ClassVar[str] = "referral.corrected"

    received_on: dt.date
    source: ReferralSource


class ReferralSignposted(Event):
    """The enquiry is for someone else, who was named to the person (guidance 4.18)."""

    TYPE: ClassVar[str] = "referral.signposted"

    signposted_on: dt.date
    to: str = Field(pattern=r"^[a-z_]+$")
    """Code of the service named."""


class ReferralTakenUpAgain(Event):
    """The enquiry was signposted, and is worked on after all (guidance 4.24)."""

    TYPE: ClassVar[str] = "referral.taken-up-again"

    taken_up_on: dt.date


class MinorWorksOrdered(Event):
    """Works within the minor limit were ordered; they need no grant (guidance 2.24)."""

    TYPE: ClassVar[str] = "referral.minor-works-ordered"

    order_id: uuid.UUID
    kind: Code
    """Which service carries them out."""
    ordered_on: dt.date
    estimate: Pounds


class MinorWorksWithdrawn(Event):
    """Such works were ordered by mistake: they do not count, though they were told."""

    TYPE: ClassVar[str] = "referral.minor-works-withdrawn"

    order_id: uuid.UUID
    """The order of `referral.minor-works-ordered`."""
    withdrawn_on: dt.date
    """The day on which the mistake was put right."""
    estimate: Pounds
    """What they should have cost, in pounds."""


class MinorWorksCompleted(Event):
    """Such works are done: this is what was spent on them."""

    TYPE: ClassVar[str] = "referral.minor-works-completed"

    order_id: uuid.UUID
    kind: Code
    """Which service carried them out."""
    completed_on: dt.date
    cost: Pounds


class MinorWorksCorrected(Event):
    """What was told of such works that are done was a mistake: this is what stands."""

    TYPE: ClassVar[str] = "referral.minor-works-corrected"

    order_id: uuid.UUID
    """The order of `referral.minor-works-completed`."""
    kind: Code
    """Which service carries them out."""
    corrected_on: dt.date
    """The day on which the mistake was put right."""
    was_cost: Pounds
    """What had been told that they cost, in pounds."""
    completed_on: dt.date | None
    """When they were done; None: they are not."""
    cost: Pounds | None
    """What they cost, in pounds; None: they are not done."""
    last_completed_on: dt.date | None
    """When the last of all such works of the case was done; None where none is."""


class StageTarget(Part):
    """The target for one of the four stages of guidance 4.16."""

    stage: int = Field(ge=1, le=4)
    """Which stage of guidance 4.16 it is, 1 to 4."""
    working_days: int = Field(gt=0)
    """How many working days the stage may take."""
    due_on: dt.date
    """The working day on which the stage should be complete, counted from the enquiry."""


class ReferralTriaged(Event):
    """The case was screened: its complexity, its urgency and its targets."""

    TYPE: ClassVar[str] = "referral.triaged"

    triaged_on: dt.date
    complexity: Complexity
    urgency: Urgency
    targets: tuple[StageTarget, ...]


class ClockStopped(Event):
    """Nothing can be done on the case for a while: no day counts for its targets until it goes on."""

    TYPE: ClassVar[str] = "referral.clock-stopped"

    stopped_on: dt.date
    """The first day after which no day counts."""
    reason: Code
    """Why nothing can be done."""


class ClockStarted(Event):
    """The case goes on: days count for its targets again."""

    TYPE: ClassVar[str] = "referral.clock-started"

    resumed_on: dt.date
    """The last day that does not count."""


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

    kind: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
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


EVENTS: tuple[type[Published], ...] = (
    ReferralReceived,
    ReferralConsentGiven,
    ReferralConsentWithdrawn,
    ReferralCorrected,
    ReferralSignposted,
    ReferralTakenUpAgain,
    MinorWorksOrdered,
    MinorWorksWithdrawn,
    MinorWorksCompleted,
    MinorWorksCorrected,
    ReferralTriaged,
    ClockStopped,
    ClockStarted,
    AssessorAllocated,
    ReferralAssessed,
    WorksChecked,
    TrainingHeld,
    TrainingCorrected,
    EqualityCounted,
)
