"""The life of a grant case: how far it has come, and the steps that take it further."""

from enum import StrEnum

from shared import life
from shared.life import Transition


class State(StrEnum):
    """How far a case has come in the grants service."""

    OPEN = "open"
    OFFERED = "offered"
    APPLIED = "applied"
    APPROVED = "approved"
    REFUSED = "refused"
    CERTIFIED = "certified"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Step(StrEnum):
    """What is done with a case."""

    ESTIMATE = "estimate"
    SCHEDULE = "draw up the schedule of works"
    TAKE_ESTIMATE = "take an estimate by line"
    FILE = "file a document"
    SURVEY = "survey the home"
    FIND_DISABILITY = "find on the disability"
    CONSULT = "consult social services"
    OFFER = "offer"
    APPLY = "apply"
    AMEND = "amend"
    PUT_FIRST = "put urgent works first"
    INVITE = "invite the applicant to add information"
    APPROVE = "approve"
    REFUSE = "refuse"
    SIGNPOST = "signpost"
    GIVE_UP = "give up"
    WITHDRAW_APPROVAL = "withdraw the approval"
    EXTEND = "extend the time for the works"
    VARY = "vary the scheme"
    CHANGE_CONTRACTOR = "agree to another contractor"
    SUPERVISE = "visit the works"
    DECANT = "house the household elsewhere"
    SERVICE = "arrange servicing"
    FOLLOW_UP = "record what came of it"
    DISPUTE = "dispute about the works"
    ACCEPT = "ask the client about the works"
    CHECK = "look at the works afterwards"
    REQUEST_REVIEW = "request a review"
    LET_STAND = "let the refusal stand"
    REOPEN = "decide again"
    COMPLAIN = "complain"
    ASK_CLINIC = "ask the clinic"
    CERTIFY_WORKS = "certify the works"
    CORRECT_CERTIFICATE = "take back that the works are complete"
    REGISTER_CHARGE = "register the charge"
    DECIDE_CHANGE = "decide on a change of circumstances"
    NOTE_DISPOSAL = "note that the home is disposed of"
    DECIDE_REPAYMENT = "decide on repayment"
    REMOVE_CHARGE = "take the charge off"
    CLOSE = "close"
    CLOSE_AFTER_MOVE = "close after a move"
    RESTORE_APPROVAL = "restore the approval"
    REOPEN_ENQUIRY = "reopen before the offer"
    REOPEN_OFFER = "reopen after the offer"
    REOPEN_APPLICATION = "reopen with the application"
    REOPEN_REFUSAL = "reopen after the refusal"
    REOPEN_WITHDRAWAL = "reopen after the withdrawal"
    REOPEN_COMPLETION = "reopen after the works"


def _from(
    *origins: State, step: Step, to: State | None, clause: str
) -> tuple[Transition[Step, State], ...]:
    """The step from each of these states; without `to` the case stays where it is."""
    return tuple(Transition(step, origin, to or origin, clause) for origin in origins)


_EARLY = (State.OPEN, State.OFFERED)
CHARGED = (State.CERTIFIED, State.CLOSED)
"""A charge outlives the case by up to its years."""
UNDECIDED = (*_EARLY, State.APPLIED)
_COSTED = (*UNDECIDED, State.APPROVED)
"""After approval what the works cost changes by a variation."""

