"""A case that was closed, or whose approval was withdrawn, by mistake: back to where it was before."""

from dataclasses import dataclass
from typing import TypeVar

from services.grants.domain.casework.entries import Decided
from services.grants.domain.casework.entries_of_ending import CaseClosed, Withdrawn
from services.grants.domain.casework.entries_of_repayment import ChangeDecided
from services.grants.domain.casework.entry import Entry
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import State, Step
from services.grants.domain.casework.repayment import DEMANDED, is_demanded
from shared.contracts.codes import ClosureOutcome
from shared.mistakes import Mistake
from shared.problems import WrongState
from shared.schema import example

E = TypeVar("E", bound=Entry)


class MistakenEnd(Mistake):
    """That a case was closed, or its approval withdrawn, by mistake."""

    model_config = example(state="closed", reason="It was another household that gave up")

    state: State
    """The state that is taken back, in which the case is: withdrawn or closed."""


@dataclass(frozen=True, slots=True)
class Reopening:
    """The step back, the end that is taken back, and the entries that count no longer with it."""

    step: Step
    end: CaseClosed | Withdrawn
    mistaken: tuple[int, ...]
    """By their numbers in the history."""
    change: ChangeDecided | None = None
    """The decision on a change that is among them."""


def to_reopen(state: State, history: History) -> Reopening:
    """How a case that has ended goes back. Raises `WrongState` where its end stands."""
    if history.moved_on is not None:
        raise WrongState(
            f"the household moved on {history.moved_on}: what it needs there is another case"
        )
    taken = history.taken_over
    if taken is not None and taken.case.is_closed:
        raise WrongState("it had ended before it was taken over: help is applied for anew")
    return _restored(history) if state is State.WITHDRAWN else _reopened(history)


def _restored(history: History) -> Reopening:
    """The approval stands again, without the decision on a change that ended it at once."""
    number, withdrawn = _last(history, Withdrawn)
    change = next((r.entry for r in history.standing if r.number == number - 1), None)
    if not isinstance(change, ChangeDecided) or not change.ends_at_once:
        return Reopening(Step.RESTORE_APPROVAL, withdrawn, (number,))
    if is_demanded(history, number - 1):
        raise WrongState(DEMANDED)
    return Reopening(Step.RESTORE_APPROVAL, withdrawn, (number, number - 1), change)


def _reopened(history: History) -> Reopening:
    number, closed = _last(history, CaseClosed)
    if closed.reason is not None:
        return Reopening(_undecided(history), closed, (number, _last(history, Withdrawn)[0]))
    if closed.outcome is ClosureOutcome.SIGNPOSTED:
        step = Step.REOPEN_APPLICATION
        return Reopening(step, closed, (number, _last(history, Decided)[0]))
    return Reopening(_DECIDED[closed.outcome], closed, (number,))


_DECIDED = {
    ClosureOutcome.COMPLETED: Step.REOPEN_COMPLETION,
    ClosureOutcome.REFUSED: Step.REOPEN_REFUSAL,
    ClosureOutcome.WITHDRAWN: Step.REOPEN_WITHDRAWAL,
}


def _undecided(history: History) -> Step:
    """How far a case had come that was given up before its decision."""
    if history.application is not None:
        return Step.REOPEN_APPLICATION
    return Step.REOPEN_ENQUIRY if history.offer is None else Step.REOPEN_OFFER


def _last(history: History, kind: type[E]) -> tuple[int, E]:
    """The entry of that kind that counts, with its number."""
    return [(r.number, r.entry) for r in history.standing if isinstance(r.entry, kind)][-1]
