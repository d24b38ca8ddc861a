"""A preliminary test from few answers: a household to test, made of what can be told at once."""

from services.means_test.domain.codes import Benefit, Certificate
from services.means_test.domain.household import Household
from shared.problems import FieldError, InvalidInput
from shared.schema import Date, Flag, Model, Pounds

_ANSWERED_BY = {
    "/people/0/date_of_birth": "/born",
    "/people/0/qualifying_young_person": "/in_education",
    "/people/0/tax_credit_income": "/tax_credit_income",
    "/people/1/date_of_birth": "/partner_born",
    "/people/1/of": "/partner_born",
    "/people/1/tax_credit_income": "/tax_credit_income",
}
"""Which answer is at fault where the household made of the answers is."""


class FewAnswers(Model):
    """What a resident can say without papers. Amounts are pounds."""

    made_on: Date
    certificate: Certificate
    authority: str | None = None
    born: Date
    """When the disabled person was born."""
    in_education: Flag = False
    """The disabled person counts as a qualifying young person for child benefit."""
    receives: tuple[Benefit, ...] = ()
    partner_born: Date | None = None
    partner_receives: tuple[Benefit, ...] = ()
    tax_credit_income: Pounds | None = None
    """Pounds a year, where either receives a tax credit."""
    children_born: tuple[Date, ...] = ()
    weekly_income: Pounds
    """All income of both that is not a disability benefit, a week, after tax."""
    savings: Pounds
    """Of both, the home left out."""


def household_of(answers: FewAnswers) -> Household:
    """The household that the answers describe; a fault is at the answer that has it."""
    try:
        return Household.model_validate(_document(answers))
    except InvalidInput as error:
        faults = [
            FieldError(_ANSWERED_BY.get(e.pointer, e.pointer), e.detail) for e in error.errors
        ]
        raise InvalidInput(errors=faults) from error


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
