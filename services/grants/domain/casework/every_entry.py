"""Everything that can stand in a case's history: what is done here, and what others tell."""

from services.grants.domain.casework.entries import (
    Amended,
    Applied,
    Assigned,
    AwardApproved,
    ChargeRegistered,
    Decided,
    DisabilityFound,
    Estimated,
    Noted,
    Offered,
    SocialServicesView,
    WorksComplete,
)
from services.grants.domain.casework.entries_of_amending import StruckOut, UrgentFirst
from services.grants.domain.casework.entries_of_clinic import (
    ClinicAdvised,
    ClinicDecided,
    ReferredToClinic,
)
from services.grants.domain.casework.entries_of_complaints import (
    ComplaintAnswered,
    ComplaintMade,
    RemedyCarriedOut,
)
from services.grants.domain.casework.entries_of_decants import Decanted, DecantEnded
from services.grants.domain.casework.entries_of_ending import CaseClosed, Withdrawn
from services.grants.domain.casework.entries_of_estimates import LinesEstimated, ScheduleDrawn
from services.grants.domain.casework.entries_of_letters import LetterSent
from services.grants.domain.casework.entries_of_papers import PaperFiled
from services.grants.domain.casework.entries_of_repayment import (
    ChangeDecided,
    ChargeRemoved,
    HomeDisposed,
    RepaymentDecided,
)
from services.grants.domain.casework.entries_of_servicing import Serviced, ServicingArranged
from services.grants.domain.casework.entries_of_take_over import TakenOver
from services.grants.domain.casework.entries_of_time import (
    DeadlineNeared,
    DeadlinePassed,
    Extended,
    InvitationAnswered,
    RefusalInvited,
    ReviewAnswered,
    ReviewRequested,
)
from services.grants.domain.casework.entries_of_visits import (
    FaultFound,
    FaultPutRight,
    VisitHeld,
    VisitPlanned,
)
from services.grants.domain.casework.entries_of_works import (
    Accepted,
    CheckedAfter,
    ContractorAgreed,
    DisputeRaised,
    DisputeSettled,
    VariationConsented,
    VariationDropped,
    VariationProposed,
    Varied,
)
from services.grants.domain.casework.entry import Entry
from shared.contracts.event import Event
from shared.contracts.means_test import MeansTestCompleted, MeansTestDeclined
from shared.contracts.payments import (
    AccountReopened,
    AccountSettled,
    ContributionCorrected,
    ContributionReceived,
    ContributionRefunded,
    DemandCorrected,
    GrantDemanded,
    GrantRecovered,
    PaymentMade,
    PaymentReturned,
    RecoveryCorrected,
)
from shared.contracts.referral import ReferralAssessed
from shared.contracts.register import AlternativesAssessed, RelocationCompleted

TOLD: tuple[type[Event], ...] = (
    ReferralAssessed,
    MeansTestCompleted,
    MeansTestDeclined,
    AlternativesAssessed,
    RelocationCompleted,
    ContributionReceived,
    ContributionCorrected,
    ContributionRefunded,
    PaymentMade,
    PaymentReturned,
    GrantDemanded,
    DemandCorrected,
    GrantRecovered,
    RecoveryCorrected,
    AccountSettled,
    AccountReopened,
)
"""What other services tell of a case: an entry each, as it was told."""


AnyEntry = (
    Estimated
    | Offered
    | DisabilityFound
    | SocialServicesView
    | Applied
    | Amended
    | AwardApproved
    | Assigned
    | Noted
    | Decided
    | Withdrawn
    | WorksComplete
    | ChargeRegistered
    | CaseClosed
    | DeadlineNeared
    | DeadlinePassed
    | Extended
    | ReviewRequested
    | ReviewAnswered
    | LetterSent
    | VariationProposed
    | VariationConsented
    | VariationDropped
    | Varied
    | ContractorAgreed
    | DisputeRaised
    | DisputeSettled
    | Accepted
    | CheckedAfter
    | ChangeDecided
    | HomeDisposed
    | RepaymentDecided
    | ChargeRemoved
    | StruckOut
    | UrgentFirst
    | RefusalInvited
    | InvitationAnswered
    | ReferredToClinic
    | ClinicAdvised
    | ClinicDecided
    | ComplaintMade
    | ComplaintAnswered
    | RemedyCarriedOut
    | ScheduleDrawn
    | LinesEstimated
    | TakenOver
    | PaperFiled
    | VisitPlanned
    | VisitHeld
    | FaultFound
    | FaultPutRight
    | Decanted
    | DecantEnded
    | ServicingArranged
    | Serviced
    | ReferralAssessed
    | MeansTestCompleted
    | MeansTestDeclined
    | AlternativesAssessed
    | RelocationCompleted
    | ContributionReceived
    | ContributionCorrected
    | ContributionRefunded
    | PaymentMade
    | PaymentReturned
    | GrantDemanded
    | DemandCorrected
    | GrantRecovered
    | RecoveryCorrected
    | AccountSettled
    | AccountReopened
)
"""Everything that can stand in a history."""


def kind_of(entry: Entry | Event) -> str:
    """The name of the entry's kind in the store."""
    return entry.KIND if isinstance(entry, Entry) else entry.TYPE
