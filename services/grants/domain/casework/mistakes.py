"""What was recorded by mistake: it counts no longer, and stays to be read."""

from collections.abc import Callable

from services.grants.domain.casework import clinic, repayment
from services.grants.domain.casework.entries import (
    AwardApproved,
    ChargeRegistered,
    Decided,
    Noted,
)
from services.grants.domain.casework.entries_of_amending import MistakenEntry
from services.grants.domain.casework.entries_of_complaints import (
    ComplaintAnswered,
    ComplaintMade,
    RemedyCarriedOut,
    RemedyKind,
)
from services.grants.domain.casework.entries_of_decants import Decanted, DecantEnded
from services.grants.domain.casework.entries_of_papers import PaperFiled
from services.grants.domain.casework.entries_of_repayment import (
    ChargeRemoved,
    HomeDisposed,
    RepaymentDecided,
)
from services.grants.domain.casework.entries_of_servicing import Serviced, ServicingArranged
from services.grants.domain.casework.entries_of_time import (
    Extended,
    InvitationAnswered,
    RefusalInvited,
    ReviewRequested,
)
from services.grants.domain.casework.entries_of_visits import (
    FaultFound,
    FaultPutRight,
    VisitHeld,
    VisitPlanned,
)
from services.grants.domain.casework.entries_of_works import ContractorAgreed, Varied
from services.grants.domain.casework.entry import Entry, Following
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import Step
from services.grants.domain.casework.records import Recorded
from shared.problems import InvalidInput, WrongState

DIARY = (
    *(VisitPlanned, VisitHeld, FaultFound, FaultPutRight),
    *(Decanted, DecantEnded, ServicingArranged, Serviced),
)
"""What is planned and recorded about the works: called off or corrected by being struck out."""
STRUCK_BY: dict[type[Entry], tuple[Step, ...]] = {
    Extended: (Step.EXTEND,),
    ReviewRequested: (Step.REQUEST_REVIEW,),
    ComplaintMade: (Step.COMPLAIN,),
    ComplaintAnswered: (Step.COMPLAIN,),
    RemedyCarriedOut: (Step.COMPLAIN,),
    RefusalInvited: (Step.INVITE,),
    InvitationAnswered: (Step.INVITE,),
    AwardApproved: (Step.APPROVE, Step.VARY),
    ChargeRegistered: (Step.REGISTER_CHARGE,),
    HomeDisposed: (Step.NOTE_DISPOSAL,),
    RepaymentDecided: (Step.DECIDE_REPAYMENT,),
    ChargeRemoved: (Step.REMOVE_CHARGE,),
    PaperFiled: (Step.FILE,),
    **dict.fromkeys((*DIARY, *clinic.AT_CLINIC, ContractorAgreed, Noted), (Step.FOLLOW_UP,)),
}
"""What can be struck out, each while its own step could be taken; all else is recorded again."""
BESIDE_EACH_OTHER = (AwardApproved, RemedyCarriedOut, PaperFiled, ContractorAgreed, Noted, *DIARY)
"""Of these a later one takes no earlier one's place."""
CAME_OF: dict[type[Entry], tuple[type[Entry], ...]] = {
    ComplaintAnswered: (ComplaintMade, RemedyCarriedOut),
    ChargeRegistered: (HomeDisposed, ChargeRemoved),
    RepaymentDecided: (HomeDisposed, ChargeRemoved),
    **dict.fromkeys(clinic.AT_CLINIC, clinic.AT_CLINIC),
}
"""What of these was recorded since came of it, beside what names it itself."""
_OPEN: dict[type[Entry], Callable[[History], Entry | None]] = {
    ReviewRequested: lambda history: history.open_review,
    ComplaintMade: lambda history: history.complaint,
    RefusalInvited: lambda history: history.invitation,
    HomeDisposed: repayment.waiting,
}
"""What waits for an answer: what has one is no mistake any more."""


def to_strike(mistake: MistakenEntry, history: History) -> Entry:
    """The entry that is struck out: nothing was done on it yet, and no later one counts instead."""
    named = (r.entry for r in history.standing if r.number == mistake.number)
    entry = next(named, None)
    if entry is None:
        raise InvalidInput.at("/number", "no entry that counts has this number")
    if not isinstance(entry, Entry) or type(entry) not in STRUCK_BY:
        raise InvalidInput.at("/number", "this kind is not struck out: record it again as it is")
    if not isinstance(entry, BESIDE_EACH_OTHER) and entry is not history.latest(type(entry)):
        raise InvalidInput.at("/number", "a later one counts: strike that out first")
    if any(_came_of(later, entry, mistake.number) for later in history.standing):
        raise WrongState("something came of it since: strike that out first")
    waits = _OPEN.get(type(entry))
    if waits is not None and waits(history) is not entry:
        raise WrongState("it is answered, or decided on, already")
    if isinstance(entry, AwardApproved) and mistake.number < _decided_at(history):
        raise WrongState("it is decided already")
    if isinstance(entry, InvitationAnswered) and history.invitation is not None:
        raise WrongState("the applicant was invited anew since: strike that out first")
    if isinstance(entry, RepaymentDecided) and repayment.is_demanded(history, mistake.number):
        raise WrongState(repayment.DEMANDED)
    if isinstance(entry, ComplaintAnswered) and _reopens(entry):
        raise WrongState("the refusal is decided again by it")
    return entry


def _reopens(answer: ComplaintAnswered) -> bool:
    """Whether the case went back to its application by the answer."""
    return any(remedy.kind is RemedyKind.DECIDE_AGAIN for remedy in answer.remedies)


def _came_of(later: Recorded, entry: Entry, number: int) -> bool:
    """Whether the later record stands on the entry of that number."""
    if isinstance(later.entry, Following) and later.entry.about == number:
        return True
    return later.number > number and isinstance(later.entry, CAME_OF.get(type(entry), ()))


def _decided_at(history: History) -> int:
    """The number of the decision or variation that counts; nought before the first."""
    made = (r.number for r in history.standing if isinstance(r.entry, Decided | Varied))
    return max(made, default=0)
