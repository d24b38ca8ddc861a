"""The dates of one case agree: each lies between what it follows and today."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.grants.domain.casework.entries import DisabilityFound, SocialServicesView
from services.grants.domain.casework.entries_of_repayment import RepaymentDecided
from services.grants.domain.casework.entries_of_visits import FaultPutRight
from services.grants.domain.casework.entries_of_works import Varied
from services.grants.domain.casework.history import History
from shared.problems import InvalidInput

A_YEAR = dt.timedelta(days=365)
"""How far ahead something may be planned: a draft's application, a decision that is tried."""


class CaseDate(StrEnum):
    """Each date that somebody states of a case."""

    DRAFTED = "application planned"
    APPLIED = "application"
    ESTIMATE_GIVEN = "contractor's estimate"
    FOUND = "finding on the disability"
    CONSULTED = "social services' view"
    TRIED = "decision tried"
    DECIDED = "decision"
    WITHDRAWN = "withdrawal"
    EXTENSION_ASKED = "request for more time"
    REVIEW_ASKED = "request for review"
    REVIEW_ANSWERED = "answer to the review"
    INVITED = "invitation to add information"
    COMPLAINED = "complaint"
    AT_CLINIC = "clinic"
    CONSENTED = "consent to the variation"
    VARIED = "variation"
    CONTRACTOR_AGREED = "agreement to another contractor"
    DISPUTED = "dispute"
    PLANNED = "plan"
    SURVEYED = "survey of the home"
    AT_THE_WORKS = "visit to the works"
    PUT_RIGHT = "putting right of what was found"
    CERTIFIED = "certification"
    CHANGED = "change of circumstances"
    AFTER_COMPLETION = "look at the completed works"
    REGISTERED = "registration"
    DISPOSED = "disposal"
    REPAYMENT_DECIDED = "decision on repayment"
    REMOVED = "removal of the charge"


@dataclass(frozen=True, slots=True)
class Bounds:
    """A date is not before the latest that the case has of `after`, nor ahead of today by more."""

    after: tuple[CaseDate, ...] = ()
    ahead: dt.timedelta = dt.timedelta(0)


_BEFORE_A_DECISION = (CaseDate.APPLIED, CaseDate.FOUND, CaseDate.CONSULTED)

BOUNDS: Mapping[CaseDate, Bounds] = {
    CaseDate.DRAFTED: Bounds(ahead=A_YEAR),
    CaseDate.APPLIED: Bounds(),
    CaseDate.ESTIMATE_GIVEN: Bounds(),
    CaseDate.FOUND: Bounds(),
    CaseDate.CONSULTED: Bounds(),
    CaseDate.TRIED: Bounds(after=_BEFORE_A_DECISION, ahead=A_YEAR),
    CaseDate.DECIDED: Bounds(after=_BEFORE_A_DECISION),
    CaseDate.WITHDRAWN: Bounds(after=(CaseDate.APPLIED, CaseDate.DECIDED)),
    CaseDate.EXTENSION_ASKED: Bounds(after=(CaseDate.DECIDED,)),
    CaseDate.REVIEW_ASKED: Bounds(after=(CaseDate.DECIDED,)),
    CaseDate.REVIEW_ANSWERED: Bounds(after=(CaseDate.REVIEW_ASKED,)),
    CaseDate.INVITED: Bounds(after=(CaseDate.APPLIED,)),
    CaseDate.COMPLAINED: Bounds(),
    CaseDate.AT_CLINIC: Bounds(),
    CaseDate.CONSENTED: Bounds(after=(CaseDate.DECIDED,)),
    CaseDate.VARIED: Bounds(after=(CaseDate.DECIDED, CaseDate.CONSENTED)),
    CaseDate.CONTRACTOR_AGREED: Bounds(after=(CaseDate.DECIDED,)),
    CaseDate.DISPUTED: Bounds(after=(CaseDate.DECIDED,)),
    CaseDate.PLANNED: Bounds(ahead=A_YEAR),
    CaseDate.SURVEYED: Bounds(),
    CaseDate.AT_THE_WORKS: Bounds(after=(CaseDate.DECIDED,)),
    CaseDate.CHANGED: Bounds(after=(CaseDate.APPLIED,)),
    CaseDate.PUT_RIGHT: Bounds(after=(CaseDate.DECIDED,)),
    CaseDate.CERTIFIED: Bounds(after=(CaseDate.DECIDED, CaseDate.VARIED, CaseDate.PUT_RIGHT)),
    CaseDate.AFTER_COMPLETION: Bounds(after=(CaseDate.CERTIFIED,)),
    CaseDate.REGISTERED: Bounds(after=(CaseDate.CERTIFIED,)),
    CaseDate.DISPOSED: Bounds(after=(CaseDate.CERTIFIED,)),
    CaseDate.REPAYMENT_DECIDED: Bounds(after=(CaseDate.CERTIFIED,)),
    CaseDate.REMOVED: Bounds(after=(CaseDate.REGISTERED, CaseDate.REPAYMENT_DECIDED)),
}
"""The floor and the ceiling of every date. Nothing that has happened lies ahead of today."""


def check_date(
    which: CaseDate, day: dt.date, history: History, today: dt.date, pointer: str
) -> None:
    """Refuse a date that does not agree with the others of the case."""
    bounds, known = BOUNDS[which], _known(history)
    floor = max((known[d] for d in bounds.after if d in known), default=None)
    if floor is not None and day < floor:
        follows = next(d for d in bounds.after if known.get(d) == floor)
        raise InvalidInput.at(pointer, f"not before the {follows} on {floor}")
    ceiling = today + bounds.ahead
    if day > ceiling:
        raise InvalidInput.at(pointer, f"lies ahead: at the latest {ceiling}")


def _known(history: History) -> dict[CaseDate, dt.date]:
    application = history.application
    varied = history.latest(Varied)
    repayment = history.latest(RepaymentDecided)
    put_right = [each.put_right_on for each in history.all(FaultPutRight)]
    finding, view = history.latest(DisabilityFound), history.latest(SocialServicesView)
    found = {
        CaseDate.FOUND: finding.found_on if finding else None,
        CaseDate.CONSULTED: view.given_on if view else None,
        CaseDate.APPLIED: application.applied_on if application else None,
        CaseDate.DECIDED: history.decided_on,
        CaseDate.REVIEW_ASKED: history.open_review.asked_on if history.open_review else None,
        CaseDate.CONSENTED: history.consent.given_on if history.consent else None,
        CaseDate.VARIED: varied.varied_on if varied else None,
        CaseDate.PUT_RIGHT: max(put_right, default=None),
        CaseDate.CERTIFIED: history.certified_on,
        CaseDate.REGISTERED: history.charge_registered_on,
        CaseDate.REPAYMENT_DECIDED: repayment.decided_on if repayment else None,
    }
    return {which: day for which, day in found.items() if day is not None}
