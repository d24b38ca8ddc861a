"""What cannot be so is refused with a pointer to where it stands."""

import pytest
from pydantic import ValidationError

from services.means_test.calculate import calculate
from services.means_test.domain.household import Household
from shared.problems import InvalidInput
from tests.means_test.households import (
    born,
    child,
    household,
    income,
    partner,
    person,
    savings,
)

CARE = {"for": "c", "amount": "10.00", "every": "week"}
EARLIER = {
    "made_on": "2020-01-01",
    "certificate": "owner",
    "dwelling": "home",
    "relevant_people": ["a"],
    "reduction": "10.00",
}


def of(**facts):
    return household(person(**facts))


BAD = {
    "unknown benefit": (of(receives=["free_lunch"]), "/people/0/receives/0"),
    "unknown role": (household({**person(), "role": "cat"}), "/people/0/role"),
    "unknown key": (of(shoe_size=9), "/people/0/shoe_size"),
    "unknown top key": ({**household(), "pets": []}, "/pets"),
    "unknown certificate": (
        household(application={"certificate": "squatter"}),
        "/application/certificate",
    ),
    "missing made_on": (
        {**household(), "application": {"certificate": "owner", "dwelling": "h"}},
        "/application/made_on",
    ),
    "missing people": ({"application": household()["application"]}, "/people"),
    "nobody": ({**household(), "people": []}, "/people"),
    "no disabled occupant": (household(person(role="other")), "/people"),
    "number for money": (household(income=[{**income("1.00"), "amount": 1}]), "/income/0/amount"),
    "three places": (household(income=[income("1.005")]), "/income/0/amount"),
    "negative income": (household(income=[income("-1.00")]), "/income/0/amount"),
    "absurd income": (household(income=[income("10000000.01")]), "/income/0/amount"),
    "negative capital": (household(capital=[savings("-0.01")]), "/capital/0/amount"),
    "absurd capital": (household(capital=[savings("100000000.01")]), "/capital/0/amount"),
    "unknown income": (household(income=[income("1.00", "alms")]), "/income/0/kind"),
    "unknown capital": (household(capital=[savings("1.00", kind="gold")]), "/capital/0/kind"),
    "period not ours": (
        household(income=[income("1.00", every="decade")]),
        "/income/0/every",
    ),
    "no period": (
        household(income=[{"of": "a", "kind": "other", "amount": "1.00"}]),
        "/income/0/every",
    ),
    "no owners": (household(capital=[savings("1.00", equal_owners=0)]), "/capital/0/equal_owners"),
    "half an owner": (
        household(capital=[savings("1.00", equal_owners=1.5)]),
        "/capital/0/equal_owners",
    ),
    "text for a bool": (of(in_prison="yes"), "/people/0/in_prison"),
    "a number for a bool": (of(in_prison=1), "/people/0/in_prison"),
    "too many hours": (of(hours_worked=169), "/people/0/hours_worked"),
    "not a date": (
        household({**person(), "date_of_birth": "1985-02-30"}),
        "/people/0/date_of_birth",
    ),
    "a time": (
        household({**person(), "date_of_birth": "1985-02-03T00:00:00"}),
        "/people/0/date_of_birth",
    ),
    "born later": (
        household({**person(), "date_of_birth": "2025-06-03"}),
        "/people/0/date_of_birth",
    ),
    "born too long ago": (of(age=126), "/people/0/date_of_birth"),
    "decided before made": (
        household(application={"decided_on": "2025-06-01"}),
        "/application/decided_on",
    ),
    "a number for an id": (household({**person(), "id": 7}), "/people/0/id"),
    "no id": (household({**person(), "id": ""}), "/people/0/id"),
    "a long id": (household({**person(), "id": "x" * 101}), "/people/0/id"),
    "a number for an authority": (
        household(application={"authority": 7}),
        "/application/authority",
    ),
    "text for hours": (of(hours_worked="16"), "/people/0/hours_worked"),
    "hours below none": (of(hours_worked=-0.5), "/people/0/hours_worked"),
    "1001 owners": (
        household(capital=[savings("1.00", equal_owners=1001)]),
        "/capital/0/equal_owners",
    ),
    "owners in words": (
        household(capital=[savings("1.00", equal_owners="2")]),
        "/capital/0/equal_owners",
    ),
    "54 weeks": (
        household(income=[income("9.00", "student_loan", every="year", weeks=54)]),
        "/income/0/weeks",
    ),
    "weeks in words": (
        household(income=[income("9.00", "student_loan", every="year", weeks="40")]),
        "/income/0/weeks",
    ),
    "absurd charges": (
        household(person(), child(), child_care=[CARE | {"amount": "10000000.01"}]),
        "/child_care/0/amount",
    ),
    "another of someone": (household(person(), person("b", role="other", of="a")), "/people/1/of"),
    "two of one id": (household(person(), person(role="other")), "/people/1/id"),
    "income of nobody": (household(income=[income("1.00", of="z")]), "/income/0/of"),
    "capital of nobody": (household(capital=[savings("1.00", of="z")]), "/capital/0/of"),
    "child care for nobody": (household(child_care=[CARE]), "/child_care/0/for"),
    "child care for an adult": (
        household(person(), person("c", 30, "non_dependant"), child_care=[CARE]),
        "/child_care/0/for",
    ),
    "partner of nobody": (household(person(), partner(of="z")), "/people/1/of"),
    "partner of none named": (household(person(), person("b", role="partner")), "/people/1/of"),
    "dependant of none named": (household(person(), person("b", 8, "dependant")), "/people/1/of"),
    "own partner": (household(person(), partner(of="b")), "/people/1/of"),
    "non-dependant of someone": (
        household(person(), person("b", role="non_dependant", of="a")),
        "/people/1/of",
    ),
    "two partners": (household(person(), partner(), partner(id_="c")), "/people/2/of"),
    "partner of a partner": (
        household(
            person(), partner(), partner(id_="c", of="b"), application={"polygamous_marriage": True}
        ),
        "/people/2/of",
    ),
    "child with a partner": (household(person(age=15), partner()), "/people/1/of"),
    "partner who is a child": (household(person(), partner(15)), "/people/1/of"),
    "dependant of twenty": (household(person(), child(20)), "/people/1/role"),
    "young person of twenty": (
        household(person(age=20, qualifying_young_person=True)),
        "/people/0/qualifying_young_person",
    ),
    "both chosen": (household(person(relevant=True), partner(relevant=True)), "/people/1/relevant"),
    "neither chosen": (
        household(person(relevant=False), partner(relevant=False)),
        "/people/0/relevant",
    ),
    "the only one not chosen": (of(relevant=False), "/people/0/relevant"),
    "a child chosen": (of(age=9, relevant=True), "/people/0/relevant"),
    "an outsider chosen": (
        household(person(), person("b", role="other", relevant=True)),
        "/people/1/relevant",
    ),
    "tax credit without its income": (
        of(receives=["child_tax_credit"]),
        "/people/0/tax_credit_income",
    ),
    "the other tax credit without its income": (
        of(receives=["working_tax_credit"]),
        "/people/0/tax_credit_income",
    ),
    "tax on a pension": (
        household(income=[income("9.00", "state_pension", tax="1.00")]),
        "/income/0/tax",
    ),
    "heating of a boarder": (
        household(income=[income("9.00", "boarder", heating=True)]),
        "/income/0/heating",
    ),
    "essentials of a pension": (
        household(income=[income("9.00", "other", for_essentials=True)]),
        "/income/0/for_essentials",
    ),
    "weeks of wages": (
        household(income=[income("9.00", "employment", weeks=40)]),
        "/income/0/weeks",
    ),
    "a loan over no weeks": (
        household(income=[income("9.00", "student_loan", every="year")]),
        "/income/0/weeks",
    ),
    "a loan by the month": (
        household(income=[income("9.00", "student_loan", every="month", weeks=40)]),
        "/income/0/every",
    ),
    "more tax than pay": (
        household(income=[income("9.00", "employment", tax="9.00", national_insurance="0.01")]),
        "/income/0/amount",
    ),
    "an earlier grant that is later": (
        household(earlier_grants=[EARLIER | {"made_on": "2025-06-03"}]),
        "/earlier_grants/0/made_on",
    ),
}


