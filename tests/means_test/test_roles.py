"""Who counts for what: every benefit and every kind of income, had by everybody a home can hold.

Regs 5, 6, 16, 17; Schs 1 to 3. Nobody counts by the label alone.
"""

import datetime as dt
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.means_test.domain.answer import answer
from services.means_test.domain.codes import Benefit, IncomeKind
from services.means_test.domain.household import Household
from services.means_test.parameters import figures_on
from tests.means_test.households import (
    WITH_TAX_CREDITS,
    assessed,
    child,
    household,
    income,
    partner,
    person,
    savings,
)
from tests.means_test.random_households import random_household

YOUNG = {"qualifying_young_person": True}

EVERYBODY = {
    "relevant": person("relevant"),
    "partner": partner(id_="partner", of="relevant"),
    "child": child(8, "child", "relevant"),
    "young person": child(18, "young person", "partner", **YOUNG),
    "disabled child": person("disabled child", 9, of="relevant"),
    "left school": child(17, "left school", "relevant"),
    "left school, grown up": child(19, "left school, grown up", "relevant"),
    "another": person("another", 50),
    "another's partner": partner(50, "another's partner", "another"),
    "another's child": child(8, "another's child", "another"),
    "another's young person": child(18, "another's young person", "another", **YOUNG),
    "non-dependant": person("non-dependant", 30, "non_dependant"),
    "non-dependant's partner": partner(30, "non-dependant's partner", "non-dependant"),
    "non-dependant's child": child(8, "non-dependant's child", "non-dependant"),
    "other": person("other", 50, "other"),
    "other's partner": partner(50, "other's partner", "other"),
    "other's child": child(8, "other's child", "other"),
}
RELEVANT = {"relevant", "another"}
PARTNERS = {"partner", "another's partner"}
ADULTS = RELEVANT | PARTNERS
MINORS = {
    "child",
    "young person",
    "disabled child",
    "another's child",
    "another's young person",
}
"""Children and young persons of the two families; nobody else counts for an amount."""
YOUNG_PERSONS = {"young person", "another's young person"}

OWN_PASSPORTS = {
    "income_support",
    "income_based_jsa",
    "income_related_esa",
    "housing_benefit",
    "guarantee_credit",
    "universal_credit",
    "working_tax_credit",
    "child_tax_credit",
}
PARTNERS_PASSPORTS = {"guarantee_credit", "universal_credit"}
DLA = {"dla_care_lowest", "dla_care_middle", "dla_care_highest", "dla_mobility"}
PIP = {"pip_daily_living_standard", "pip_daily_living_enhanced", "pip_mobility"}
AFIP = {"armed_forces_independence_payment"}
DISABILITY = (
    DLA
    | PIP
    | AFIP
    | {
        "attendance_allowance",
        "contributory_esa_main_phase",
        "contributory_esa_support",
        "severe_disablement_allowance",
        "long_term_incapacity_benefit",
        "mobility_supplement",
        "wtc_disability_element",
    }
)
ENHANCED = {"dla_care_highest", "pip_daily_living_enhanced", "contributory_esa_support"} | AFIP
ENHANCED_IN_HOSPITAL = {"dla_care_highest", "pip_daily_living_enhanced"}
OF_ADULTS = {
    "income_support",
    "income_based_jsa",
    "income_related_esa",
    "contributory_esa_main_phase",
    "contributory_esa_support",
    "long_term_incapacity_benefit",
}
"""In receipt of one, a young person is one no more (reg 2(1))."""


def amounts(who=None, **facts):
    """What each person brings to the applicable amount, and passports, with more facts of one."""
    people = [entry | (facts if id_ == who else {}) for id_, entry in EVERYBODY.items()]
    told = answer(assessed(household(*people, application={"made_on": WITH_TAX_CREDITS})))
    return {
        w["item"]
        for w in told["working"]
        if w["step"] in {"applicable_amount", "passport"} and not w["item"].startswith("personal")
    } - {
        "for the application",
        "child",
        "young person",
        "family premium",
        "aged nineteen: no amount",
    }


