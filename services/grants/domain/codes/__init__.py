"""The closed lists of a case and of its determination, each code in the words of the field."""

from services.grants.domain.codes.conditions import Condition
from services.grants.domain.codes.help import (
    ASSISTANCE,
    SCHEME_HELP,
    Assistance,
    AwardKind,
    Expense,
    OwnHelp,
    SchemeHelp,
)
from services.grants.domain.codes.outcomes import ConsentReason, Decline, Refusal, Step
from services.grants.domain.codes.papers import Missing, Proof, Trigger
from services.grants.domain.codes.people import (
    ApplicantKind,
    Circumstance,
    Diagnosis,
    DisabilityGround,
    DwellingKind,
    Interest,
    LandlordConsent,
    OwnerInterest,
    TestOutcome,
)
from services.grants.domain.codes.site import (
    Lodging,
    Maintainer,
    Present,
    SiteMatter,
    SitePaper,
    VisitKind,
)
from services.grants.domain.codes.times import ComplaintStage, Start, Time
from services.grants.domain.codes.works import Permission, ServiceKind, Unit, VatBasis, WorksState

__all__ = [
    "ASSISTANCE",
    "SCHEME_HELP",
    "ApplicantKind",
    "Assistance",
    "AwardKind",
    "Circumstance",
    "ComplaintStage",
    "Condition",
    "ConsentReason",
    "Decline",
    "Diagnosis",
    "DisabilityGround",
    "DwellingKind",
    "Expense",
    "Interest",
    "LandlordConsent",
    "Lodging",
    "Maintainer",
    "Missing",
    "OwnHelp",
    "OwnerInterest",
    "Permission",
    "Present",
    "Proof",
    "Refusal",
    "SchemeHelp",
    "ServiceKind",
    "SiteMatter",
    "SitePaper",
    "Start",
    "Step",
    "TestOutcome",
    "Time",
    "Trigger",
    "Unit",
    "VatBasis",
    "VisitKind",
    "WorksState",
]