@pytest.mark.parametrize("document, pointer", BAD.values(), ids=BAD)
def test_refused(document, pointer):
    with pytest.raises((InvalidInput, ValidationError)) as refused:
        Household.model_validate(document)

    error = refused.value
    problem = error if isinstance(error, InvalidInput) else InvalidInput.of(error)
    assert [e.pointer for e in problem.errors] == [pointer]
    assert problem.errors[0].detail


def test_every_fault_of_a_kind_is_told_at_once():
    document = household(income=[income("1.00", of="y"), income("1.00", of="z")])

    with pytest.raises(InvalidInput) as refused:
        Household.model_validate(document)

    assert [e.pointer for e in refused.value.errors] == ["/income/0/of", "/income/1/of"]


CIRCLES = {
    "partners of each other": (partner(of="c"), partner(id_="c", of="b")),
    "dependants of each other": (child(id_="b", of="c"), child(id_="c", of="b")),
    "child occupants of each other": (person("b", 8, of="c"), person("c", 9, of="b")),
    "of three": (child(id_="b", of="c"), child(id_="c", of="d"), child(id_="d", of="b")),
    "a dependant and their dependant": (child(19, "b", of="c"), child(id_="c", of="b")),
}


@pytest.mark.parametrize("people", CIRCLES.values(), ids=CIRCLES)
def test_who_are_of_each_other_alone_are_refused(people):
    """When a test is made: a kept one opens."""
    document = household(person(), *people)
    Household.model_validate(document)
    with pytest.raises(InvalidInput) as refused:
        calculate(document)
    at = [f"/people/{i}/of" for i in range(1, len(people) + 1)]
    assert [e.pointer for e in refused.value.errors] == at


