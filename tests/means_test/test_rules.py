"""Rule by rule, in the order of the Regulations."""

import pytest

from services.means_test.domain.answer import answer
from tests.means_test.households import (
    CANNOCK_CHASE,
    GLOUCESTER,
    STROUD,
    WITH_TAX_CREDITS,
    assessed,
    child,
    household,
    income,
    partner,
    person,
    savings,
)

AA = {"receives": ["attendance_allowance"]}
PIP = {"receives": ["pip_daily_living_enhanced"]}
YOUNG = {"qualifying_young_person": True}


def found(*people, **parts):
    return answer(assessed(household(*people, **parts)))


def working(answered, step):
    return {(w["of"], w["item"]): w["amount"] for w in answered["working"] if w["step"] == step}


def premiums(*people, **parts):
    """The items of the applicable amount but the allowance and the grant's own."""
    lines = working(found(*people, **parts), "applicable_amount")
    return {
        item: amount
        for (_, item), amount in lines.items()
        if not item.startswith("personal allowance") and item != "for the application"
    }


class TestRelevantPersons:
    """Reg 5."""

    def test_a_landlords_application_is_not_tested(self):
        """S.31 of the Act."""
        result = found(application={"certificate": "landlord"}, income=[income("900.00")])
        assert result["outcome"] == result["statutory"]["outcome"] == "not_tested"
        assert result["reduction"] == result["statutory"]["reduction"] == "0.00"
        assert result["assessed_reduction"] is None

    def test_parents_are_not_tested_for_a_childs_works(self):
        result = found(
            person(age=15, of="m"), person("m", 45, "other"), income=[income("900.00", of="m")]
        )
        assert (result["outcome"], result["reduction"]) == ("exempt", "0.00")
        assert result["relevant_people"] == []
        assert result["applicable_amount"] is None

    @pytest.mark.parametrize(
        "facts, outcome",
        [
            ({"age": 16}, "assessed"),
            ({"age": 16} | YOUNG, "exempt"),
            ({"age": 19} | YOUNG, "exempt"),
            ({"age": 18}, "assessed"),
            ({"age": 18, "receives": ["income_support"]} | YOUNG, "passported"),
            ({"age": 18, "receives": ["income_based_jsa"]} | YOUNG, "passported"),
            ({"age": 18, "receives": ["income_related_esa"]} | YOUNG, "passported"),
            ({"age": 18, "receives": ["contributory_esa_main_phase"]} | YOUNG, "assessed"),
            ({"age": 18, "receives": ["contributory_esa_support"]} | YOUNG, "assessed"),
            ({"age": 18, "receives": ["long_term_incapacity_benefit"]} | YOUNG, "assessed"),
            ({"age": 18, "receives": ["universal_credit"]} | YOUNG, "exempt"),
        ],
    )
    def test_a_young_person_is_exempt_unless_on_an_adults_benefit(self, facts, outcome):
        """Reg 2(1), SI 2009/1807 reg 3(1)(f)."""
        assert found(person(**facts))["outcome"] == outcome

    @pytest.mark.parametrize("kind", ["contributory_esa", "contributory_jsa", "incapacity_benefit"])
    def test_an_adults_benefit_shown_as_income(self, kind):
        result = found(person(age=18, **YOUNG), income=[income("60.00", kind)])
        assert result["outcome"] == "assessed"

    def test_the_partner_of_a_young_person_is_not_tested(self):
        assert found(person(age=18, **YOUNG), partner(22))["outcome"] == "exempt"
        assert found(person(age=22), partner(18, **YOUNG))["outcome"] == "exempt"

    def test_the_disabled_occupant_unless_the_officer_chooses_the_partner(self):
        """Reg 5(2): it changes the tariff step where the ages straddle sixty."""
        money = {"income": [income("240.00")], "capital": [savings("20000.00")]}
        older = found(person(age=61), partner(58), **money)
        younger = found(person(age=61), partner(58, relevant=True), **money)
        assert older["relevant_people"] == ["a"]
        assert younger["relevant_people"] == ["b"]
        assert (older["reduction"], younger["reduction"]) == ("327.05", "854.85")

    def test_the_disabled_occupant_though_the_partner_is_listed_first(self):
        assert found(partner(), person())["relevant_people"] == ["a"]

    def test_not_choosing_the_disabled_occupant_chooses_the_partner(self):
        assert found(person(relevant=False), partner())["relevant_people"] == ["b"]

    def test_of_a_couple_of_disabled_occupants_the_first_listed(self):
        first, second = person("b", of="a"), person("a", 61)
        result = found(first, second)
        assert result["relevant_people"] == ["b"]
        assert ("b", "personal allowance, couple") in working(result, "applicable_amount")

    def test_a_young_adult_of_a_disabled_parent_is_a_child_and_no_partner(self):
        """An adult under reg 2(1) once out of education, but nobody's husband or wife."""
        result = found(person(age=45), person("c", 19, of="a"))
        assert result["relevant_people"] == ["a", "c"]
        assert found(person(age=45), person("c", 20, of="a"))["relevant_people"] == ["a"]

    def test_two_who_are_no_couple_are_one_calculation(self):
        """Regs 10(1), 11: amounts and incomes added, the grant premium once."""
        result = found(
            person("a", 70), person("b", 40), income=[income("300.00"), income("50.00", of="b")]
        )
        assert result["relevant_people"] == ["a", "b"]
        assert result["applicable_amount"] == "265.60"
        assert result["income"] == "350.00"

    def test_an_adult_occupant_named_as_a_relatives_is_nobodys_partner(self):
        result = found(
            person(age=30, of="m"), person("m", 60, "other"), income=[income("9.00", of="m")]
        )
        assert (result["applicable_amount"], result["income"]) == ("121.80", "0.00")

    def test_a_disabled_adult_and_a_disabled_child_of_theirs(self):
        """The child counts in the family's applicable amount (reg 14(b))."""
        result = found(person("a"), person("c", 9, of="a"))
        assert result["relevant_people"] == ["a"]
        assert ("c", "child") in working(result, "applicable_amount")


