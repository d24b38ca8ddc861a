"""The household to be tested. One that exists is possible: the rest is refused with a pointer."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any

from services.means_test.domain.facts import (
    Application,
    Capital,
    ChildCare,
    EarlierGrant,
    Income,
    Person,
)
from services.means_test.domain.people import CHILD_UNDER, YOUNG_PERSON_UNDER, Roll, age_on, chosen
from shared.problems import FieldError, InvalidInput
from shared.schema import Field, Model, example

OLDEST = 125
"""Years: beyond this a date of birth is a slip."""

COUPLE = 2

PEOPLE = 30
LINES = 150
"""Of income, of capital and of child care: five of each for every one of thirty people."""

_KEYS_OF_KINDS: dict[str, frozenset[str]] = {
    "tax": frozenset({"employment", "self_employment"}),
    "national_insurance": frozenset({"employment", "self_employment"}),
    "pension_contributions": frozenset({"employment", "self_employment"}),
    "heating": frozenset({"lodger"}),
    "for_essentials": frozenset({"charitable_payment"}),
    "weeks": frozenset({"student_grant", "student_loan"}),
}

UNKNOWN = "no person of the household has this id"

Faults = Iterator[FieldError]


class Household(Model):
    """Everything the test needs to know, in the shape of the published command line.

    A household is of at most thirty people, and so are its lists bounded.
    """

    model_config = example(
        application={
            "made_on": "2026-03-02",
            "certificate": "owner",
            "dwelling": "home-1",
            "authority": "E07000083",
        },
        people=[
            {
                "id": "applicant",
                "date_of_birth": "1967-06-15",
                "role": "disabled_occupant",
                "receives": ["pip_daily_living_standard"],
            },
            {"id": "partner", "date_of_birth": "1969-01-20", "role": "partner", "of": "applicant"},
        ],
        income=[
            {
                "of": "partner",
                "kind": "employment",
                "amount": "1650.00",
                "every": "month",
                "tax": "120.00",
                "national_insurance": "48.00",
            }
        ],
        capital=[{"of": "applicant", "kind": "savings", "amount": "7400.00"}],
    )

    application: Application
    """When, for which home and under whose policy."""
    people: Annotated[tuple[Person, ...], Field(max_length=PEOPLE)]
    """Everybody in the household, 30 at most; one is the disabled occupant."""
    income: Annotated[tuple[Income, ...], Field(max_length=LINES)] = ()
    """Each regular payment to each of them; not the benefits named under `receives`."""
    capital: Annotated[tuple[Capital, ...], Field(max_length=LINES)] = ()
    """Savings, property and the like of each of them."""
    child_care: Annotated[tuple[ChildCare, ...], Field(max_length=LINES)] = ()
    """What is paid for the care of children, where it counts."""
    earlier_grants: Annotated[tuple[EarlierGrant, ...], Field(max_length=PEOPLE)] = ()
    """Grants of the last years on the same home, whose reductions count."""

    def model_post_init(self, _context: Any, /) -> None:
        """Refuse what cannot be so, every fault at once where they can be told together."""
        _refuse(_faults_of_reference(self))
        _refuse(_faults_of_parts(self))
        _refuse(_faults_of_people(self))

    def roll(self) -> Roll:
        """The people as they stand to each other on the day of the application."""
        return Roll(self.application.made_on, self.people, self.income)


class KeptHousehold(Household):
    """A household as it was tested: what was kept opens, whatever is bounded today."""

    people: tuple[Person, ...]
    """Everybody in the household; one is the disabled occupant."""
    income: tuple[Income, ...] = ()
    """Each regular payment to each of them."""
    capital: tuple[Capital, ...] = ()
    """Savings, property and the like of each of them."""
    child_care: tuple[ChildCare, ...] = ()
    """What is paid for the care of children, where it counts."""
    earlier_grants: tuple[EarlierGrant, ...] = ()
    """Grants of the last years on the same home, whose reductions count."""

    @classmethod
    def of(cls, household: Household) -> "KeptHousehold":
        """The household that was tested, to be kept."""
        return cls.model_validate(dict(household))


def _refuse(faults: Faults) -> None:
    found = tuple(faults)
    if found:
        raise InvalidInput(errors=found)


def _faults_of_reference(household: Household) -> Faults:
    """Every id is one person's, and what names a person names one of the household."""
    ids: set[str] = set()
    for i, person in enumerate(household.people):
        if person.id in ids:
            yield FieldError(f"/people/{i}/id", "another person has this id")
        ids.add(person.id)
    for i, person in enumerate(household.people):
        yield from _faults_of_tie(i, person, ids)
    for i, income in enumerate(household.income):
        if income.of not in ids:
            yield FieldError(f"/income/{i}/of", UNKNOWN)
    for i, asset in enumerate(household.capital):
        if asset.of not in ids:
            yield FieldError(f"/capital/{i}/of", UNKNOWN)
    for i, charge in enumerate(household.child_care):
        if charge.child not in ids:
            yield FieldError(f"/child_care/{i}/for", UNKNOWN)


def _faults_of_tie(i: int, person: Person, ids: set[str]) -> Faults:
    at = f"/people/{i}/of"
    if person.of is None:
        if person.role in {"partner", "dependant"}:
            yield FieldError(at, f"required for a {person.role}: whose {person.role} this is")
    elif person.role in {"non_dependant", "other"}:
        yield FieldError(at, "only a partner, a dependant or a disabled occupant is of someone")
    elif person.of == person.id:
        yield FieldError(at, "nobody is their own partner or dependant")
    elif person.of not in ids:
        yield FieldError(at, UNKNOWN)


