"""Every threshold and limit: at it, a penny (or a day) below, and a penny (or a day) above."""

from decimal import Decimal

import pytest

from services.means_test.domain.answer import answer
from tests.means_test.households import (
    GLOUCESTER,
    WITH_TAX_CREDITS,
    assessed,
    child,
    household,
    income,
    partner,
    person,
    savings,
)

PENNY = Decimal("0.01")


def result(document, key):
    return answer(assessed(document))[key]


def around(amount):
    """A penny below, at and a penny above."""
    at = Decimal(amount)
    return str(at - PENNY), str(at), str(at + PENNY)


def check(make, key, at, expected):
    """`make` turns an amount into a household; `expected` is for below, at and above."""
    found = tuple(result(make(amount), key) for amount in around(at))
    assert found == expected


SINGLE = Decimal("121.80")
"""The applicable amount of a single disabled owner of 40: 60.50 and 61.30."""


OWNER = {
    "47.95": ("903.669", "903.8575", "904.2344"),
    "95.90": ("2710.7161", "2711.093", "2712.6007"),
    "191.80": ("17168.4283", "17169.936", "17173.7053"),
}
TENANT = {
    "47.95": ("529.2576", "529.368", "529.5889"),
    "95.90": ("1588.3626", "1588.5835", "1589.4669"),
    "191.80": ("10059.5061", "10060.3895", "10062.5981"),
}


class TestBands:
    """Reg 12: upper limits are within their band, and there are no jumps."""

    def excess(self, certificate):
        def make(amount):
            resources = str(SINGLE + Decimal(amount))
            return household(income=[income(resources)], application={"certificate": certificate})

        return make

    @pytest.mark.parametrize("limit", OWNER)
    def test_owner(self, limit):
        check(self.excess("owner"), "assessed_reduction", limit, OWNER[limit])

    @pytest.mark.parametrize("certificate", ["tenant", "occupier"])
    @pytest.mark.parametrize("limit", TENANT)
    def test_tenant_or_occupier(self, limit, certificate):
        check(self.excess(certificate), "assessed_reduction", limit, TENANT[limit])

    def test_no_reduction_until_resources_exceed(self):
        """S.30(4) of the Act."""

        def make(resources):
            return household(income=[income(resources)])

        check(make, "excess", "121.80", ("0.00", "0.00", "0.01"))
        check(make, "assessed_reduction", "121.80", ("0.00", "0.00", "0.1885"))

    def test_an_excess_of_exactly_nil_needs_no_line_to_make_it_so(self):
        lines = assessed(household(income=[income("121.80")])).local.working
        assert [str(w.amount) for w in lines if w.step == "excess"] == ["609/5", "-609/5"]

    def test_half_a_penny_rounds_up(self):
        """No provision rounds: the reading is half up to the penny. 0.10 x 18.85 = 1.885."""
        make = self.excess("owner")
        assert result(make("0.10"), "assessed_reduction") == "1.885"
        assert result(make("0.10"), "reduction") == "1.89"


class TestTariffIncome:
    """Reg 40: nothing up to 6,000; then each step, a part of one as a whole."""

    @pytest.mark.parametrize(
        "age, at, expected",
        [
            (59, "6000.00", ("0.00", "0.00", "1.00")),
            (60, "6000.00", ("0.00", "0.00", "1.00")),
            (59, "6250.00", ("1.00", "1.00", "2.00")),
            (60, "6250.00", ("1.00", "1.00", "1.00")),
            (59, "6500.00", ("2.00", "2.00", "3.00")),
            (60, "6500.00", ("1.00", "1.00", "2.00")),
        ],
    )
    def test_steps(self, age, at, expected):
        def make(amount):
            return household(person(age=age), capital=[savings(amount)])

        check(make, "tariff_income", at, expected)

    def test_the_line_says_why_there_is_none(self):
        lines = assessed(household(capital=[savings("6000.00")])).local.working
        (line,) = (w for w in lines if w.step == "tariff_income")
        assert (line.amount, line.provision) == (0, "reg 40(1)")

    def test_shares_that_no_decimal_says_add_up_exactly(self):
        """Reg 39: three thirds of 10,000 and of 8,000 are 6,000, and not a hair more."""
        thirds = [savings(a, equal_owners=3) for a in ("10000.00", "8000.00")]
        assert result(household(capital=thirds), "tariff_income") == "0.00"


