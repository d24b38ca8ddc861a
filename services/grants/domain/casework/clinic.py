"""The complex case clinic, county-wide: referred, advised on, decided (guidance 4.13)."""

import datetime as dt
from decimal import Decimal

from services.grants.domain.casework.entries import Estimated
from services.grants.domain.casework.entries_of_clinic import (
    ClinicAdvised,
    ClinicDecided,
    ClinicPost,
    ClinicSession,
    ReferredToClinic,
)
from services.grants.domain.casework.history import History
from services.grants.domain.determination.works import lowest
from services.grants.domain.facts.works import Scheme
from shared.money import NIL
from shared.problems import InvalidInput, WrongState

AT_CLINIC = (ReferredToClinic, ClinicAdvised, ClinicDecided)
OF_THE_AUTHORITY = (ClinicPost.GRANT_OFFICER, ClinicPost.TECHNICAL_OFFICER)


def scheme_of(history: History) -> Scheme:
    """The works that the clinic looks at: as applied for, else as estimated."""
    if history.application is not None:
        return history.application.works
    estimated = history.latest(Estimated)
    if estimated is None or estimated.estimate is None:
        raise WrongState("the clinic looks at works: estimate them first")
    return estimated.estimate.works


def cost_of(works: Scheme) -> Decimal:
    """What they would cost, in pounds: each at its lowest estimate."""
    return sum((lowest(each) for each in works), NIL)


def open_item(history: History) -> ReferredToClinic | None:
    """What the clinic was asked and the authority has not decided on."""
    undecided = len(history.all(ReferredToClinic)) > len(history.all(ClinicDecided))
    return history.latest(ReferredToClinic) if undecided else None


def advice(history: History) -> ClinicAdvised | None:
    """What the clinic advised on the open item."""
    for record in reversed(history.standing):
        if isinstance(record.entry, ClinicAdvised):
            return record.entry
        if isinstance(record.entry, ReferredToClinic):
            return None
    return None


def to_advise(session: ClinicSession, history: History, district: str) -> ReferredToClinic:
    """The item that is advised on. A panel without the housing authority does not count (4.13)."""
    item = open_item(history)
    if item is None or advice(history) is not None:
        raise WrongState("the clinic is not asked about this case")
    _not_before(session.met_on, item.referred_on, "/met_on", "the referral")
    own = [a for a in session.attended_by if a.authority == district]
    if not any(attendee.post in OF_THE_AUTHORITY for attendee in own):
        says = f"nobody of the housing authority {district} was there (guidance 4.13)"
        raise InvalidInput.at("/attended_by", says)
    return item


def to_decide(decided_on: dt.date, history: History) -> ReferredToClinic:
    """The item that is decided on, once the clinic has advised."""
    item, given = open_item(history), advice(history)
    if item is None or given is None:
        raise WrongState("the decision waits for the clinic's advice")
    _not_before(decided_on, given.met_on, "/decided_on", "the clinic")
    return item


def _not_before(day: dt.date, first: dt.date, pointer: str, what: str) -> None:
    if day < first:
        raise InvalidInput.at(pointer, f"not before {what} on {first}")