def _faults_of_parts(household: Household) -> Faults:
    application = household.application
    if application.decided_on is not None and application.decided_on < application.made_on:
        yield FieldError("/application/decided_on", "before the application was made")
    for i, person in enumerate(household.people):
        yield from _faults_of_person(i, person, application.made_on)
    for i, income in enumerate(household.income):
        yield from _faults_of_income(i, income)
    minors = {p.id for p in household.people if p.role in {"dependant", "disabled_occupant"}}
    for i, charge in enumerate(household.child_care):
        if charge.child not in minors:
            yield FieldError(f"/child_care/{i}/for", "not a dependant of anyone")
    for i, grant in enumerate(household.earlier_grants):
        if grant.made_on > application.made_on:
            yield FieldError(f"/earlier_grants/{i}/made_on", "after this application was made")


def _faults_of_person(i: int, person: Person, made_on: dt.date) -> Faults:
    if person.date_of_birth > made_on:
        yield FieldError(f"/people/{i}/date_of_birth", "after the application was made")
    elif age_on(person.date_of_birth, made_on) > OLDEST:
        yield FieldError(f"/people/{i}/date_of_birth", f"more than {OLDEST} years ago")
    for j, benefit in enumerate(person.suspended_in_hospital):
        if benefit in person.receives:
            at = f"/people/{i}/suspended_in_hospital/{j}"
            yield FieldError(at, "listed in `receives` too: it is paid or it is not")


def _faults_of_income(i: int, income: Income) -> Faults:
    for key, kinds in _KEYS_OF_KINDS.items():
        if getattr(income, key) is not None and income.kind not in kinds:
            yield FieldError(f"/income/{i}/{key}", f"not a key of {income.kind}")
    if income.kind in _KEYS_OF_KINDS["weeks"]:
        if income.weeks is None:
            yield FieldError(f"/income/{i}/weeks", "required: the weeks the year is spread over")
        if income.every not in {None, "year"}:
            yield FieldError(f"/income/{i}/every", "student income is for the academic year")
    elif income.every is None:
        yield FieldError(f"/income/{i}/every", "required: add it")
    deducted = sum(filter(None, (income.tax, income.national_insurance)))
    if deducted > income.amount:
        yield FieldError(f"/income/{i}/amount", "less than the tax and national insurance on it")


def _faults_of_people(household: Household) -> Faults:
    if household.application.certificate != "landlord" and not any(
        p.role == "disabled_occupant" for p in household.people
    ):
        yield FieldError(
            "/people", "no disabled occupant: the test is of theirs and a partner's means"
        )
    roll = household.roll()
    polygamous = household.application.polygamous_marriage
    for i, person in enumerate(household.people):
        yield from _faults_of_age(i, roll.ages[person.id], person)
        yield from _faults_of_partner(i, person, roll, polygamous=polygamous)
        yield from _faults_of_choice(i, person, roll)
        yield from _faults_of_tax_credits(i, person, roll)


def _faults_of_age(i: int, age: int, person: Person) -> Faults:
    if age < YOUNG_PERSON_UNDER:
        return
    if person.qualifying_young_person:
        at = f"/people/{i}/qualifying_young_person"
        yield FieldError(at, f"nobody of {YOUNG_PERSON_UNDER} or over is one")
    if person.role == "dependant":
        detail = f"a dependant is under {YOUNG_PERSON_UNDER}: an adult is a non_dependant"
        yield FieldError(f"/people/{i}/role", detail)


def _faults_of_partner(i: int, person: Person, roll: Roll, *, polygamous: bool) -> Faults:
    named = roll.partner_named_by(person)
    if named is None:
        return
    at = f"/people/{i}/of"
    if min(roll.ages[person.id], roll.ages[named.id]) < CHILD_UNDER:
        yield FieldError(at, "a child has no partner")
    if named.role == "partner" and named.of != person.id:
        yield FieldError(at, "this is someone's partner: name the person whose partner they are")
    marriage = roll.marriage_of(person)
    others = [p for p in roll.people[:i] if p in marriage and roll.partner_named_by(p)]
    if len(marriage) > COUPLE and others and not polygamous:
        yield FieldError(at, "a second partner, though the marriage is not polygamous")


def _faults_of_choice(i: int, person: Person, roll: Roll) -> Faults:
    """The officer chooses one of those who may be the relevant person (reg 5(2))."""
    if person.relevant is None:
        return
    at = f"/people/{i}/relevant"
    marriage = roll.marriage_of(person)
    if marriage not in roll.marriages_of_occupants() or person.id in roll.minors:
        yield FieldError(at, "neither an adult disabled occupant nor the partner of one")
    elif person.relevant and chosen(marriage) is not person:
        yield FieldError(at, "another of the couple is chosen already")
    elif marriage[0] is person and all(p.relevant is False for p in marriage):
        yield FieldError(at, "one of them is the relevant person")


def _faults_of_tax_credits(i: int, person: Person, roll: Roll) -> Faults:
    """Whether tax credits passport someone turns on the income they were awarded on."""
    if person.tax_credit_income is not None:
        return
    if not {"working_tax_credit", "child_tax_credit"} & set(person.receives):
        return
    if roll.marriage_of(person) in roll.marriages_of_occupants():
        yield FieldError(f"/people/{i}/tax_credit_income", "required for who receives a tax credit")