class TestPassports:
    """Regs 10(3), 11(2)."""

    RICH = {"income": [income("900.00")], "capital": [savings("90000.00")]}  # noqa: RUF012

    @pytest.mark.parametrize(
        "benefit",
        [
            "income_support",
            "income_based_jsa",
            "income_related_esa",
            "housing_benefit",
            "guarantee_credit",
            "universal_credit",
        ],
    )
    def test_in_receipt_oneself(self, benefit):
        result = found(person(receives=[benefit]), **self.RICH)
        assert (result["outcome"], result["reduction"]) == ("passported", "0.00")
        assert (result["applicable_amount"], result["income"]) == ("62.30", "0.00")
        assert result["tariff_income"] == result["excess"] == "0.00"

    @pytest.mark.parametrize(
        "benefit, outcome",
        [
            ("guarantee_credit", "passported"),
            ("universal_credit", "passported"),
            ("income_support", "assessed"),
            ("housing_benefit", "assessed"),
            ("income_based_jsa", "assessed"),
            ("income_related_esa", "assessed"),
        ],
    )
    def test_only_a_partner_in_receipt(self, benefit, outcome):
        """Reg 10(3)(b)(ii), (d); the rest ask that the relevant person be the claimant."""
        people = (person(), partner(receives=[benefit]))
        assert found(*people, **self.RICH)["outcome"] == outcome
        people[1]["relevant"] = True
        assert found(*people, **self.RICH)["outcome"] == "passported"

    def test_a_partners_tax_credit(self):
        credit = {"receives": ["working_tax_credit"], "tax_credit_income": "9000.00"}
        on_its_day = {"made_on": WITH_TAX_CREDITS}
        assert found(person(), partner(**credit), application=on_its_day)["outcome"] == "assessed"

    @pytest.mark.parametrize(
        "benefit", ["savings_credit", "contributory_esa_support", "council_tax_reduction"]
    )
    def test_not_passports(self, benefit):
        assert found(person(receives=[benefit]))["outcome"] == "assessed"

    def test_one_of_several_is_assessed_still(self):
        result = found(person(receives=["housing_benefit"]), person("b"), **self.RICH)
        assert result["outcome"] == "assessed"
        assert result["applicable_amount"] == "122.80"
        assert result["income"] == "0.00"
        assert (
            found(person(receives=["housing_benefit"]), person("b", receives=["universal_credit"]))[
                "outcome"
            ]
            == "passported"
        )

    @pytest.mark.parametrize(
        "benefit, provision",
        [
            ("universal_credit", "reg 11(2)"),
            ("housing_benefit", "Sch 2 para 12; Sch 3 para 4; Sch 4 para 6"),
        ],
    )
    def test_what_leaves_the_means_out(self, benefit, provision):
        result = found(person(receives=[benefit]))
        assert [w["provision"] for w in result["working"] if w["step"] == "income"] == [provision]

    def test_tax_credits(self):
        credit = {"receives": ["child_tax_credit"], "tax_credit_income": "15049.99"}
        on_its_day = {"made_on": WITH_TAX_CREDITS}
        result = found(person(**credit), application=on_its_day)
        assert result["outcome"] == "passported"
        assert [w["provision"] for w in result["working"] if w["step"] == "income"] == [
            "Sch 2 para 12A; Sch 3 para 4A; Sch 4 para 6A"
        ]
        elements = {"receives": ["wtc_disability_element"], "tax_credit_income": "1.00"}
        assert found(person(**elements), application=on_its_day)["outcome"] == "assessed"