class TestPassports:
    def test_tax_credit_income_is_below_the_limit_not_at_it(self):
        """Reg 10(3)(c)."""

        def make(amount):
            credit = {"receives": ["child_tax_credit"], "tax_credit_income": amount}
            return household(person(**credit), application={"made_on": WITH_TAX_CREDITS})

        check(make, "outcome", "15050.00", ("passported", "assessed", "assessed"))


class TestPremiums:
    def test_a_childs_own_capital(self):
        """Sch 1 para 14(1)(a): not above 6,000 for the disabled child premium of 48.72."""

        def make(amount):
            return household(person(), child(receives=["dla_mobility"], capital=amount))

        with_premium, without = "239.86", "191.14"
        check(make, "applicable_amount", "6000.00", (with_premium, with_premium, without))


EARNER = {"hours_worked": 10}
FULL_TIME = {"hours_worked": 30}
MAIN_DISREGARDS = {
    "single, para 10": ("5.00", (person(**EARNER),)),
    "couple, para 7": ("10.00", (person(**EARNER), partner())),
    "disability premium, para 3": ("20.00", (person(**EARNER, receives=["pip_mobility"]),)),
    "lone parent, para 4": ("25.00", (person(**EARNER), child())),
    "carer, para 5": ("20.00", (person(**EARNER, entitled_to_carers_allowance=True),)),
    "carer's partner, para 6": (
        "10.00",
        (person(**EARNER), partner(receives=["carers_allowance"])),
    ),
}


class TestEarnings:
    """Schedule 2."""

    @pytest.mark.parametrize("limit, people", MAIN_DISREGARDS.values(), ids=MAIN_DISREGARDS)
    def test_main_disregard(self, limit, people):
        def make(amount):
            return household(*people, income=[income(amount, "employment")])

        check(make, "income", limit, ("0.00", "0.00", "0.01"))

    def test_additional_disregard(self):
        """Para 18: from net earnings of the main disregard and the additional one together."""

        def make(amount):
            return household(person(**FULL_TIME), income=[income(amount, "employment")])

        check(make, "income", "19.90", ("14.89", "0.00", "0.01"))

    def test_additional_disregard_asks_for_child_care_too(self):
        """Para 18(3)(b): 25 + 50 + 14.90; the charges are deducted whether it applies or not."""
        charges = [{"for": "c", "amount": "50.00", "every": "week"}]

        def make(amount):
            people = (person(hours_worked=16), child())
            return household(*people, income=[income(amount, "employment")], child_care=charges)

        check(make, "income", "89.90", ("14.89", "0.00", "0.01"))

    @pytest.mark.parametrize(
        "hours, people, expected",
        [
            (30, (), ("75.00", "60.10", "60.10")),
            (16, (child(),), ("55.00", "40.10", "40.10")),
            (16, (partner(), child()), ("70.00", "55.10", "55.10")),
        ],
        ids=["30, para 18(2)(b)", "lone parent 16, (d)", "couple with a child 16, (c)"],
    )
    def test_hours(self, hours, people, expected):
        def make(worked):
            adult = person(hours_worked=worked)
            return household(adult, *people, income=[income("80.00", "employment")])

        found = tuple(result(make(h), "income") for h in (hours - 0.5, hours, hours + 0.5))
        assert found == expected


