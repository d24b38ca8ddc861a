"""Whom a case waits for, and by when."""

import datetime as dt
from enum import StrEnum

from services.grants.domain.casework.entries_of_time import DeadlinePassed
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import State
from shared.contracts.codes import MeansTestKind
from shared.contracts.referral import ReferralAssessed

NO_CLOCK = dt.date.max
"""Of a case on which no time runs: it comes last."""


class WaitingFor(StrEnum):
    """Who has to do something next."""

    THERAPIST = "therapist"
    BENEFITS = "benefits"
    OFFICER = "officer"
    APPLICANT = "applicant"
    CONTRACTOR = "contractor"
    FINANCE = "finance"


def waiting_for(state: State, history: History) -> WaitingFor | None:
    """Who has to do something next; nobody on a closed case."""
    match state:
        case State.OPEN if history.latest(ReferralAssessed) is None:
            return WaitingFor.THERAPIST
        case State.OPEN if history.test(MeansTestKind.PRELIMINARY) is None:
            return WaitingFor.BENEFITS
        case State.OFFERED:
            return WaitingFor.APPLICANT
        case State.APPLIED if history.test(MeansTestKind.FORMAL) is None:
            return WaitingFor.BENEFITS
        case State.APPLIED if _invited(history):
            return WaitingFor.APPLICANT
        case State.APPROVED:
            return WaitingFor.CONTRACTOR
        case State.CERTIFIED | State.WITHDRAWN if history.settled_on is None:
            return WaitingFor.FINANCE
        case State.CLOSED:
            return None
        case _:
            return WaitingFor.OFFICER


def _invited(history: History) -> bool:
    """Whether the applicant may still add information before a refusal."""
    invitation = history.invitation
    return invitation is not None and not any(
        passed.limit == "invitation_answer" and passed.by == invitation.answer_by
        for passed in history.all(DeadlinePassed)
    )