def test_who_is_of_one_of_a_circle_is_not_at_fault():
    with pytest.raises(InvalidInput) as refused:
        calculate(household(person(), *CIRCLES["dependants of each other"], child(id_="d", of="b")))
    assert [e.pointer for e in refused.value.errors] == ["/people/1/of", "/people/2/of"]


@pytest.mark.parametrize(
    "people",
    [
        (person(of="b"), person("b", of="a")),
        (person(of="b"), partner()),
        (person(), partner(), child(of="b"), person("d", 9, of="a")),
    ],
)
def test_a_couple_may_name_each_other(people):
    assert calculate(household(*people))["relevant_people"] == ["a"]


def test_what_is_just_possible():
    """On the edge of what is refused, and not refused."""
    Household.model_validate(household({**person(), "date_of_birth": "2025-06-02"}))
    Household.model_validate(household(person(age=125)))
    Household.model_validate(household(application={"decided_on": "2025-06-02"}))
    Household.model_validate(household(person(), child(19)))
    Household.model_validate(household(person(age=19, qualifying_young_person=True)))
    Household.model_validate(household(person(age=16), partner(16)))
    Household.model_validate(household(person(relevant=False), partner(relevant=True)))
    Household.model_validate(household(earlier_grants=[EARLIER | {"made_on": "2025-06-02"}]))
    Household.model_validate(
        household(person(), person("m", role="other", receives=["child_tax_credit"]))
    )
    marriage = household(
        person(), partner(), partner(id_="d"), application={"polygamous_marriage": True}
    )
    Household.model_validate(marriage)
    Household.model_validate({**household(application={"certificate": "landlord"}), "people": []})
    disabled_child = household(person(), person("c", 8, of="a"), child_care=[CARE])
    Household.model_validate(disabled_child)
    Household.model_validate(household(person(id_="x" * 100, hours_worked=168)))
    Household.model_validate(household(person(hours_worked=0)))
    for most in ("equal_owners", 1000), ("secured_debt", "1.00"):
        Household.model_validate(household(capital=[savings("100000000.00", **dict([most]))]))
    over = {"every": "year", "weeks": 53}
    Household.model_validate(household(income=[income("10000000.00", "student_loan", **over)]))
    most_care = household(person(), child(), child_care=[CARE | {"amount": "10000000.00"}])
    Household.model_validate(most_care)
    both_named = household(person(of="b"), person("b", of="a"))
    Household.model_validate(both_named)
    assert born(40) == "1985-02-22"