OTHER_INCOME = {
    "charitable for essentials, para 12(1)": (
        "20.00",
        {"kind": "charitable_payment", "for_essentials": True},
    ),
    "war pension, para 13": ("10.00", {"kind": "war_pension"}),
    "widowed parent, para 13A": ("15.00", {"kind": "widowed_parents_allowance"}),
    "lodger, para 19": ("4.00", {"kind": "lodger"}),
    "lodger with heating, para 19": ("13.25", {"kind": "lodger", "heating": True}),
}


class TestOtherIncome:
    """Schedule 3."""

    @pytest.mark.parametrize("limit, facts", OTHER_INCOME.values(), ids=OTHER_INCOME)
    def test_part_disregards(self, limit, facts):
        check(
            lambda amount: household(income=[income(amount, **facts)]),
            "income",
            limit,
            ("0.00", "0.00", "0.01"),
        )

    def test_boarder(self):
        """Para 39: all of 20, then half of the rest."""
        check(
            lambda amount: household(income=[income(amount, "boarder")]),
            "income",
            "20.00",
            ("0.00", "0.00", "0.005"),
        )

    def test_maintenance(self):
        """Para 45: 15 of it, with a family premium."""
        check(
            lambda amount: household(person(), child(), income=[income(amount, "maintenance")]),
            "income",
            "15.00",
            ("0.00", "0.00", "0.01"),
        )

    def test_the_cap_on_three_paragraphs(self):
        """Para 31: at most 20 a week in all; here 10 of a war pension and 10 of an allowance."""

        def make(amount):
            payments = [income("10.00", "war_pension"), income(amount, "widowed_parents_allowance")]
            return household(income=payments)

        check(make, "income", "10.00", ("0.00", "0.00", "0.01"))

    def test_student_loan(self):
        """Reg 46: 260 and 319 of the year's, then ten a week. Over ten weeks: 679."""

        def make(amount):
            return household(income=[income(amount, "student_loan", every="year", weeks=10)])

        check(make, "income", "679.00", ("0.00", "0.00", "0.001"))

    def test_student_grant(self):
        """Reg 43(3): 275 and 343 of the year's."""

        def make(amount):
            return household(income=[income(amount, "student_grant", every="year", weeks=10)])

        check(make, "income", "618.00", ("0.00", "0.00", "0.001"))


class TestChildCare:
    """Reg 18(1A): up to 175 for one child, 300 for two or more."""

    def make(self, *others):
        def household_with(amount):
            charges = [{"for": "c", "amount": amount, "every": "week"}, *others]
            return household(
                person(hours_worked=16),
                child(3),
                child(5, "d"),
                income=[income("700.00", "employment")],
                child_care=charges,
            )

        return household_with

    def test_one_child(self):
        """700 less 25 and 14.90, less the charges up to 175."""
        check(self.make(), "income", "175.00", ("485.11", "485.10", "485.10"))

    def test_two_children(self):
        other = {"for": "d", "amount": "100.00", "every": "week"}
        check(self.make(other), "income", "200.00", ("360.11", "360.10", "360.10"))

    def test_the_higher_maximum_needs_charges_for_two(self):
        none = {"for": "d", "amount": "0.00", "every": "week"}
        assert result(self.make(none)("300.00"), "income") == "485.10"


def on(day, *people, **parts):
    return household(*people, application={"made_on": day}, **parts)


def born_on(day, **facts):
    return {**person(**facts), "date_of_birth": day}


DAYS = {
    "25: the full allowance, Sch 1 para 1(1)": (born_on("2000-06-03"), ("109.25", "121.80")),
    "60: the pensioner premium, Sch 1 para 8": (born_on("1965-06-03"), ("121.80", "185.35")),
    "60: no disability premium, Sch 1 para 11": (
        born_on("1965-06-03", receives=["pip_mobility"]),
        ("147.65", "185.35"),
    ),
    "60: no enhanced disability premium, Sch 1 para 13A": (
        born_on("1965-06-03", receives=["contributory_esa_support"]),
        ("164.05", "189.15"),
    ),
    "66: Schedule 1A, reg 14": (born_on("1959-06-03"), ("185.35", "205.10")),
}


