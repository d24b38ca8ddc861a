"""What the referral service publishes."""

from shared.contracts.event import Published
from shared.contracts.referral.assessing import (
    AccessNeed,
    AssessorAllocated,
    RecommendedWork,
    ReferralAssessed,
    Requirement,
    WorksChecked,
)
from shared.contracts.referral.counted import (
    EqualityCount,
    EqualityCounted,
    TrainingCorrected,
    TrainingHeld,
)
from shared.contracts.referral.enquiry import (
    ClockStarted,
    ClockStopped,
    ReferralConsentGiven,
    ReferralConsentWithdrawn,
    ReferralCorrected,
    ReferralReceived,
    ReferralSignposted,
    ReferralTakenUpAgain,
    ReferralTriaged,
    StageTarget,
)
from shared.contracts.referral.minor_works import (
    MinorWorksCompleted,
    MinorWorksCorrected,
    MinorWorksOrdered,
    MinorWorksWithdrawn,
)

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

__all__ = [
    "EVENTS",
    "AccessNeed",
    "AssessorAllocated",
    "ClockStarted",
    "ClockStopped",
    "EqualityCount",
    "EqualityCounted",
    "MinorWorksCompleted",
    "MinorWorksCorrected",
    "MinorWorksOrdered",
    "MinorWorksWithdrawn",
    "RecommendedWork",
    "ReferralAssessed",
    "ReferralConsentGiven",
    "ReferralConsentWithdrawn",
    "ReferralCorrected",
    "ReferralReceived",
    "ReferralSignposted",
    "ReferralTakenUpAgain",
    "ReferralTriaged",
    "Requirement",
    "StageTarget",
    "TrainingCorrected",
    "TrainingHeld",
    "WorksChecked",
]
