"""What is refused when a test is made, and not when a kept one is made again.

A test that was once made opens and recalculates for ever, whatever is found out later about what
could be had on its day.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from services.means_test.domain.availability import Availability
from services.means_test.domain.facts import Income, Person
from services.means_test.domain.household import Household
from services.means_test.domain.people import Roll
from shared.problems import FieldError, InvalidInput

Faults = Iterator[FieldError]


def refuse_what_cannot_be(household: Household, available: Availability) -> None:
    """Refuse what nobody has on the day of the application, and payments that contradict."""
    on = household.application.made_on
    found = (
        *_faults_of_circles(household.roll()),
        *_faults_of_capital(household),
        *_faults_of_benefits(household, available, on),
        *_faults_of_kinds(household.income, available, on),
        *_faults_of_weeks(household.income),
    )
    if found:
        raise InvalidInput(errors=found)


def _faults_of_circles(roll: Roll) -> Faults:
    """Whose `of` leads back to them; a couple with a disabled occupant may name each other."""
    for i, person in enumerate(roll.people):
        circle = _circle_of(person, roll)
        marriage = roll.marriage_of(person)
        couple = all(p in marriage for p in circle)
        if circle and not (couple and any(p.role == "disabled_occupant" for p in circle)):
            detail = "this leads back to the same person: name somebody outside the circle"
            yield FieldError(f"/people/{i}/of", detail)


def _circle_of(person: Person, roll: Roll) -> list[Person]:
    """The people from one to the next by whom each is of, where that leads back; else none."""
    found = [person]
    while (of := found[-1].of) is not None:
        following = roll.by_id[of]
        if following is person:
            return found
        if following in found:
            break
        found.append(following)
    return []


def _faults_of_capital(household: Household) -> Faults:
    """Beside a person stands a child's own, which only limits a premium (Sch 1 para 14).

    Nil is no capital, whoever has none.
    """
    minors = household.roll().minors
    for i, person in enumerate(household.people):
        if person.capital and person.id not in minors and person.role != "dependant":
            detail = "only a child's own stands here: put an adult's into the list /capital"
            yield FieldError(f"/people/{i}/capital", detail)


def _faults_of_benefits(household: Household, available: Availability, on: dt.date) -> Faults:
    for i, person in enumerate(household.people):
        for key in ("receives", "suspended_in_hospital"):
            for j, benefit in enumerate(getattr(person, key)):
                detail = available.benefits[benefit].why_not(on)
                if detail is not None:
                    yield FieldError(f"/people/{i}/{key}/{j}", detail)


def _faults_of_kinds(income: Iterable[Income], available: Availability, on: dt.date) -> Faults:
    for i, line in enumerate(income):
        detail = available.income[line.kind].why_not(on)
        if detail is not None:
            yield FieldError(f"/income/{i}/kind", detail)


def _faults_of_weeks(income: Iterable[Income]) -> Faults:
    """Parts of one student's payment are spread over the same weeks."""
    spread: dict[tuple[str, str, str | None], int] = {}
    for i, line in enumerate(income):
        if line.weeks is not None:
            key = (line.of, line.kind, line.payment)
            if spread.setdefault(key, line.weeks) != line.weeks:
                detail = "another part of this payment is over other weeks: name their `payment`s"
                yield FieldError(f"/income/{i}/weeks", detail)