class TestDays:
    """The day before a birthday, and the birthday: 2 and 3 June 2025."""

    @pytest.mark.parametrize("entry, expected", DAYS.values(), ids=DAYS)
    def test_own_age(self, entry, expected):
        days = ("2025-06-02", "2025-06-03")
        assert tuple(result(on(d, entry), "applicable_amount") for d in days) == expected

    @pytest.mark.parametrize(
        "born, before, reached",
        [
            ("1950-04-05", "2010-04-04", "2010-04-05"),
            ("1950-04-06", "2010-05-05", "2010-05-06"),
            ("1953-03-06", "2016-03-05", "2016-03-06"),
            ("1953-04-06", "2016-07-05", "2016-07-06"),
            ("1953-12-05", "2018-11-05", "2018-11-06"),
            ("1953-12-06", "2019-03-05", "2019-03-06"),
            ("1954-10-05", "2020-09-05", "2020-09-06"),
            ("1954-10-06", "2020-10-05", "2020-10-06"),
            ("1960-04-05", "2026-04-04", "2026-04-05"),
            ("1960-04-06", "2026-05-05", "2026-05-06"),
            ("1960-07-31", "2026-11-29", "2026-11-30"),
            ("1961-03-05", "2028-02-04", "2028-02-05"),
            ("1961-03-06", "2028-03-05", "2028-03-06"),
            ("1970-01-01", "2036-12-31", "2037-01-01"),
        ],
    )
    def test_qualifying_age_for_state_pension_credit(self, born, before, reached):
        """SI 2005/3323 reg 2, by the tables of the Pensions Acts."""
        entry = born_on(born)
        cited = [
            {line.provision[:6] for line in assessed(on(day, entry)).local.working}
            for day in (before, reached)
        ]
        assert "Sch 1A" not in cited[0]
        assert "Sch 1A" in cited[1]

    @pytest.mark.parametrize(
        "day, born, expected",
        [
            ("2018-06-02", "1953-06-03", "124.05"),
            ("2018-06-03", "1953-06-03", "143.80"),
        ],
    )
    def test_65_in_schedule_1a(self, day, born, expected):
        """Sch 1A para 1(1), while the qualifying age was below it."""
        total = result(on(day, born_on(born)), "applicable_amount")
        assert Decimal(total) == Decimal(expected) + Decimal("61.30")

    @pytest.mark.parametrize(
        "born, day, expected",
        [
            ("2009-06-15", "2025-06-14", "child"),
            ("2009-06-15", "2025-08-31", "child"),
            ("2009-06-15", "2025-09-01", "young person"),
            ("2008-10-10", "2025-08-31", "child"),
            ("2008-10-10", "2025-09-01", "young person"),
            ("2009-09-01", "2025-09-02", "child"),
            ("2009-09-01", "2026-09-06", "child"),
            ("2009-09-01", "2026-09-07", "young person"),
            ("2006-06-03", "2025-06-02", "young person"),
            ("2006-06-03", "2025-06-03", "aged nineteen: no amount"),
        ],
    )
    def test_a_childs_two_periods(self, born, day, expected):
        """Sch 1 para 2: to the first Monday in September after sixteen, then to nineteen."""
        minor = {**child(), "date_of_birth": born, "qualifying_young_person": True}
        working = assessed(on(day, person(), minor)).local.working
        assert [w.item for w in working if w.of == "c"] == [expected]

    @pytest.mark.parametrize(
        "born, day, expected",
        [
            ("2024-06-02", "2025-06-01", True),
            ("2024-06-02", "2025-06-02", False),
            ("2024-06-03", "2025-06-08", True),
            ("2024-06-03", "2025-06-09", False),
            ("2024-02-29", "2025-03-02", True),
            ("2024-02-29", "2025-03-03", False),
            ("2023-12-30", "2025-01-01", False),
            ("2020-02-29", "2021-02-28", True),
            ("2020-02-29", "2021-03-01", False),
        ],
    )
    def test_under_one(self, born, day, expected):
        """Sch 1 para 3(3): until the Monday on or after the first birthday."""
        baby = {**child(), "date_of_birth": born}
        working = assessed(on(day, person(), baby)).local.working
        assert any(w.provision == "Sch 1 para 3(3)" for w in working) is expected

    @pytest.mark.parametrize("day, expected", [("2025-06-02", True), ("2025-06-03", False)])
    def test_an_adult_non_dependant(self, day, expected):
        """Sch 1 para 13(2)(a)(ii): of eighteen or over."""
        other = born_on("2007-06-03", id_="n", role="non_dependant")
        disabled = person(receives=["pip_daily_living_standard"])
        assert assessed_severe(on(day, disabled, other)) is expected

    @pytest.mark.parametrize(
        "day, lone_parent, couple",
        [("2025-06-02", "189.09", "133.65"), ("2025-06-03", "201.64", "156.25")],
    )
    def test_eighteen(self, day, lone_parent, couple):
        """Sch 1 para 1(2), (3): a lone parent, and the elder of a couple."""
        baby = {**child(), "date_of_birth": "2025-01-01"}
        younger = {**partner(), "date_of_birth": "2008-01-01"}
        eldest = born_on("2007-06-03")
        assert result(on(day, eldest, baby), "applicable_amount") == lone_parent
        assert result(on(day, eldest, younger), "applicable_amount") == couple

    @pytest.mark.parametrize(
        "day, outcome, statutory",
        [("2026-06-02", "exempt", "assessed"), ("2026-06-03", "assessed", "assessed")],
    )
    def test_local_exemption_under_nineteen(self, day, outcome, statutory):
        """Gloucester City: works for anyone under nineteen are exempt."""
        application = {"made_on": day, "authority": GLOUCESTER}
        found = answer(assessed(household(born_on("2007-06-03"), application=application)))
        assert (found["outcome"], found["statutory"]["outcome"]) == (outcome, statutory)


