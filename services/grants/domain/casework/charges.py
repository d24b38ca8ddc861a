"""Local land charges as they are registered (section 52; General Consent 2008)."""

import datetime as dt
from decimal import Decimal

from services.grants.domain.casework.history import History
from services.grants.domain.outcome import LandCharge
from shared.calendar import add_months
from shared.money import NIL
from shared.problems import WrongState

MONTHS_A_YEAR = 12


def to_register(history: History) -> tuple[LandCharge, ...]:
    """The charges of the decision, once they can be registered: the account is settled."""
    charges = history.determination.land_charges if history.determination else ()
    if not charges:
        raise WrongState("the decision makes no land charge")
    if history.charge_registered_on is not None:
        raise WrongState(f"registered already on {history.charge_registered_on}")
    if history.settled_on is None and history.closed_on is None:
        raise WrongState("the charge waits until the account is settled")
    if history.certified_on is None:
        raise WrongState("a charge runs from the certified date: the works were not certified")
    return charges


def amount(charges: tuple[LandCharge, ...]) -> Decimal:
    """What all charges of a case come to, pounds."""
    return sum((c.amount for c in charges), NIL)


def ends_on(charges: tuple[LandCharge, ...], certified_on: dt.date) -> dt.date:
    """When the longest of them ends, counted from the certified date."""
    return add_years(certified_on, max(c.years for c in charges))


def add_years(certified_on: dt.date, years: int) -> dt.date:
    """The last day of so many years from the certified date."""
    return add_months(certified_on, MONTHS_A_YEAR * years)