class TestLocalAmendments:
    CTR = {"receives": ["council_tax_reduction"]}  # noqa: RUF012

    @pytest.mark.parametrize(
        "authority, made_on, outcome",
        [
            (GLOUCESTER, "2026-02-01", "passported"),
            (CANNOCK_CHASE, "2025-06-02", "passported"),
            (STROUD, "2025-06-02", "assessed"),
        ],
    )
    def test_council_tax_reduction(self, authority, made_on, outcome):
        application = {"authority": authority, "made_on": made_on}
        result = found(person(**self.CTR), application=application, income=[income("221.80")])
        assert result["outcome"] == outcome
        assert result["statutory"] == {"outcome": "assessed", "reduction": "3329.25"}
        rules = [(r["rule"], r["value"]) for r in result["local_rules"]]
        passported = outcome == "passported"
        assert rules == ([("passport", "council_tax_reduction")] if passported else [])
        assert all(r["clause"] for r in result["local_rules"])

    def test_the_statute_comes_first(self):
        """A local passport that is not needed is not named."""
        benefits = {"receives": ["council_tax_reduction", "housing_benefit"]}
        application = {"authority": CANNOCK_CHASE}
        assert found(person(**benefits), application=application)["local_rules"] == []

    @pytest.mark.parametrize("authority", [STROUD, CANNOCK_CHASE])
    def test_works_for_someone_under_nineteen(self, authority):
        application = {"authority": authority}
        result = found(person(age=18), application=application, income=[income("221.80")])
        assert (result["outcome"], result["reduction"]) == ("exempt", "0.00")
        assert result["statutory"]["outcome"] == "assessed"
        assert [(r["rule"], r["value"]) for r in result["local_rules"]] == [
            ("exempt_below_age", "19")
        ]

    def test_others_in_the_application_are_tested(self):
        application = {"authority": STROUD}
        result = found(person(age=18), partner(30), person("c", 50), application=application)
        assert (result["outcome"], result["relevant_people"]) == ("assessed", ["c"])

    def test_the_age_is_the_disabled_occupants(self):
        result = found(person(age=30), partner(18), application={"authority": STROUD})
        assert (result["outcome"], result["local_rules"]) == ("assessed", [])

    def test_who_is_exempt_by_the_statute_needs_no_local_rule(self):
        people = (person(age=18), partner(17, **YOUNG))
        result = found(*people, application={"authority": STROUD})
        assert (result["outcome"], result["local_rules"]) == ("exempt", [])

    @pytest.mark.parametrize(
        "first, authority, rule",
        [
            (person(age=18), STROUD, "exempt below age 19"),
            (person(**CTR), CANNOCK_CHASE, "passport council tax reduction"),
        ],
    )
    def test_one_that_would_ask_for_more_has_no_effect(self, first, authority, rule):
        """SI 2002/1860: with who is taken out goes what they are allowed (regs 10(1), 11)."""
        document = {"income": [income("200.00", of="b")], "application": {"authority": authority}}
        result = found(first, person("b", 40), **document)
        statute = found(first, person("b", 40), income=document["income"])
        assert result["statutory"] == statute["statutory"]
        [line] = [w for w in result["working"] if "no effect" in w["item"]]
        assert rule in line["item"]
        assert (line["step"], line["amount"]) == ("reduction", None)
        assert "2002" in line["provision"]
        result["working"].remove(line)
        assert result == statute

    def test_a_child_is_exempt_by_the_statute(self):
        result = found(person(age=9), application={"authority": STROUD})
        assert (result["outcome"], result["local_rules"]) == ("exempt", [])


