"""What becomes of an enquiry: consent, screening, its clock."""

import datetime as dt
from typing import ClassVar

from pydantic import Field

from shared.contracts.codes import Complexity, ReferralSource, Urgency
from shared.contracts.event import Event, Part
from shared.contracts.referral.parts import Code


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
