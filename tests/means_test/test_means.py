"""Income, capital, child care and earlier grants, rule by rule."""

import pytest

from services.means_test.domain.answer import answer
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

JOB = {"kind": "employment"}
YOUNG = {"qualifying_young_person": True}
AFIP = ["armed_forces_independence_payment"]


def found(*people, **parts):
    return answer(assessed(household(*people, **parts)))


def income_of(*incomes, people=(), **parts):
    return found(*people, income=list(incomes), **parts)["income"]


class TestConversion:
    """Reg 23."""

    @pytest.mark.parametrize(
        "every, weekly",
        [
            ("week", "365.00"),
            ("fortnight", "182.50"),
            ("four_weeks", "91.25"),
            ("month", "84.230769"),
            ("quarter", "28.00"),
            ("year", "7.00"),
        ],
    )
    def test_to_a_week(self, every, weekly):
        assert income_of(income("365.00", every=every)) == weekly

    def test_nothing_is_rounded_before_the_end(self):
        """Thirteen payments of a penny a month are three pence a week exactly."""
        payments = [income("0.01", every="month") for _ in range(13)]
        assert income_of(*payments) == "0.03"

    def test_exact_figures_have_at_most_six_places_rounded_half_up(self):
        assert income_of(income("0.01", every="year")) == "0.000192"
        assert income_of(income("0.01", every="month")) == "0.002308"


class TestEarnings:
    """Regs 24 to 28, Sch 2. A single person's main disregard is five."""

    def test_employment_less_tax_insurance_and_half_of_pension_contributions(self):
        """Reg 25(3)."""
        deductions = {"tax": "10.00", "national_insurance": "5.00", "pension_contributions": "4.00"}
        assert income_of(income("100.00", **JOB, **deductions)) == "78.00"

    def test_deductions_are_for_the_same_period_as_the_pay(self):
        pay = income("1300.00", **JOB, tax="130.00", every="month")
        assert income_of(pay) == "265.00"

    def test_self_employment_by_the_month_like_any_other_month(self):
        pay = income("1300.00", "self_employment", tax="130.00", every="month")
        assert income_of(pay) == "265.00"

    def test_no_loss_is_set_against_another_employment(self):
        """Reg 28: pension contributions beyond the pay."""
        small = income("10.00", **JOB, pension_contributions="40.00")
        assert income_of(small, income("100.00", **JOB)) == "95.00"

    def test_a_couple_has_one_disregard(self):
        """Sch 2 para 7: a partner uses only what is left of it."""
        people = (person(), partner())
        both = [income("4.00", **JOB), income("50.00", **JOB, of="b")]
        result = found(*people, income=both)
        disregards = [w for w in result["working"] if w["provision"] == "Sch 2 para 7"]
        assert [(w["of"], w["amount"]) for w in disregards] == [("a", "-4.00"), ("b", "-6.00")]

    def test_a_lone_parents_25_comes_before_the_20_for_disability(self):
        people = (person(receives=["pip_mobility"]), child())
        assert income_of(income("100.00", **JOB), people=people) == "75.00"

    @pytest.mark.parametrize(
        "people",
        [
            (person(receives=["attendance_allowance"], age=62),),
            (person(age=62), partner(50, receives=["pip_mobility"])),
        ],
        ids=["severe disability premium", "but for the higher pensioner premium"],
    )
    def test_20_for_disability(self, people):
        """Sch 2 para 3(2), (3)."""
        assert income_of(income("100.00", **JOB), people=people) == "80.00"

    def test_no_20_at_pension_age(self):
        """The paragraphs look at premiums under Schedule 1."""
        alone = person(age=70, receives=["attendance_allowance"])
        carer = person(age=70, receives=["carers_allowance"])
        assert income_of(income("100.00", **JOB), people=(alone,)) == "95.00"
        assert income_of(income("100.00", **JOB), people=(carer,)) == "95.00"
        couple = (person(age=70), partner(50, receives=["pip_mobility"]))
        assert income_of(income("100.00", **JOB), people=couple) == "90.00"

    def test_disability_comes_before_the_carers_20(self):
        people = (person(receives=["pip_mobility"]), partner(receives=["carers_allowance"]))
        assert income_of(income("100.00", **JOB), people=people) == "80.00"

    @pytest.mark.parametrize(
        "carers, others, expected",
        [
            ("100.00", "100.00", "180.00"),
            ("12.00", "100.00", "92.00"),
            ("5.00", "100.00", "90.00"),
            ("0.00", "100.00", "90.00"),
            ("12.00", "3.00", "0.00"),
        ],
    )
    def test_what_a_carer_leaves_unused_passes_on_up_to_ten(self, carers, others, expected):
        """Sch 2 paras 5, 6."""
        people = (person(), partner(receives=["carers_allowance"]))
        earnings = [income(others, **JOB), income(carers, **JOB, of="b")]
        assert income_of(*earnings, people=people) == expected

    def test_two_carers_share_twenty(self):
        carer = {"receives": ["carers_allowance"]}
        earnings = [income("15.00", **JOB), income("15.00", **JOB, of="b")]
        assert income_of(*earnings, people=(person(**carer), partner(**carer))) == "10.00"