class TestAllowances:
    """Sch 1 para 1, reg 15, Sch 1A para 1."""

    @pytest.mark.parametrize("esa", ["contributory_esa_main_phase", "contributory_esa_support"])
    @pytest.mark.parametrize("age", [20, 40])
    def test_main_phase_esa_is_a_row_for_the_single_of_any_age(self, esa, age):
        lines = working(found(person(age=age, receives=[esa])), "applicable_amount")
        item = "personal allowance, single, main phase employment and support allowance"
        assert lines["a", item] == "64.30"

    def test_a_lone_parent_on_main_phase_esa_has_the_lone_parents_row(self):
        people = (person(receives=["contributory_esa_main_phase"]), child())
        lines = working(found(*people), "applicable_amount")
        assert lines["a", "personal allowance, lone parent"] == "60.50"

    @pytest.mark.parametrize(
        "ages, amounts",
        [((40, 40, 40), ("94.95", "34.45")), ((70, 40, 40), ("215.50", "71.70"))],
    )
    def test_a_polygamous_marriage(self, ages, amounts):
        first, second, third = ages
        people = (person(age=first), partner(second), partner(third, "c"))
        result = found(*people, application={"polygamous_marriage": True})
        lines = list(working(result, "applicable_amount").values())
        assert tuple(lines[:2]) == amounts

    @pytest.mark.parametrize(
        "made_on, amounts",
        [("2014-06-01", ["189.35", "65.30"]), ("2014-06-02", ["215.50", "71.70"])],
    )
    def test_a_polygamous_marriage_of_pension_age_with_none_of_65(self, made_on, amounts):
        application = {"polygamous_marriage": True, "made_on": made_on}
        people = [person(), partner(), partner(id_="c")]
        for entry in people:
            entry["date_of_birth"] = "1949-06-02"
        result = found(*people, application=application)
        assert list(working(result, "applicable_amount").values())[:2] == amounts

    def test_a_lone_parent_of_pension_age_has_the_single_row(self):
        lines = working(found(person(age=68), child()), "applicable_amount")
        assert lines["a", "personal allowance, single 65 or over"] == "143.80"
        assert lines["c", "child"] == "52.59"
        assert lines["a", "family premium"] == "16.75"

    def test_a_partner_of_pension_age_is_enough_for_schedule_1a(self):
        lines = working(found(person(age=50), partner(70)), "applicable_amount")
        assert lines["a", "personal allowance, couple, older 65 or over"] == "215.50"

    def test_a_dependant_of_nineteen_is_of_the_family_without_an_amount(self):
        lines = premiums(person(), child(19, **YOUNG))
        assert lines == {"aged nineteen: no amount": "0.00", "family premium": "16.75"}

    def test_a_dependant_who_has_left_education_is_not_of_the_family(self):
        assert premiums(person(), child(17)) == {}

    def test_each_child_and_the_family_premium_once(self):
        lines = premiums(person(), partner(), child(8), child(5, "d", of="b"), child(3, "e"))
        assert lines == {"child": "52.59", "family premium": "16.75"}
        assert found(person(), child(), child(5, "d"))["applicable_amount"] == "243.73"