def brought(who, benefit):
    """What a benefit should bring, by who has it."""
    if who in RELEVANT and benefit in OWN_PASSPORTS:
        return {f"passported by {benefit.replace('_', ' ')}", "passported relevant person"}
    if who in PARTNERS and benefit in PARTNERS_PASSPORTS:
        return {
            f"passported by a partner's {benefit.replace('_', ' ')}",
            "passported relevant person",
        }
    if who in ADULTS:
        return (
            {"disability premium" for _ in {benefit} & DISABILITY}
            | {"enhanced disability premium" for _ in {benefit} & ENHANCED}
            | {"carer premium" for _ in {benefit} & {"carers_allowance"}}
        )
    if who in MINORS:
        of_them = DLA | PIP | AFIP if who in YOUNG_PERSONS else DLA
        return {"disabled child premium" for _ in {benefit} & of_them} | {
            "enhanced disability premium, child" for _ in {benefit} & ENHANCED
        }
    return set()


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("benefit", [b for b in get_args(Benefit) if b != "wtc_50_plus_element"])
def test_what_a_benefit_brings_to_the_amount(who, benefit):
    if who.endswith("young person") and benefit in OF_ADULTS:
        return
    credit = {"tax_credit_income": "9.00"} if benefit.endswith("tax_credit") else {}
    assert amounts(who, receives=[benefit], **credit) == brought(who, benefit)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize(
    "benefit", ["attendance_allowance", *sorted(DLA | PIP | AFIP), "carers_allowance"]
)
def test_what_one_suspended_in_hospital_still_brings(who, benefit):
    """Sch 1 paras 12(1)(a)(iii), (vi), 13A, 14(1)(b), (d)."""
    hospital = {benefit} & ({"attendance_allowance"} | DLA | PIP)
    expected = set()
    if who in ADULTS and hospital:
        expected |= {"disability premium"}
        expected |= {"enhanced disability premium" for _ in hospital & ENHANCED_IN_HOSPITAL}
    if who in MINORS and hospital & (DLA | PIP):
        of_them = DLA | PIP if who in YOUNG_PERSONS else DLA
        expected |= {"disabled child premium" for _ in hospital & of_them}
        expected |= {"enhanced disability premium, child" for _ in hospital & ENHANCED_IN_HOSPITAL}
    assert amounts(who, suspended_in_hospital=[benefit]) == expected


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize(
    "fact, of_adults, of_minors",
    [
        ("severely_sight_impaired", "disability premium", "disabled child premium"),
        ("entitled_to_carers_allowance", "carer premium", None),
        ("carers_allowance_paid_for_them", None, None),
        ("incapacitated", None, None),
    ],
)
def test_what_a_circumstance_brings(who, fact, of_adults, of_minors):
    expected = of_adults if who in ADULTS else of_minors if who in MINORS else None
    assert amounts(who, **{fact: True}) == ({expected} if expected else set())


COUNTED = {
    "employment": "40.00",
    "self_employment": "40.00",
    "maintenance": "35.00",
    "war_pension": "40.00",
    "widowed_parents_allowance": "35.00",
    "charitable_payment": "30.00",
    "lodger": "46.00",
    "boarder": "15.00",
    "student_loan": "25.525",
    "student_grant": "34.55",
    "rent": "0.00",
    "tax_credits": "0.00",
    "disability_benefit": "0.00",
    "disregarded": "0.00",
}
"""What of fifty a week counts of an adult of a family with children; of other kinds, all of it."""


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("kind", get_args(IncomeKind))
def test_what_of_an_income_counts(who, kind):
    if who.endswith("young person") and kind in {
        "contributory_esa",
        "contributory_jsa",
        "incapacity_benefit",
    }:
        return
    line = income("50.00", kind, of=who)
    if kind == "charitable_payment":
        line["for_essentials"] = True
    if kind in {"student_loan", "student_grant"}:
        line |= {"amount": "2000.00", "weeks": 40, "every": "year"}
    document = household(
        *EVERYBODY.values(), income=[line], application={"made_on": WITH_TAX_CREDITS}
    )
    expected = COUNTED.get(kind, "50.00") if who in ADULTS else "0.00"
    assert answer(assessed(document))["income"] == expected