class TestAdditionalDisregard:
    """Sch 2 para 18(2), each head alone: 100 less the main disregard and 14.90."""

    @pytest.mark.parametrize(
        "people, expected",
        [
            ((person(receives=["wtc_30_hour_element"]),), "80.10"),
            ((person(), partner(receives=["wtc_30_hour_element"])), "75.10"),
            ((person(hours_worked=30),), "80.10"),
            ((person(age=24, hours_worked=30),), "95.00"),
            ((person(age=25, hours_worked=30),), "80.10"),
            ((person(age=24, hours_worked=30), partner(30)), "90.00"),
            ((person(age=24), partner(30, hours_worked=30)), "75.10"),
            ((person(hours_worked=16), partner(), child()), "75.10"),
            ((person(), partner(hours_worked=16), child()), "75.10"),
            ((person(hours_worked=16), partner()), "90.00"),
            ((person(hours_worked=16), child()), "60.10"),
            ((person(hours_worked=16, receives=["pip_mobility"]),), "65.10"),
            ((person(hours_worked=15, receives=["pip_mobility"]),), "80.00"),
            ((person(receives=["pip_mobility"]), partner(hours_worked=16)), "65.10"),
            ((person(hours_worked=16, receives=["attendance_allowance"], age=62),), "80.00"),
            ((person(hours_worked=16),), "95.00"),
        ],
    )
    def test_heads(self, people, expected):
        on_its_day = {"made_on": WITH_TAX_CREDITS}
        assert income_of(income("100.00", **JOB), people=people, application=on_its_day) == expected

    def test_the_50_plus_element_while_there_was_one(self):
        """Head (f): removed by SI 2012/848 from 6 April 2012."""
        element = {"receives": ["wtc_50_plus_element"]}
        on_its_day = {"made_on": "2012-04-05"}
        for people, expected in (
            ((person(**element),), "80.10"),
            ((person(), partner(**element)), "75.10"),
        ):
            pay = income("100.00", **JOB)
            assert income_of(pay, people=people, application=on_its_day) == expected

    def test_at_pension_age(self):
        """Head (c) does not apply; head (e) does, for a member who meets the condition."""
        with_child = (person(age=70, hours_worked=16), partner(50), child())
        assert income_of(income("100.00", **JOB), people=with_child) == "90.00"
        disabled = (person(age=70, hours_worked=16), partner(50, receives=["pip_mobility"]))
        assert income_of(income("100.00", **JOB), people=disabled) == "75.10"

    def test_the_main_disregard_is_what_was_disregarded(self):
        """A carer without pay and an earner: 10, so that 24.90 is enough."""
        people = (person(hours_worked=30), partner(receives=["carers_allowance"]))
        assert income_of(income("24.90", **JOB), people=people) == "0.00"

    def test_earnings_of_both_count(self):
        people = (person(hours_worked=30), partner())
        earnings = [income("12.45", **JOB), income("12.45", **JOB, of="b")]
        assert income_of(*earnings, people=people) == "0.00"