class TestPremiums:
    """Sch 1 Part III, Sch 1A Part 3."""

    @pytest.mark.parametrize(
        "benefit",
        [
            "attendance_allowance",
            "dla_care_lowest",
            "dla_care_middle",
            "dla_care_highest",
            "dla_mobility",
            "pip_daily_living_standard",
            "pip_daily_living_enhanced",
            "pip_mobility",
            "armed_forces_independence_payment",
            "contributory_esa_main_phase",
            "contributory_esa_support",
            "severe_disablement_allowance",
            "long_term_incapacity_benefit",
            "mobility_supplement",
            "wtc_disability_element",
        ],
    )
    def test_the_additional_condition(self, benefit):
        """Para 12(1)(a)."""
        on_its_day = {"made_on": WITH_TAX_CREDITS}
        lines = premiums(person(receives=[benefit]), application=on_its_day)
        assert lines["disability premium"] == "25.85"

    @pytest.mark.parametrize(
        "benefit", ["housing_benefit", "carers_allowance", "wtc_30_hour_element", "savings_credit"]
    )
    def test_what_does_not_meet_it(self, benefit):
        on_its_day = {"made_on": WITH_TAX_CREDITS}
        lines = premiums(person(receives=[benefit]), application=on_its_day)
        assert "disability premium" not in lines

    def test_severely_sight_impaired_meets_it(self):
        assert premiums(person(severely_sight_impaired=True)) == {"disability premium": "25.85"}

    def test_disability_premium_of_a_couple_once(self):
        assert premiums(person(), partner(receives=["dla_mobility"])) == {
            "disability premium": "36.85"
        }

    def test_the_pensioner_premium_is_higher_than_the_disability_premium(self):
        """Para 5: only the highest."""
        lines = premiums(person(age=62), partner(50, receives=["pip_mobility"]))
        assert lines["higher pensioner premium"] == "94.40"
        assert lines["disability premium not added to a pensioner premium"] is None
        assert premiums(person(age=62), partner(50)) == {"pensioner premium": "94.40"}
        assert premiums(person(age=62, receives=["pip_mobility"])) == {
            "higher pensioner premium": "63.55"
        }

    def test_no_disability_or_pensioner_premium_at_pension_age(self):
        assert premiums(person(age=70, receives=["dla_mobility"])) == {}

    @pytest.mark.parametrize(
        "benefit, given",
        [
            ("attendance_allowance", True),
            ("dla_care_lowest", False),
            ("dla_care_middle", True),
            ("dla_care_highest", True),
            ("dla_mobility", False),
            ("pip_daily_living_standard", True),
            ("pip_daily_living_enhanced", True),
            ("pip_mobility", False),
            ("armed_forces_independence_payment", True),
        ],
    )
    @pytest.mark.parametrize("age", [40, 70])
    def test_severe_disability_alone(self, benefit, given, age):
        """Para 13(2)(a), Sch 1A para 7(2)(a)."""
        lines = premiums(person(age=age, receives=[benefit]))
        assert lines.get("severe disability premium") == ("50.35" if given else None)

    @pytest.mark.parametrize("age", [40, 70])
    @pytest.mark.parametrize(
        "first, second, amount",
        [
            (AA, AA, "100.70"),
            (AA | {"carers_allowance_paid_for_them": True}, AA, "50.35"),
            (AA, AA | {"carers_allowance_paid_for_them": True}, "50.35"),
            (AA, {}, None),
            ({}, AA, None),
            (AA, {"severely_sight_impaired": True}, "50.35"),
            ({"severely_sight_impaired": True}, AA, None),
        ],
    )
    def test_severe_disability_of_a_couple(self, first, second, amount, age):
        """Para 13(2)(b), (3)."""
        lines = premiums(person(age=age, **first), partner(age, **second))
        assert lines.get("severe disability premium") == amount

    def test_no_severe_disability_premium_where_all_are_cared_for(self):
        cared_for = AA | {"carers_allowance_paid_for_them": True}
        item = "no severe disability premium: carer's allowance is paid"
        assert item in premiums(person(**cared_for))
        assert item in premiums(person(**cared_for), partner(**cared_for))
        blind = {"severely_sight_impaired": True}
        assert item in premiums(person(**cared_for), partner(**blind))

    @pytest.mark.parametrize(
        "other, given",
        [
            (person("n", 30, "non_dependant"), False),
            (person("n", 30, "non_dependant", receives=["dla_care_middle"]), True),
            (person("n", 30, "non_dependant", receives=["dla_care_lowest"]), False),
            (person("n", 30, "non_dependant", severely_sight_impaired=True), True),
            (person("n", 30, "other"), True),
            (child(18, "n", **YOUNG), True),
            (child(18, "n"), False),
            (child(17, "n"), True),
        ],
    )
    def test_an_adult_non_dependant(self, other, given):
        """Paras 13(2)(a)(ii), 13(5); reg 6."""
        assert ("severe disability premium" in premiums(person(**AA), other)) is given

    def test_a_non_dependants_partner_is_one_too(self):
        disabled_son = person("n", 30, "non_dependant", **PIP)
        assert "severe disability premium" in premiums(person(**AA), disabled_son)
        lines = premiums(person(**AA), disabled_son, partner(30, "w", of="n"))
        assert "severe disability premium" not in lines

    @pytest.mark.parametrize(
        "benefit, given",
        [
            ("dla_care_highest", True),
            ("dla_care_middle", False),
            ("contributory_esa_support", True),
            ("contributory_esa_main_phase", False),
            ("pip_daily_living_enhanced", True),
            ("pip_daily_living_standard", False),
            ("armed_forces_independence_payment", True),
        ],
    )
    def test_enhanced_disability(self, benefit, given):
        """Para 13A."""
        lines = premiums(person(receives=[benefit]))
        assert lines.get("enhanced disability premium") == ("12.60" if given else None)

    def test_enhanced_disability_of_a_couple_once(self):
        assert premiums(person(**PIP), partner(**PIP))["enhanced disability premium"] == "18.15"
        assert premiums(person(), partner(**PIP))["enhanced disability premium"] == "18.15"

    def test_not_beside_a_pensioner_premium(self):
        """Para 6(2), by the person who would have it."""
        lines = premiums(person(age=62), partner(50, **PIP))
        assert "enhanced disability premium" not in lines
        assert lines["enhanced disability premium not added to a pensioner premium"] is None

    @pytest.mark.parametrize("age", [40, 70])
    def test_of_children_for_each(self, age):
        care = {"receives": ["dla_care_highest"]}
        result = found(person(age=age), child(**care), child(5, "d", **care), child(3, "e"))
        lines = working(result, "applicable_amount")
        for who in ("c", "d"):
            assert lines[who, "enhanced disability premium, child"] == "19.60"
            assert lines[who, "disabled child premium"] == "48.72"
        assert ("e", "disabled child premium") not in lines

    def test_a_childs_capital_does_not_matter_at_pension_age(self):
        rich = child(receives=["dla_mobility"], capital="90000.00")
        assert "disabled child premium" not in premiums(person(), rich)
        assert "disabled child premium" in premiums(person(age=70), rich)

    def test_nor_for_a_severely_sight_impaired_child(self):
        """Para 14(1)(c)."""
        blind = child(severely_sight_impaired=True, capital="90000.00")
        assert premiums(person(), blind)["disabled child premium"] == "48.72"

    @pytest.mark.parametrize("age", [40, 70])
    @pytest.mark.parametrize(
        "facts", [{"receives": ["carers_allowance"]}, {"entitled_to_carers_allowance": True}]
    )
    def test_carer_premium_for_each(self, facts, age):
        """Para 15, Sch 1A para 10."""
        result = found(person(age=age, **facts), partner(age, **facts))
        lines = working(result, "applicable_amount")
        assert lines["a", "carer premium"] == lines["b", "carer premium"] == "27.75"