@pytest.mark.parametrize("who", EVERYBODY)
def test_whose_capital_counts(who):
    document = household(*EVERYBODY.values(), capital=[savings("7000.00", of=who)])
    expected = "4.00" if who in ADULTS else "0.00"
    assert answer(assessed(document))["tariff_income"] == expected


CARE = {"receives": ["attendance_allowance"]}

BESIDE = {
    "another": True,
    "another's partner": True,
    "another's child": False,
    "another's young person": True,
    "left school": False,
    "left school, grown up": True,
    "child": False,
    "young person": False,
    "non-dependant": True,
    "non-dependant's partner": True,
    "non-dependant's child": False,
    "other": False,
    "other's partner": False,
    "other's child": False,
}
"""Whether somebody beside a severely disabled person is a non-dependant of eighteen or over."""


class TestNonDependants:
    """Reg 6: they stand against the severe disability premium (Sch 1 para 13(2), Sch 1A para 7(2))."""

    def given(self, *people, of="relevant"):
        told = answer(assessed(household(*people)))
        return any(
            w["of"] == of and w["item"] == "severe disability premium" for w in told["working"]
        )

    def beside(self, who, *, of_them=None, of_relevant=None):
        """A severely disabled person, alone but for somebody and whose they are."""
        entries = {"relevant": EVERYBODY["relevant"] | CARE | (of_relevant or {})}
        entry = EVERYBODY[who]
        for id_ in (entry.get("of"), who):
            if id_ and id_ != "partner":
                more = (of_them or {}) if id_ == who else {"receives": ["dla_care_middle"]}
                entries.setdefault(id_, EVERYBODY[id_] | more)
        entries[who] |= {"of": "relevant"} if entry.get("of") == "partner" else {}
        return list(entries.values())

    @pytest.mark.parametrize("who, counts", BESIDE.items(), ids=BESIDE)
    def test_who_is_one(self, who, counts):
        assert self.given(*self.beside(who)) is not counts

    @pytest.mark.parametrize("who", [w for w, counts in BESIDE.items() if counts])
    @pytest.mark.parametrize(
        "facts",
        [
            {"joint": "owner"},
            {"joint": "tenant"},
            {"receives": ["pip_daily_living_standard"]},
            {"severely_sight_impaired": True},
        ],
    )
    def test_nor_who_is_joint_or_severely_disabled(self, who, facts):
        """Reg 6(2)(d); para 13(5)."""
        assert self.given(*self.beside(who, of_them=facts))

    def test_marking_one_of_two_joint_owners_is_enough(self):
        joint = {"joint": "owner"}
        assert self.given(*self.beside("another", of_relevant=joint))
        for who in ("another's partner", "non-dependant"):
            assert not self.given(*self.beside(who, of_relevant=joint))

    def test_of_the_relevant_one_of_a_couple(self):
        """Whom the officer chose: the mark is between relevant persons."""
        couple = (person("x", 50, **CARE), partner(50, "y", "x", relevant=True, **CARE))
        assert self.given(person("relevant", joint="owner", **CARE), *couple)

    def test_another_occupant_is_one_whoever_their_parent_is(self):
        """Only a dependant goes with whose they are."""
        parent, grown_up = EVERYBODY["other"], person("grown up", 30, of="other")
        assert not self.given(EVERYBODY["relevant"] | CARE, parent, grown_up)

    def test_each_for_the_other(self):
        """A mother and her daughter, both disabled occupants: only the mother is cared for."""
        mother, daughter = person("mother", 75, **CARE), person("daughter", 45)
        pensions = [
            income("230.25", "state_pension", of="mother"),
            income("200.00", "occupational_pension", of="mother"),
        ]
        document = household(mother, daughter, income=pensions)
        assert answer(assessed(document))["reduction"] == "13076.53"
        both_cared_for = (mother, daughter | CARE)
        assert self.given(*both_cared_for, of="mother")
        assert self.given(*both_cared_for, of="daughter")


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 10**9))
def test_non_dependants_of_any_household(seed):
    """By counting those who are one, where the rule leaves out those who are none."""
    document = random_household(seed)
    result = assessed(document).statutory
    roll = Household.model_validate(document).roll()
    people = {p["id"]: p for p in document["people"]}
    for id_ in result.relevant_people:
        family = roll.family_of(roll.by_id[id_])
        theirs = {p.id for p in (*family.adults, *family.children)}
        heads = {
            p["id"]
            for p in people.values()
            if p["role"] in {"non_dependant", "disabled_occupant"} or p["id"] in theirs
        }
        heads |= {p["id"] for p in people.values() if p["role"] == "partner" and p["of"] in heads}
        kin = {p["id"] for p in people.values() if p.get("of") in heads}
        marked = any(people[p.id].get("joint") for p in family.adults)
        relevant = set(result.relevant_people) if marked else set()
        joint = {p["id"] for p in people.values() if p.get("joint")} | relevant
        expected = {p for p in (heads | kin) - theirs - joint if roll.ages[p] >= 18}
        found = roll.non_dependants_of(family, partners_co_owner=True)
        assert {p.id for p in found} == expected