class TestOtherIncome:
    """Regs 29 to 31, Sch 3."""

    @pytest.mark.parametrize(
        "kind",
        [
            "state_pension",
            "occupational_pension",
            "personal_pension",
            "contributory_esa",
            "contributory_jsa",
            "incapacity_benefit",
            "severe_disablement_allowance",
            "carers_allowance",
            "maternity_allowance",
            "industrial_injuries_benefit",
            "child_benefit",
            "savings_credit",
            "bereavement_support",
            "maintenance",
            "other",
        ],
    )
    def test_counts_in_full(self, kind):
        assert income_of(income("50.00", kind)) == "50.00"

    @pytest.mark.parametrize("kind", ["tax_credits", "disability_benefit", "disregarded", "rent"])
    def test_does_not_count(self, kind):
        on_its_day = {"made_on": WITH_TAX_CREDITS}
        assert income_of(income("50.00", kind), application=on_its_day) == "0.00"

    def test_a_charitable_payment_for_anything_but_essentials(self):
        """Sch 3 para 12(2)."""
        payment = income("50.00", "charitable_payment")
        assert income_of(payment) == income_of(payment | {"for_essentials": False}) == "0.00"
        assert income_of(payment | {"for_essentials": True}) == "30.00"

    def test_charitable_payments_are_taken_together(self):
        """Sch 3 para 12(4)."""
        gifts = [income("15.00", "charitable_payment", for_essentials=True) for _ in range(2)]
        assert income_of(*gifts) == "10.00"

    def test_the_cap_is_the_familys(self):
        """Sch 3 para 31: 10 + 10 + 15 are disregarded to 20."""
        payments = [
            income("50.00", "war_pension"),
            income("50.00", "war_pension", of="b"),
            income("50.00", "widowed_parents_allowance", of="b"),
        ]
        assert income_of(*payments, people=(person(), partner())) == "130.00"

    def test_each_family_has_its_own_cap(self):
        payments = [income("50.00", "war_pension"), income("50.00", "war_pension", of="b")]
        assert income_of(*payments, people=(person(), person("b"))) == "80.00"

    def test_maintenance_is_taken_together_and_needs_a_family_premium(self):
        """Sch 3 para 45."""
        payments = [income("10.00", "maintenance"), income("10.00", "maintenance")]
        assert income_of(*payments) == "20.00"
        assert income_of(*payments, people=(person(), child())) == "5.00"
        assert income_of(*payments, people=(person(age=70), child())) == "5.00"

    def test_each_lodger_and_each_boarder(self):
        lodgers = [income("50.00", "lodger"), income("50.00", "lodger", heating=True)]
        assert income_of(*lodgers) == "82.75"
        boarders = [income("50.00", "boarder"), income("10.00", "boarder")]
        assert income_of(*boarders) == "15.00"

    def test_heating_is_for_what_the_first_disregard_leaves(self):
        assert income_of(income("5.00", "lodger", heating=True)) == "0.00"

    def test_students(self):
        """Regs 43(3), 46: the grant's exclusions only where no loan bears them."""
        loan = {"of": "a", "kind": "student_loan", "amount": "4000.00", "weeks": 40}
        grant = {"of": "a", "kind": "student_grant", "amount": "1000.00", "weeks": 40}
        assert income_of(loan) == "75.525"
        assert income_of(grant) == "9.55"
        assert income_of(loan, grant) == "100.525"
        assert income_of(loan, grant | {"of": "b"}, people=(person(), partner())) == "85.075"

    @pytest.mark.parametrize(
        "kind, lines, weekly",
        [
            ("student_grant", [("6000.00", 40)], "134.55"),
            ("student_grant", [("3000.00", 40), ("3000.00", 40)], "134.55"),
            ("student_grant", [("3000.00", 40), ("3000.00", 50)], "119.55"),
            ("student_grant", [("3000.00", 50), ("3000.00", 40)], "119.55"),
            ("student_grant", [("200.00", 40), ("3000.00", 50)], "51.64"),
            ("student_grant", [("0.00", 40), ("3000.00", 40)], "59.55"),
            ("student_loan", [("6000.00", 40)], "125.525"),
            ("student_loan", [("3000.00", 40), ("3000.00", 40)], "125.525"),
            ("student_loan", [("3000.00", 50), ("3000.00", 40)], "110.525"),
            ("student_loan", [("200.00", 50), ("3000.00", 40)], "54.525"),
            ("student_loan", [("0.00", 40), ("3000.00", 40)], "50.525"),
            ("student_loan", [("780.00", 40), ("3000.00", 50)], "55.025"),
        ],
    )
    def test_a_student_has_the_exclusions_once_however_many_payments_are_named(
        self, kind, lines, weekly
    ):
        """Regs 43(3), 46(2), (5): of the student's income, over the fewest weeks first."""
        payments = [
            {"of": "a", "kind": kind, "amount": amount, "weeks": weeks, "payment": name}
            for name, (amount, weeks) in zip("xy", lines, strict=False)
        ]
        assert income_of(*payments) == weekly

    def test_each_student_has_the_exclusions(self):
        loan = {"of": "a", "kind": "student_loan", "amount": "4000.00", "weeks": 40}
        both = (loan, loan | {"of": "b"})
        assert income_of(*both, people=(person(), partner())) == "151.05"

    def test_of_children_and_others_does_not_count(self):
        """Regs 16, 17."""
        people = (person(), child(), person("n", 30, "non_dependant"))
        payments = [income("50.00", of="c"), income("60.00", **JOB, of="n")]
        result = found(*people, income=payments, capital=[savings("9000.00", of="c")])
        assert result["income"] == result["tariff_income"] == "0.00"
        left_out = {w["of"]: w["provision"] for w in result["working"] if "left out" in w["item"]}
        assert left_out == {"c": "reg 17(4)", "n": "regs 16, 17"}

    def test_of_every_partner_counts(self):
        people = (person(), partner(), partner(id_="c"))
        payments = [income("1.00", of=p) for p in "abc"]
        application = {"polygamous_marriage": True}
        assert income_of(*payments, people=people, application=application) == "3.00"


