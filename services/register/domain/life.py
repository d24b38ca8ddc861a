"""The lives of a move and of an advert: their steps, from where to where, and the clause of each."""

from enum import StrEnum

from shared.life import Transition


class Stage(StrEnum):
    """How far a move has come."""

    PROPOSED = "proposed"
    VIEWED = "viewed"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    MOVED = "moved"
    COMPLETED = "completed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """Proposed by mistake."""


class MoveStep(StrEnum):
    """What is done about a move."""

    PROPOSE = "propose a home"
    VIEW = "view it with the therapist"
    OFFER = "offer it"
    ACCEPT = "accept it"
    REFUSE = "refuse it"
    LINK = "link the case on which it is adapted"
    MOVE_IN = "move in"
    COMPLETE = "settle what it came to"
    WITHDRAW = "withdraw a mistaken proposal"
    UNLINK = "take back a mistaken link"


_ACCURACY = "UK GDPR article 16"
_MOVES = "Gloucester B2.9; Stroud App 4 B2.10; Cannock Chase 11"
_BEFORE = (Stage.PROPOSED, Stage.VIEWED, Stage.OFFERED, Stage.ACCEPTED)
"""Nobody lives there yet."""
_LINKED = (Stage.ACCEPTED, Stage.MOVED, Stage.REFUSED)
"""A case may be linked."""

MOVES: tuple[Transition[MoveStep, Stage], ...] = (
    Transition(MoveStep.PROPOSE, None, Stage.PROPOSED, _MOVES),
    Transition(MoveStep.VIEW, Stage.PROPOSED, Stage.VIEWED, _MOVES),
    Transition(MoveStep.OFFER, Stage.VIEWED, Stage.OFFERED, _MOVES),
    Transition(MoveStep.ACCEPT, Stage.OFFERED, Stage.ACCEPTED, _MOVES),
    *(Transition(MoveStep.REFUSE, stage, Stage.REFUSED, _MOVES) for stage in _BEFORE),
    Transition(MoveStep.LINK, Stage.ACCEPTED, Stage.ACCEPTED, _MOVES),
    Transition(MoveStep.LINK, Stage.MOVED, Stage.MOVED, _MOVES),
    Transition(MoveStep.MOVE_IN, Stage.ACCEPTED, Stage.MOVED, _MOVES),
    Transition(MoveStep.COMPLETE, Stage.MOVED, Stage.COMPLETED, _MOVES),
    Transition(MoveStep.WITHDRAW, Stage.PROPOSED, Stage.WITHDRAWN, _ACCURACY),
    *(Transition(MoveStep.UNLINK, stage, stage, _ACCURACY) for stage in _LINKED),
)


class State(StrEnum):
    """Whether bids on an advert are still decided on."""

    OPEN = "open"
    LET = "let"
    WITHDRAWN = "withdrawn"


class AdvertStep(StrEnum):
    """What is done about an advert."""

    ADVERTISE = "advertise the home"
    LET = "let it"
    WITHDRAW = "take it off offer"
    REOPEN = "take back a mistaken letting"


_LETTINGS = "Homeseeker Plus"

ADVERTS: tuple[Transition[AdvertStep, State], ...] = (
    Transition(AdvertStep.ADVERTISE, None, State.OPEN, _LETTINGS),
    Transition(AdvertStep.LET, State.OPEN, State.LET, _LETTINGS),
    Transition(AdvertStep.WITHDRAW, State.OPEN, State.WITHDRAWN, _LETTINGS),
    Transition(AdvertStep.REOPEN, State.LET, State.OPEN, _ACCURACY),
)
