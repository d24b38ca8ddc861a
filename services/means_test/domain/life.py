"""How far the test of a case is: the steps, from where to where, and the clause of each."""

from collections.abc import Mapping
from enum import StrEnum

from shared.life import Transition
from shared.problems import WrongState


class State(StrEnum):
    """How far the test of a case is."""

    OPEN = "open"
    """Nothing is known of the household's resources."""
    ESTIMATED = "estimated"
    """A preliminary test was made."""
    APPLIED = "applied"
    """The application is complete: the formal test can be made."""
    TESTED = "tested"
    """The formal test is made, and can be corrected."""
    DECIDED = "decided"
    """The application is decided: the formal test stands as it was used."""
    CLOSED = "closed"
    """Nothing more is done on the case."""


class Step(StrEnum):
    """What happens to it."""

    ESTIMATE = "estimate"
    DECLINE = "decline"
    APPLY = "apply"
    TEST = "test"
    CORRECT = "correct"
    DECIDE = "decide"
    CLOSE = "close"
    REOPEN_ENQUIRY = "reopen before a test"
    REOPEN_ESTIMATE = "reopen after a preliminary test"
    REOPEN_APPLICATION = "reopen with the application"
    REOPEN_TEST = "reopen after the formal test"
    REOPEN_DECISION = "reopen after the decision"


class Awaited(StrEnum):
    """What a case waits for."""

    PRELIMINARY_TEST = "preliminary_test"
    APPLICATION = "application"
    EVIDENCE = "evidence"
    FORMAL_TEST = "formal_test"
    DECISION = "decision"


_PRELIMINARY = "guidance 4.31"
_DECLINED = "guidance 4.31; section 30"
_APPLICATION = "sections 22 and 24"
_FORMAL = "section 30; regulations 10 to 13"
_CORRECTED = "section 34: before the decision"
_DECISION = "section 34"
_ENDED = "sections 34 and 40"
_AGAIN = "Gloucester 9"

_REOPENED = {
    Step.REOPEN_ENQUIRY: State.OPEN,
    Step.REOPEN_ESTIMATE: State.ESTIMATED,
    Step.REOPEN_APPLICATION: State.APPLIED,
    Step.REOPEN_TEST: State.TESTED,
    Step.REOPEN_DECISION: State.DECIDED,
}
"""By step: how far a case was that was closed by mistake."""
UNDECIDED = (State.OPEN, State.ESTIMATED, State.APPLIED, State.TESTED)

TRANSITIONS = (
    Transition(Step.ESTIMATE, State.OPEN, State.ESTIMATED, _PRELIMINARY),
    Transition(Step.ESTIMATE, State.ESTIMATED, State.ESTIMATED, _PRELIMINARY),
    Transition(Step.ESTIMATE, State.APPLIED, State.APPLIED, _PRELIMINARY),
    Transition(Step.DECLINE, State.OPEN, State.OPEN, _DECLINED),
    Transition(Step.DECLINE, State.ESTIMATED, State.ESTIMATED, _DECLINED),
    Transition(Step.DECLINE, State.APPLIED, State.APPLIED, _DECLINED),
    Transition(Step.APPLY, State.OPEN, State.APPLIED, _APPLICATION),
    Transition(Step.APPLY, State.ESTIMATED, State.APPLIED, _APPLICATION),
    Transition(Step.APPLY, State.APPLIED, State.APPLIED, _APPLICATION),
    Transition(Step.APPLY, State.TESTED, State.APPLIED, _FORMAL),
    Transition(Step.TEST, State.APPLIED, State.TESTED, _FORMAL),
    Transition(Step.CORRECT, State.TESTED, State.TESTED, _CORRECTED),
    *(Transition(Step.DECIDE, state, State.DECIDED, _DECISION) for state in UNDECIDED),
    *(Transition(Step.CLOSE, state, State.CLOSED, _ENDED) for state in (*UNDECIDED, State.DECIDED)),
    *(Transition(step, State.CLOSED, to, _ENDED) for step, to in _REOPENED.items()),
    Transition(Step.REOPEN_APPLICATION, State.DECIDED, State.APPLIED, _AGAIN),
    Transition(Step.REOPEN_TEST, State.DECIDED, State.TESTED, _AGAIN),
)

_TABLE = {(t.step, t.origin): t.to for t in TRANSITIONS}

_WAITS: Mapping[State, str] = {
    State.OPEN: "it waits for a preliminary test",
    State.ESTIMATED: "it waits for a complete application",
    State.APPLIED: "it waits for the formal test",
    State.TESTED: "the formal test is made; until the decision it can be corrected, with a reason",
    State.DECIDED: "the application is decided; the formal test stands as it was used",
    State.CLOSED: "the case is closed",
}

_NEEDS: Mapping[Step, str] = {
    Step.ESTIMATE: "a preliminary test comes before the formal one",
    Step.DECLINE: "a refusal of information comes before the formal test",
    Step.TEST: "the formal test waits for a complete application, and is made once",
    Step.CORRECT: "only a formal test that is not decided on is corrected",
    Step.APPLY: "an application comes before its decision",
    Step.DECIDE: "a decision is made once",
    Step.CLOSE: "a case is closed once",
    **dict.fromkeys(_REOPENED, "a case is reopened that was closed or refused"),
}


def after(step: Step, state: str) -> State:
    """Where a step leads; raises `WrongState` where it does not fit, saying what is awaited."""
    to = _TABLE.get((step, State(state)))
    if to is None:
        raise WrongState(f"{_NEEDS[step]}: {_WAITS[State(state)]}")
    return to


def awaited(state: str, evidence_outstanding: int) -> Awaited | None:
    """What a case waits for next; the formal test rests on originals."""
    if state == State.APPLIED and evidence_outstanding:
        return Awaited.EVIDENCE
    return _NEXT[State(state)]


_NEXT: Mapping[State, Awaited | None] = {
    State.OPEN: Awaited.PRELIMINARY_TEST,
    State.ESTIMATED: Awaited.APPLICATION,
    State.APPLIED: Awaited.FORMAL_TEST,
    State.TESTED: Awaited.DECISION,
    State.DECIDED: None,
    State.CLOSED: None,
}