def assessed_severe(document):
    lines = assessed(document).local.working
    return any(w.item == "severe disability premium" for w in lines)


class TestEarlierGrants:
    """Reg 13(3): exactly ten (five) years before the approval is within the look-back."""

    @pytest.mark.parametrize(
        "certificate, made_on, expected",
        [
            ("owner", "2015-09-30", "0.00"),
            ("owner", "2015-10-01", "100.00"),
            ("owner", "2015-10-02", "100.00"),
            ("tenant", "2020-09-30", "0.00"),
            ("tenant", "2020-10-01", "100.00"),
            ("occupier", "2020-09-30", "0.00"),
            ("occupier", "2020-10-01", "100.00"),
            ("landlord", "2025-05-01", "0.00"),
        ],
    )
    def test_look_back_by_the_earlier_certificate(self, certificate, made_on, expected):
        earlier = {
            "made_on": made_on,
            "certificate": certificate,
            "dwelling": "home",
            "relevant_people": ["a"],
            "reduction": "100.00",
        }
        document = household(
            income=[income("221.80")],
            earlier_grants=[earlier],
            application={"decided_on": "2025-10-01"},
        )
        assert result(document, "earlier_grants_deducted") == expected

    def test_never_more_than_the_assessed_reduction(self):
        """Reg 13(2): nothing is refunded."""

        def make(reduction):
            earlier = {
                "made_on": "2020-01-01",
                "certificate": "owner",
                "dwelling": "home",
                "relevant_people": ["a"],
                "reduction": reduction,
            }
            return household(income=[income("221.80")], earlier_grants=[earlier])

        check(make, "reduction", "3329.25", ("0.01", "0.00", "0.00"))
        check(make, "earlier_grants_deducted", "3329.25", ("3329.24", "3329.25", "3329.25"))