class TestChildCare:
    """Regs 18(1A), 19."""

    CHARGE = {"for": "c", "amount": "60.00", "every": "week"}  # noqa: RUF012

    @pytest.mark.parametrize(
        "adults, deducted",
        [
            ((person(hours_worked=16),), True),
            ((person(hours_worked=15.9),), False),
            ((person(hours_worked=16), partner(hours_worked=16)), True),
            ((person(hours_worked=16), partner()), False),
            ((person(hours_worked=16), partner(incapacitated=True)), True),
            ((person(in_hospital=True), partner(hours_worked=16)), True),
            ((person(in_prison=True), partner(hours_worked=16)), True),
            ((person(incapacitated=True),), False),
            ((person(incapacitated=True), partner(incapacitated=True)), False),
        ],
    )
    def test_who_must_be_at_work(self, adults, deducted):
        result = income_of(income("200.00"), people=(*adults, child()), child_care=[self.CHARGE])
        assert result == ("140.00" if deducted else "200.00")

    @pytest.mark.parametrize(
        "others, deducted",
        [
            ((), False),
            ((partner(hours_worked=16),), True),
            ((child(3, "d"),), True),
            ((child(18, "d", **YOUNG),), True),
            ((child(18, "d"),), False),
        ],
    )
    def test_a_charge_for_sixteen_needs_a_couple_or_a_lone_parent(self, others, deducted):
        """Reg 19(1); reg 19(8)(a) makes a child of sixteen for paragraphs (5) to (7) alone."""
        teenager = child(16, receives=["pip_mobility"])
        people = (person(hours_worked=16), teenager, *others)
        charges = {"child_care": [self.CHARGE], "application": {"made_on": "2025-08-29"}}
        result = income_of(income("200.00"), people=people, **charges)
        assert result == ("140.00" if deducted else "200.00")

    @pytest.mark.parametrize("savings_of_a", ["6000.00", "6250.00"])
    def test_charges_above_the_income_leave_it_nil_and_touch_nobody_elses(self, savings_of_a):
        """Reg 18(1): deducted from the income, tariff income with it, of one relevant person."""
        sister = person("s", 45)
        people = (person(hours_worked=16), child(), sister)
        means = [income("50.00"), income("300.00", of="s")]
        result = assessed(
            household(
                *people,
                income=means,
                child_care=[self.CHARGE],
                capital=[savings(savings_of_a)],
            )
        ).statutory
        assert result.financial_resources == 300

    def test_a_monthly_charge(self):
        charge = self.CHARGE | {"amount": "260.00", "every": "month"}
        people = (person(hours_worked=16), child())
        assert income_of(income("200.00"), people=people, child_care=[charge]) == "140.00"

    def test_two_charges_for_one_child_have_one_childs_maximum(self):
        charges = [self.CHARGE | {"amount": "100.00"}] * 2
        people = (person(hours_worked=16), child(), child(5, "d"))
        assert income_of(income("200.00"), people=people, child_care=charges) == "25.00"

    @pytest.mark.parametrize(
        "facts, day, deducted",
        [
            ({}, "2025-08-31", True),
            ({}, "2025-09-01", False),
            ({"receives": ["dla_mobility"]}, "2025-09-01", True),
            ({"receives": ["dla_care_lowest"]}, "2025-09-01", True),
            ({"receives": ["dla_care_middle"]}, "2025-09-01", True),
            ({"receives": ["dla_care_highest"]}, "2025-09-01", True),
            ({"receives": ["pip_daily_living_standard"]}, "2025-09-01", True),
            ({"receives": ["pip_daily_living_enhanced"]}, "2025-09-01", True),
            ({"receives": ["pip_mobility"]}, "2025-09-01", True),
            ({"suspended_in_hospital": ["pip_mobility"]}, "2025-09-01", True),
            ({"suspended_in_hospital": ["dla_mobility"]}, "2025-09-01", True),
            ({"suspended_in_hospital": ["dla_care_highest"]}, "2026-09-06", True),
            ({"suspended_in_hospital": ["dla_care_highest"]}, "2026-09-07", False),
            ({"suspended_in_hospital": ["attendance_allowance"]}, "2025-09-01", False),
            ({"receives": AFIP}, "2025-09-01", True),
            ({"suspended_in_hospital": AFIP}, "2025-09-01", False),
            ({"receives": ["pip_mobility"]}, "2026-09-07", False),
            ({"severely_sight_impaired": True}, "2026-09-06", True),
            ({"receives": ["dla_care_lowest"]}, "2026-09-07", False),
        ],
    )
    def test_to_the_september_after_fifteen_or_sixteen_if_disabled(self, facts, day, deducted):
        """Reg 19(5): born on 10 June 2010."""
        teenager = {**child(**facts), "date_of_birth": "2010-06-10"}
        people = (person(hours_worked=16), teenager, child(3, "d"))
        result = income_of(
            income("200.00"),
            people=people,
            child_care=[self.CHARGE],
            application={"made_on": day},
        )
        assert result == ("140.00" if deducted else "200.00")

    def test_more_than_there_is(self):
        """Reg 18(1) deducts from the whole income, tariff income included."""
        people = (person(hours_worked=16), child())
        result = found(
            *people,
            capital=[savings("26000.00")],
            child_care=[self.CHARGE],
            income=[income("40.00")],
        )
        assert (result["income"], result["tariff_income"]) == ("-20.00", "80.00")
        assert result["financial_resources"] == "60.00"


