"""What is stated and does not count is said in the working, or refused where it has another place."""

import pytest

from services.means_test.calculate import calculate
from shared.problems import InvalidInput
from tests.means_test.households import (
    CANNOCK_CHASE,
    WITH_TAX_CREDITS,
    child,
    household,
    income,
    partner,
    person,
)

DLA, PIP = "dla_care_middle", "pip_daily_living_standard"
AWARDED = {"receives": ["child_tax_credit"], "tax_credit_income": "15050.00"}


def said(*people, **parts):
    """What is said not to count, by person."""
    lines = calculate(household(*people, **parts))["working"]
    remarks = [w for w in lines if w["step"] == "remarks"]
    return [(w["of"], w["item"].rpartition(": ")[2], w["provision"]) for w in remarks]


@pytest.mark.parametrize("role", ["partner", "non_dependant", "other", "disabled_occupant"])
def test_an_adults_capital_has_its_place_in_the_list(role):
    """Beside a person it would be silently left out of the tariff income (reg 40)."""
    of = {"of": "a"} if role == "partner" else {}
    with pytest.raises(InvalidInput) as refused:
        calculate(household(person(), person("x", 40, role, capital="20000.00", **of)))
    [error] = refused.value.errors
    assert (error.pointer, "/capital" in error.detail) == ("/people/1/capital", True)


def test_nil_beside_an_adult_is_no_capital():
    assert calculate(household(person(capital="0.00"))) == calculate(household(person()))


@pytest.mark.parametrize(
    "people, line",
    [
        (
            (person(), partner(receives=["housing_benefit"])),
            ("b", "housing benefit", "reg 5(2)"),
        ),
        ((person(receives=["savings_credit"]),), ("a", "savings credit", "reg 10(3)")),
        (
            (person(receives=["council_tax_reduction"]),),
            ("a", "council tax reduction", "reg 10(3)"),
        ),
        ((person(tax_credit_income="0.00"),), ("a", "tax credit income", "reg 10(3)(c)")),
        (
            (person(suspended_in_hospital=["carers_allowance"]),),
            ("a", "carers allowance", "Sch 1 para 12(1)(a)(iii)"),
        ),
        ((person(), child(hours_worked=3)), ("c", "hours worked", "reg 17(4)")),
        (
            (person(), child(capital="9000.00")),
            ("c", "capital", "Sch 1 para 14(1)(a)"),
        ),
        (
            (
                person(),
                person("n", 30, "non_dependant", hours_worked=40, receives=["housing_benefit"]),
            ),
            ("n", "hours worked, housing benefit", "regs 16, 17"),
        ),
        (
            (person(), person("o", 30, "other", joint="owner", severely_sight_impaired=True)),
            ("o", "severely sight impaired, joint", "regs 16, 17"),
        ),
    ],
)
def test_a_fact_that_no_rule_asks_for_is_said_not_to_count(people, line):
    assert said(*people) == [line]


def test_tax_credits_that_passport_nobody_are_said_so():
    """Reg 10(3)(c): awarded on an income below the limit, and to the relevant person."""
    application = {"made_on": WITH_TAX_CREDITS}
    alone = said(person(**AWARDED), application=application)
    assert alone == [("a", "child tax credit", "reg 10(3)(c)")]
    theirs = partner(**AWARDED | {"tax_credit_income": "9000.00"})
    of_partner = said(person(), theirs, application=application)
    assert of_partner == [("b", "child tax credit", "reg 5(2)")]


def test_what_counts_is_not_said_not_to():
    """Each of these acts, or would in another sum; of who is passported the passport speaks."""
    asked = {"hours_worked": 20, "in_hospital": True, "entitled_to_carers_allowance": True}
    assert not said(
        person(receives=[PIP], **asked),
        partner(receives=["contributory_esa_support"], suspended_in_hospital=[PIP], **asked),
        child(receives=[DLA], capital="9000.00"),
        person("n", 30, "non_dependant", receives=[PIP], joint="tenant"),
    )
    assert not said(person(receives=["universal_credit"], hours_worked=4), child(hours_worked=4))
    local = {"authority": CANNOCK_CHASE}
    assert not said(person(receives=["council_tax_reduction"]), application=local)


