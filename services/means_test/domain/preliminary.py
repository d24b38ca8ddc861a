"""A preliminary test from few answers: a household to test, made of what can be told at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from pydantic import ValidationError

from services.means_test.domain.codes import Certificate
from services.means_test.domain.facts import Benefits
from services.means_test.domain.household import PEOPLE, Household
from shared.bounds import AtMost
from shared.problems import FieldError, InvalidInput, Problem
from shared.schema import Date, Field, Flag, Model, Pounds, example


class FewAnswers(Model):
    """What a resident can say without papers. Amounts are pounds."""

    model_config = example(
        made_on="2026-03-02",
        certificate="owner",
        authority="E07000083",
        born="1967-06-15",
        receives=["pip_daily_living_standard"],
        partner_born="1969-01-20",
        weekly_income="340.00",
        savings="7400.00",
    )

    made_on: Date
    """The day for which to work it out: ages and figures are those of the day."""
    certificate: Certificate
    """As what one would apply; a landlord is not tested."""
    authority: Annotated[str, AtMost(9)] | None = None
    """ONS code of the district, for its policy; leave out for the Regulations alone."""
    born: Date
    """When the disabled person was born."""
    in_education: Flag = False
    """The disabled person counts as a qualifying young person for child benefit."""
    receives: Benefits = ()
    """Benefits that the disabled person receives."""
    partner_born: Date | None = None
    """When the partner was born; leave out where there is none."""
    partner_receives: Benefits = ()
    """Benefits that the partner receives."""
    tax_credit_income: Pounds | None = None
    """Pounds a year, where either receives a tax credit."""
    children_born: Annotated[tuple[Date, ...], Field(max_length=PEOPLE - 2)] = ()
    """When each dependent child was born."""
    weekly_income: Pounds
    """All income of both that is not a disability benefit, a week, after tax."""
    savings: Pounds
    """Of both, the home left out."""


def household_of(answers: FewAnswers) -> Household:
    """The household that the answers describe; raises `InvalidInput` where there can be none."""
    try:
        return Household.model_validate(_document(answers))
    except ValidationError as error:
        raise InvalidInput.of(error) from error


@contextmanager
def told_of(answers: FewAnswers) -> Iterator[None]:
    """A fault of the household, or of its test, is told of the answer that has it."""
    try:
        yield
    except Problem as problem:
        problem.errors = tuple(
            FieldError(_answer_at(e.pointer, answers), e.detail) for e in problem.errors
        )
        raise


def _answer_at(pointer: str, answers: FewAnswers) -> str:
    """Which answer is at fault where the household made of the answers is."""
    top, *path = pointer.removeprefix("/").split("/")
    if top == "application":
        return f"/{path[0]}"
    if top != "people":
        return pointer
    index, key = int(path[0]), path[1]
    child = index - 1 - (answers.partner_born is not None)
    if index == 0:
        return "/".join(("", _OF_THE_DISABLED_PERSON.get(key, key), *path[2:]))
    if child < 0:
        return "/".join(("", _OF_THE_PARTNER.get(key, key), *path[2:]))
    return f"/children_born/{child}"


_OF_THE_DISABLED_PERSON = {"date_of_birth": "born", "qualifying_young_person": "in_education"}
_OF_THE_PARTNER = {
    "date_of_birth": "partner_born",
    "of": "partner_born",
    "receives": "partner_receives",
}
"""From the keys of a person to those of the answers; others are the same."""


def _document(answers: FewAnswers) -> dict[str, object]:
    first: dict[str, object] = {
        "id": "disabled-person",
        "role": "disabled_occupant",
        "date_of_birth": answers.born,
        "qualifying_young_person": answers.in_education,
        "receives": answers.receives,
        "tax_credit_income": answers.tax_credit_income,
    }
    return {
        "application": {
            "made_on": answers.made_on,
            "certificate": answers.certificate,
            "authority": answers.authority,
            "dwelling": "home",
        },
        "people": [first, *_partner(answers), *_children(answers)],
        "income": [
            {
                "of": "disabled-person",
                "kind": "other",
                "every": "week",
                "amount": answers.weekly_income,
            }
        ],
        "capital": [{"of": "disabled-person", "kind": "savings", "amount": answers.savings}],
    }


def _partner(answers: FewAnswers) -> list[dict[str, object]]:
    if answers.partner_born is None:
        return []
    return [
        {
            "id": "partner",
            "role": "partner",
            "of": "disabled-person",
            "date_of_birth": answers.partner_born,
            "receives": answers.partner_receives,
            "tax_credit_income": answers.tax_credit_income,
        }
    ]


def _children(answers: FewAnswers) -> list[dict[str, object]]:
    return [
        {"id": f"child-{i}", "role": "dependant", "of": "disabled-person", "date_of_birth": day}
        for i, day in enumerate(answers.children_born, start=1)
    ]
