"""When nothing is left to do on a case, and how it ended."""

from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import UNDECIDED, State, Step
from shared.contracts.codes import ClosureOutcome
from shared.problems import WrongState


def way(state: State, history: History) -> Step:
    """How the case is closed; undecided only where the household moved."""
    moved = history.moved_on is not None and state in UNDECIDED
    return Step.CLOSE_AFTER_MOVE if moved else Step.CLOSE


def check_nothing_left(state: State, history: History) -> None:
    """Refuse to close a case whose account is not settled or whose charge is not registered."""
    if history.open_review is not None:
        raise WrongState("a review of the refusal waits for its answer")
    if history.complaint is not None:
        raise WrongState("a complaint waits for its answer")
    if state in {State.CERTIFIED, State.WITHDRAWN} and history.settled_on is None:
        raise WrongState("the account is not settled yet")
    charged = history.determination is not None and history.determination.land_charges
    if state is State.CERTIFIED and charged and history.charge_registered_on is None:
        raise WrongState("the land charge is not registered yet")


def outcome(state: State, history: History) -> ClosureOutcome:
    """How a case ends that is closed from this state; a move is told before anything else."""
    if history.moved_on is not None:
        return ClosureOutcome.MOVED
    return _OUTCOMES.get(state, ClosureOutcome.WITHDRAWN)


_OUTCOMES = {State.CERTIFIED: ClosureOutcome.COMPLETED, State.REFUSED: ClosureOutcome.REFUSED}
