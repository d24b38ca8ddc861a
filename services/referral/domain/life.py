"""A referral's life: its states, and the steps that lead from one to the next."""

from enum import StrEnum

from shared.life import Transition
from shared.problems import WrongState


class State(StrEnum):
    """How far a referral has come."""

    ADVISED = "advised"
    RECEIVED = "received"
    SIGNPOSTED = "signposted"
    TRIAGED = "triaged"
    ASSESSED = "assessed"
    TAKEN_OVER = "taken_over"
    """From before the platform, further than an enquiry: the grant goes on by itself."""


class Step(StrEnum):
    """What an officer or therapist does with a referral, in the words of a problem."""

    RECEIVE = "receive"
    ADVISE = "advise"
    TAKE_OVER = "take over"
    GIVE_CONSENT = "record consent"
    WITHDRAW_CONSENT = "record that consent is withdrawn"
    CORRECT_ENQUIRY = "correct the enquiry"
    SIGNPOST = "signpost"
    TAKE_UP_AGAIN = "take up again"
    ORDER_MINOR_WORKS = "order minor works"
    TRIAGE = "triage"
    REVISE_TRIAGE = "revise the triage"
    ASSESS = "assess"
    ASSESS_AGAIN = "correct or repeat the assessment"
    ALLOCATE = "give to an assessor"
    CHECK_WORKS = "check the completed works"
    PUT_ON_LIST = "put on the waiting list"


_RECTIFY = "UK GDPR article 16"
_WITHDRAW = "UK GDPR article 7(3)"
_CONSENT = "Cannock Chase 12(d)"
_KNOWN = (State.RECEIVED, State.SIGNPOSTED, State.TRIAGED, State.ASSESSED)
TRANSITIONS: tuple[Transition[Step, State], ...] = (
    Transition(Step.RECEIVE, None, State.RECEIVED, "guidance 4.27"),
    Transition(Step.ADVISE, None, State.ADVISED, _CONSENT),
    Transition(Step.TAKE_OVER, None, State.TAKEN_OVER, "guidance B112"),
    Transition(Step.GIVE_CONSENT, State.ADVISED, State.RECEIVED, _CONSENT),
    *(
        Transition(step, state, state, clause)
        for step, clause in ((Step.GIVE_CONSENT, _CONSENT), (Step.WITHDRAW_CONSENT, _WITHDRAW))
        for state in (*_KNOWN, State.TAKEN_OVER)
    ),
    Transition(Step.CORRECT_ENQUIRY, State.ADVISED, State.ADVISED, _RECTIFY),
    Transition(Step.CORRECT_ENQUIRY, State.RECEIVED, State.RECEIVED, _RECTIFY),
    Transition(Step.CORRECT_ENQUIRY, State.SIGNPOSTED, State.SIGNPOSTED, _RECTIFY),
    Transition(Step.CORRECT_ENQUIRY, State.TRIAGED, State.TRIAGED, _RECTIFY),
    Transition(Step.CORRECT_ENQUIRY, State.ASSESSED, State.ASSESSED, _RECTIFY),
    Transition(Step.CORRECT_ENQUIRY, State.TAKEN_OVER, State.TAKEN_OVER, _RECTIFY),
    Transition(Step.SIGNPOST, State.RECEIVED, State.SIGNPOSTED, "guidance 4.18"),
    Transition(Step.TAKE_UP_AGAIN, State.SIGNPOSTED, State.RECEIVED, "guidance 4.24"),
    *(Transition(Step.ORDER_MINOR_WORKS, state, state, "guidance 2.24") for state in _KNOWN),
    Transition(Step.TRIAGE, State.RECEIVED, State.TRIAGED, "guidance 4.35"),
    Transition(Step.TRIAGE, State.TAKEN_OVER, State.TRIAGED, "guidance 4.35"),
    Transition(Step.REVISE_TRIAGE, State.TRIAGED, State.TRIAGED, "guidance 4.39"),
    Transition(Step.REVISE_TRIAGE, State.ASSESSED, State.ASSESSED, "guidance 4.39"),
    Transition(Step.ASSESS, State.TRIAGED, State.ASSESSED, "guidance 4.40"),
    Transition(Step.ASSESS_AGAIN, State.ASSESSED, State.ASSESSED, "guidance 4.40"),
    Transition(Step.ALLOCATE, State.TRIAGED, State.TRIAGED, "guidance 4.35"),
    Transition(Step.ALLOCATE, State.ASSESSED, State.ASSESSED, "guidance 4.39"),
    Transition(Step.CHECK_WORKS, State.ASSESSED, State.ASSESSED, "guidance 6.17"),
    Transition(Step.PUT_ON_LIST, State.TRIAGED, State.TRIAGED, "Cannock Chase 13"),
    Transition(Step.PUT_ON_LIST, State.ASSESSED, State.ASSESSED, "Stroud App 4 D"),
)
WITHOUT_CONSENT = {Step.CORRECT_ENQUIRY, Step.GIVE_CONSENT, Step.WITHDRAW_CONSENT}
"""Steps that share nothing with anybody."""
_TO = {(each.step, each.origin): each.to for each in TRANSITIONS}


def take(step: Step, at: State | None) -> State:
    """The state after a step. Raises `WrongState` where the life has no such step."""
    if (after := _TO.get((step, at))) is None:
        awaited = " or ".join(each.origin or "new" for each in TRANSITIONS if each.step is step)
        raise WrongState(f"the referral is {at}; to {step} it has to be {awaited}")
    return after