def test_care_of_a_child_who_is_of_nobodys_family_is_said_not_to_count():
    care = [{"for": "m", "amount": "60.00", "every": "week"}]
    parent = person("n", 30, "non_dependant")
    theirs = child(5, "m", of="n")
    assert said(person(), parent, theirs, child_care=care) == [
        ("m", "not of a child of the family", "reg 18(1A)")
    ]


CARE = [{"for": "k", "amount": "100.00", "every": "week"}]
SUMMER = {"made_on": "2025-08-29"}
"""Before the first Monday in September of a year in which they turn sixteen."""


@pytest.mark.parametrize(
    "facts",
    [
        {"receives": ["pip_mobility"]},
        {"receives": ["armed_forces_independence_payment"]},
        {"receives": ["dla_care_lowest"]},
        {"suspended_in_hospital": ["dla_care_highest"]},
        {"suspended_in_hospital": ["pip_mobility"]},
        {"severely_sight_impaired": True},
    ],
)
@pytest.mark.parametrize("other", [child(5), partner(hours_worked=16)], ids=["child", "partner"])
def test_what_makes_one_treated_as_a_child_disabled_counts(facts, other):
    """Reg 19(8): until the September after sixteen a charge is deducted, by the disability."""
    teenager = child(16, "k", **facts)
    people = (person(hours_worked=16), other, teenager)
    parts = {"child_care": CARE, "application": SUMMER, "income": [income("400.00")]}
    answer = calculate(household(*people, **parts))
    assert answer["income"] == "300.00"
    assert said(*people, **parts) == []
    in_vain = {**teenager, "hours_worked": 3, "joint": "owner", "capital": "9.00"}
    assert said(*people[:2], in_vain, **parts) == [
        ("k", "hours worked, capital, joint", "regs 16, 17")
    ]


def test_where_no_charge_is_deducted_the_disability_of_one_of_sixteen_is_in_vain():
    """The income says why; reg 19(1) asks for a lone parent or a couple, reg 19(5) for the age."""
    teenager = child(16, "k", receives=["pip_mobility"])
    remark = [("k", "pip mobility", "regs 16, 17")]
    alone = (person(hours_worked=16), teenager)
    assert said(*alone, child_care=CARE, application=SUMMER) == remark
    assert said(*alone, child(5), application=SUMMER) == remark
    autumn = {"made_on": "2025-09-01"}
    assert said(*alone, child(5), child_care=CARE, application=autumn) == remark


def test_care_of_a_child_of_an_adult_who_is_assessed_is_told_in_the_income_alone():
    """A disabled occupant who is theirs and an adult has a family of their own."""
    grown_up = person("k", 16, of="a")
    people = (person(hours_worked=16), child(5), grown_up)
    assert said(*people, child_care=CARE) == []


@pytest.mark.parametrize(
    "joint, amount, reduction",
    [({}, "337.30", "81587.27"), ({"joint": "owner"}, "438.00", "43630.42")],
)
def test_who_owns_with_a_partner_of_the_relevant_person_is_no_non_dependant(
    joint, amount, reduction
):
    """Reg 6(2)(d): both of an older couple have attendance allowance; their daughter owns with one."""
    mother = person("m", 75, receives=["attendance_allowance"])
    father = partner(76, "f", of="m", receives=["attendance_allowance"], **joint)
    daughter = person("d", 45)
    pension = income("700.00", "occupational_pension", of="m")
    answer = calculate(household(mother, father, daughter, income=[pension]))
    assert (answer["applicable_amount"], answer["reduction"]) == (amount, reduction)
