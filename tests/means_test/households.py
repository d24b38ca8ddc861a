"""Households for the tests, each built by hand in a line."""

import datetime as dt
from typing import Any

from services.means_test.calculate import assess_on_its_day
from services.means_test.domain.assessment import Tested
from services.means_test.domain.household import Household

Json = dict[str, Any]

MADE_ON = "2025-06-02"
WITH_TAX_CREDITS = "2025-04-05"
"""The last day on which anybody had one; the ages of `born` are the same."""
GLOUCESTER, STROUD, CANNOCK_CHASE = "E07000081", "E07000082", "E07000192"


def born(age: int, made_on: str = MADE_ON) -> str:
    """A date of birth that gives the age, a hundred days past the birthday."""
    day = dt.date.fromisoformat(made_on) - dt.timedelta(days=100)
    return day.replace(year=day.year - age, day=min(day.day, 28)).isoformat()


def person(id_: str = "a", age: int = 40, role: str = "disabled_occupant", **facts: Any) -> Json:
    return {"id": id_, "date_of_birth": born(age), "role": role, **facts}


def partner(age: int = 40, id_: str = "b", of: str = "a", **facts: Any) -> Json:
    return person(id_, age, "partner", of=of, **facts)


def child(age: int = 8, id_: str = "c", of: str = "a", **facts: Any) -> Json:
    return person(id_, age, "dependant", of=of, **facts)


def income(amount: str, kind: str = "other", of: str = "a", **facts: Any) -> Json:
    return {"of": of, "kind": kind, "amount": amount, "every": "week", **facts}


def savings(amount: str, of: str = "a", kind: str = "savings", **facts: Any) -> Json:
    return {"of": of, "kind": kind, "amount": amount, **facts}


def household(*people: Json, **parts: Any) -> Json:
    """A disabled owner of 40 alone, unless told otherwise; `application` is merged in."""
    application = {"made_on": MADE_ON, "certificate": "owner", "dwelling": "home"}
    application |= parts.pop("application", {})
    return {"application": application, "people": list(people or (person(),)), **parts}


def assessed(document: Json) -> Tested:
    return assess_on_its_day(Household.model_validate(document))