class TestSuspendedInHospital:
    """Where the conditions speak of it, and nowhere else."""

    SUSPENDED = {"suspended_in_hospital": ["attendance_allowance"]}  # noqa: RUF012

    def premiums(self, *people):
        told = answer(assessed(household(*people)))
        return {w["item"]: w["amount"] for w in told["working"] if w["item"].endswith("premium")}

    def test_alone_no_severe_disability_premium(self):
        """Para 13(2)(a) asks for receipt; para 13(4) is for couples."""
        assert self.premiums(person(**self.SUSPENDED)) == {"disability premium": "25.85"}

    def test_of_a_couple_the_lower_one(self):
        """Paras 13(4), 18(5)(b)(i)."""
        given = self.premiums(person(**CARE), partner(**self.SUSPENDED))
        assert given["severe disability premium"] == "50.35"
        given = self.premiums(person(**self.SUSPENDED), partner(**CARE))
        assert given["severe disability premium"] == "50.35"
        blind = partner(severely_sight_impaired=True)
        assert "severe disability premium" not in self.premiums(person(**self.SUSPENDED), blind)
        blind |= self.SUSPENDED
        assert self.premiums(person(**CARE), blind)["severe disability premium"] == "50.35"

    @pytest.mark.parametrize("benefit", ["dla_care_lowest", "dla_mobility", "pip_mobility"])
    def test_not_for_what_is_not_for_care(self, benefit):
        given = self.premiums(person(**CARE), partner(suspended_in_hospital=[benefit]))
        assert "severe disability premium" not in given

    @pytest.mark.parametrize(
        "benefit",
        [
            "dla_care_middle",
            "dla_care_highest",
            "pip_daily_living_standard",
            "pip_daily_living_enhanced",
        ],
    )
    def test_for_every_rate_that_counts(self, benefit):
        given = self.premiums(person(**CARE), partner(suspended_in_hospital=[benefit]))
        assert given["severe disability premium"] == "50.35"

    def test_not_under_schedule_1a(self):
        given = self.premiums(person(age=70, **CARE), partner(70, **self.SUSPENDED))
        assert "severe disability premium" not in given

    def test_the_higher_pensioner_premium(self):
        assert self.premiums(person(age=62, **self.SUSPENDED)) == {
            "higher pensioner premium": "63.55"
        }

    def test_no_passport_and_no_income_of_it(self):
        told = answer(assessed(household(person(suspended_in_hospital=["universal_credit"]))))
        assert told["outcome"] == "assessed"

    def test_before_there_was_one(self):
        listed = figures_on(dt.date(2006, 6, 1)).additional_condition_in_hospital
        assert not PIP & listed.keys()