class TestCapital:
    """Regs 33 to 40, Sch 4. Of a person of 40: a pound for each 250 above 6,000."""

    def tariff(self, *assets, people=()):
        return found(*people, capital=list(assets))["tariff_income"]

    @pytest.mark.parametrize("kind", ["savings", "investments", "other"])
    def test_counts(self, kind):
        assert self.tariff(savings("7000.00", kind=kind)) == "4.00"

    @pytest.mark.parametrize(
        "kind",
        ["home", "business", "pension_fund", "life_policy", "personal_injury_trust", "disregarded"],
    )
    def test_does_not_count(self, kind):
        assert self.tariff(savings("90000.00", kind=kind)) == "0.00"

    def test_property_less_a_tenth_and_what_is_secured_on_it_in_equal_shares(self):
        """Regs 36, 39: (20,000 - 2,000 - 4,000) / 2 = 7,000."""
        house = savings("20000.00", kind="property", secured_debt="4000.00", equal_owners=2)
        assert self.tariff(house) == "4.00"
        lines = [w for w in found(capital=[house])["working"] if w["step"] == "capital"]
        assert {w["item"]: w["provision"] for w in lines} == {
            "property": "reg 36",
            "property: costs of sale": "reg 36(a)(i)",
            "property: secured debt": "reg 36(a)(ii)",
            "property: the other owners' shares": "reg 39",
        }

    def test_costs_of_sale_by_choice(self):
        assert self.tariff(savings("7000.00", kind="property", sale_costs=False)) == "4.00"
        assert self.tariff(savings("7000.00", sale_costs=True)) == "2.00"

    def test_a_debt_above_the_value_takes_nothing_from_other_capital(self):
        sunk = savings("20000.00", kind="property", secured_debt="90000.00")
        assert self.tariff(sunk, savings("7000.00")) == "4.00"

    def test_of_the_partner_counts(self):
        assets = (savings("4000.00"), savings("3000.00", of="b"))
        assert self.tariff(*assets, people=(person(), partner())) == "4.00"

    def test_of_each_relevant_person_for_itself(self):
        """Tariff income is each relevant person's, by their own age."""
        assets = (savings("5000.00"), savings("7000.00", of="b"))
        assert self.tariff(*assets, people=(person(), person("b"))) == "4.00"
        assert self.tariff(*assets, people=(person(), person("b", 60))) == "2.00"