TRANSITIONS: tuple[Transition[Step, State], ...] = (
    *_from(*_EARLY, step=Step.ESTIMATE, to=None, clause="guidance 5.24"),
    *_from(*_COSTED, step=Step.SCHEDULE, to=None, clause="guidance 5.6"),
    *_from(*_COSTED, step=Step.TAKE_ESTIMATE, to=None, clause="guidance B90"),
    *_from(*_COSTED, step=Step.ASK_CLINIC, to=None, clause="guidance 4.13"),
    *_from(*State, step=Step.FILE, to=None, clause="guidance 5.6"),
    *_from(*_COSTED, step=Step.SURVEY, to=None, clause="guidance B96"),
    *_from(*UNDECIDED, step=Step.FIND_DISABILITY, to=None, clause="section 100"),
    *_from(*UNDECIDED, step=Step.CONSULT, to=None, clause="section 24(3)"),
    *_from(*_EARLY, step=Step.OFFER, to=State.OFFERED, clause="Gloucester 8"),
    *_from(*_EARLY, step=Step.APPLY, to=State.APPLIED, clause="guidance 5.6"),
    *_from(State.APPLIED, step=Step.AMEND, to=None, clause="guidance 5.6"),
    *_from(State.APPLIED, step=Step.PUT_FIRST, to=None, clause="guidance 5.29"),
    *_from(State.APPLIED, step=Step.INVITE, to=None, clause="Cannock Chase 12(j)"),
    *_from(State.APPLIED, step=Step.APPROVE, to=State.APPROVED, clause="section 34"),
    *_from(State.APPLIED, step=Step.REFUSE, to=State.REFUSED, clause="section 34"),
    *_from(State.APPLIED, step=Step.SIGNPOST, to=State.CLOSED, clause="guidance B40"),
    *_from(*UNDECIDED, step=Step.GIVE_UP, to=State.CLOSED, clause="section 34"),
    *_from(
        State.APPROVED,
        step=Step.WITHDRAW_APPROVAL,
        to=State.WITHDRAWN,
        clause="sections 40 to 42",
    ),
    *_from(State.REFUSED, step=Step.REQUEST_REVIEW, to=None, clause="Gloucester 9"),
    *_from(State.REFUSED, step=Step.LET_STAND, to=None, clause="Cannock Chase 12(k)"),
    *_from(State.REFUSED, step=Step.REOPEN, to=State.APPLIED, clause="Gloucester 9"),
    *_from(*State, step=Step.COMPLAIN, to=None, clause="guidance 4.20"),
    *_from(State.APPROVED, step=Step.EXTEND, to=None, clause="section 37"),
    *_from(State.APPROVED, step=Step.VARY, to=None, clause="guidance 5.30"),
    *_from(State.APPROVED, step=Step.CHANGE_CONTRACTOR, to=None, clause="section 38"),
    *_from(
        State.APPROVED,
        State.CERTIFIED,
        step=Step.SUPERVISE,
        to=None,
        clause="guidance 6.10, 6.15",
    ),
    *_from(State.APPROVED, step=Step.DECANT, to=None, clause="guidance A"),
    *_from(State.APPROVED, *CHARGED, step=Step.SERVICE, to=None, clause="guidance 5.27"),
    *_from(*State, step=Step.FOLLOW_UP, to=None, clause="guidance 6.15, 5.27"),
    *_from(
        State.APPROVED,
        State.CERTIFIED,
        step=Step.DISPUTE,
        to=None,
        clause="guidance B134, B135",
    ),
    *_from(State.CERTIFIED, step=Step.ACCEPT, to=None, clause="guidance 6.17"),
    *_from(State.CERTIFIED, step=Step.CHECK, to=None, clause="guidance 6.17"),
    *_from(State.APPROVED, step=Step.CERTIFY_WORKS, to=State.CERTIFIED, clause="section 37"),
    *_from(
        State.CERTIFIED,
        step=Step.CORRECT_CERTIFICATE,
        to=State.APPROVED,
        clause="section 37",
    ),
    *_from(*CHARGED, step=Step.REGISTER_CHARGE, to=None, clause="section 52"),
    *_from(
        State.APPROVED,
        State.CERTIFIED,
        step=Step.DECIDE_CHANGE,
        to=None,
        clause="sections 40 to 42, 56",
    ),
    *_from(*CHARGED, step=Step.NOTE_DISPOSAL, to=None, clause="guidance B124"),
    *_from(*CHARGED, step=Step.DECIDE_REPAYMENT, to=None, clause="guidance B124"),
    *_from(*CHARGED, step=Step.REMOVE_CHARGE, to=None, clause="section 52"),
    *_from(
        State.CERTIFIED,
        State.REFUSED,
        State.WITHDRAWN,
        step=Step.CLOSE,
        to=State.CLOSED,
        clause="guidance 5.31",
    ),
    *_from(*UNDECIDED, step=Step.CLOSE_AFTER_MOVE, to=State.CLOSED, clause="guidance B136"),
    *_from(
        State.WITHDRAWN,
        step=Step.RESTORE_APPROVAL,
        to=State.APPROVED,
        clause="sections 40 to 42",
    ),
    *_from(State.CLOSED, step=Step.REOPEN_ENQUIRY, to=State.OPEN, clause="guidance 5.6"),
    *_from(State.CLOSED, step=Step.REOPEN_OFFER, to=State.OFFERED, clause="guidance 5.6"),
    *_from(State.CLOSED, step=Step.REOPEN_APPLICATION, to=State.APPLIED, clause="section 34"),
    *_from(State.CLOSED, step=Step.REOPEN_REFUSAL, to=State.REFUSED, clause="guidance 5.31"),
    *_from(State.CLOSED, step=Step.REOPEN_WITHDRAWAL, to=State.WITHDRAWN, clause="guidance 5.31"),
    *_from(State.CLOSED, step=Step.REOPEN_COMPLETION, to=State.CERTIFIED, clause="guidance 5.31"),
)
"""Every step that there is. A command takes one of them; there is no other way to a state."""
REOPENING = (
    Step.RESTORE_APPROVAL,
    *(Step.REOPEN_ENQUIRY, Step.REOPEN_OFFER, Step.REOPEN_APPLICATION),
    *(Step.REOPEN_REFUSAL, Step.REOPEN_WITHDRAWAL, Step.REOPEN_COMPLETION),
)
"""What leads back to where a case was before it ended by mistake."""


def after(state: State, *steps: Step) -> State:
    """Where the first of these steps that is open leads. Raises `WrongState` where none is."""
    return life.after(TRANSITIONS, "case", state, *steps)