class TestEarlierGrants:
    """Reg 13. Assessed: 3,329.25."""

    EARLIER = {  # noqa: RUF012
        "made_on": "2020-06-02",
        "certificate": "owner",
        "dwelling": "home",
        "relevant_people": ["a", "long-dead"],
        "reduction": "1000.00",
    }

    def reduction(self, *grants, people=()):
        return found(*people, income=[income("221.80")], earlier_grants=list(grants))["reduction"]

    def test_taken_off(self):
        assert self.reduction(self.EARLIER) == "2329.25"
        assert self.reduction(self.EARLIER, self.EARLIER) == "1329.25"

    def test_another_dwelling_or_other_people(self):
        assert self.reduction(self.EARLIER | {"dwelling": "elsewhere"}) == "3329.25"
        assert self.reduction(self.EARLIER | {"relevant_people": ["long-dead"]}) == "3329.25"

    def test_a_nil_grant_counts_only_if_the_works_were_done(self):
        """Reg 13(4)."""
        nil_grant = self.EARLIER | {"grant_paid": False}
        assert self.reduction(nil_grant) == "3329.25"
        assert self.reduction(nil_grant | {"works_satisfactory": True}) == "2329.25"

    def test_the_person_in_common_is_a_relevant_person_of_both(self):
        """A partner who is not the relevant person now is not one in common."""
        of_partner = self.EARLIER | {"relevant_people": ["b"]}
        people = (person(), partner())
        result = found(*people, income=[income("400.00")], earlier_grants=[of_partner])
        assert result["earlier_grants_deducted"] == "0.00"

    def test_by_the_date_of_decision(self):
        made = {"certificate": "tenant"}
        grants = [self.EARLIER | made]
        late = {"decided_on": "2025-06-03"}
        for application, deducted in (({}, "1000.00"), (late, "0.00")):
            result = found(
                income=[income("221.80")], earlier_grants=grants, application=application
            )
            assert result["earlier_grants_deducted"] == deducted
