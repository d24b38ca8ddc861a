"""What can be had on a day, what is one payment, and what is left unsaid."""

import datetime as dt
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.means_test.domain.answer import answer
from services.means_test.domain.codes import Benefit, IncomeKind
from services.means_test.domain.household import Household
from services.means_test.parameters import figures_on
from shared.problems import InvalidInput
from tests.means_test.households import assessed, child, household, income, partner, person

AVAILABLE = figures_on(dt.date(2025, 6, 2)).available
FIRST_DAY = dt.date(2005, 12, 31)
"""Of the parameter sets."""

DATED = [
    *(("receives", b, span) for b, span in AVAILABLE.benefits.items()),
    *(("suspended_in_hospital", b, span) for b, span in AVAILABLE.benefits.items()),
    *(("income", k, span) for k, span in AVAILABLE.income.items()),
]


def found(*people, **parts):
    return answer(assessed(household(*people, **parts)))


def tried(key, code, day):
    """A household that has it on the day."""
    adult = person() | {"date_of_birth": "1960-01-01", "tax_credit_income": "20000.00"}
    application = {"made_on": day.isoformat()}
    if key != "income":
        return household(adult | {key: [code]}, application=application)
    line = income("10.00", code)
    if code in {"student_grant", "student_loan"}:
        line |= {"every": "year", "weeks": 40}
    return household(adult, income=[line], application=application)


def pointers(document):
    with pytest.raises(InvalidInput) as refused:
        assessed(document)
    return [e.pointer for e in refused.value.errors]


class TestWhatCanBeHad:
    def test_every_benefit_and_every_kind_of_income_has_its_days_and_their_source(self):
        assert list(AVAILABLE.benefits) == list(get_args(Benefit))
        assert list(AVAILABLE.income) == list(get_args(IncomeKind))
        assert all(span.source for _, _, span in DATED)

    @pytest.mark.parametrize("key, code, span", DATED, ids=[f"{k} {c}" for k, c, _ in DATED])
    def test_from_its_first_day_to_its_last(self, key, code, span):
        """At each edge: the day itself is good, the day beyond is refused at the code."""
        at = "/income/0/kind" if key == "income" else f"/people/0/{key}/0"
        day = dt.timedelta(days=1)
        assessed(tried(key, code, max(span.first or FIRST_DAY, FIRST_DAY)))
        if span.first is not None and span.first > FIRST_DAY:
            assert pointers(tried(key, code, span.first - day)) == [at]
        assessed(tried(key, code, span.last or dt.date(2060, 1, 1)))
        if span.last is not None:
            assert pointers(tried(key, code, span.last + day)) == [at]

    def test_working_tax_credit_in_february_2026(self):
        credit = {"receives": ["pip_mobility", "working_tax_credit"], "tax_credit_income": "9.00"}
        document = household(
            person("m", role="other"), person(**credit), application={"made_on": "2026-02-02"}
        )
        with pytest.raises(InvalidInput) as refused:
            assessed(document)
        [fault] = refused.value.errors
        assert fault.pointer == "/people/1/receives/1"
        assert "since 2025-04-05" in fault.detail

    @pytest.mark.parametrize(
        "code, ends",
        [
            ("income_support", "2026-03-31"),
            ("income_based_jsa", "2026-03-31"),
            ("income_related_esa", "2026-03-31"),
            ("long_term_incapacity_benefit", "2014-04-05"),
        ],
    )
    def test_where_the_last_day_is_not_certain_it_is_remarked(self, code, ends):
        day = dt.date.fromisoformat(ends)
        before, after = (
            remarks(found(person(receives=[code]), application={"made_on": on.isoformat()}))
            for on in (day, day + dt.timedelta(days=1))
        )
        assert before == []
        assert after == [
            ("a", f"check {code.replace('_', ' ')}: the last awards were to end by {ends}")
        ]

    def test_of_an_income_too(self):
        told = remarks(found(income=[income("10.00", "incapacity_benefit")]))
        assert [who for who, _ in told] == ["a"]
        of_a_child = income("10.00", "incapacity_benefit", of="c")
        assert remarks(found(person(), child(), income=[of_a_child])) == []


def remarks(answered):
    return [(w["of"], w["item"]) for w in answered["working"] if w["step"] == "remarks"]


class TestOnePayment:
    """'Of any such payment': once for each, however many lines it is entered in."""

    def test_one_war_pension_in_two_lines(self):
        pension = income("221.20", "state_pension")
        old = person(age=70)
        parts = [income("80.00", "war_pension"), income("40.00", "war_pension")]
        assert found(old, income=[pension, *parts])["reduction"] == "7264.35"
        apart = [line | {"payment": name} for line, name in zip(parts, "xy", strict=True)]
        assert found(old, income=[pension, *apart])["reduction"] == "5756.65"
        one_named = [parts[0] | {"payment": "x"}, parts[1]]
        assert found(old, income=[pension, *one_named])["reduction"] == "5756.65"

    def test_each_persons_own(self):
        pensions = [income("50.00", "war_pension", of=who) for who in ("a", "b", "a")]
        assert found(person(), partner(), income=pensions)["income"] == "130.00"

    def test_each_lodger_and_boarder_is_one_person_whatever_they_are_named(self):
        for kind, weekly in (("lodger", "92.00"), ("boarder", "30.00")):
            lines = [income("50.00", kind, payment="x"), income("50.00", kind, payment="x")]
            assert found(income=lines)["income"] == weekly

    def test_a_students_year_is_one(self):
        """Regs 43(3), 46(2), (5): travel, books and the ten once."""
        whole = {"of": "a", "kind": "student_loan", "amount": "4000.00", "weeks": 40}
        parts = [whole | {"amount": "1500.00"}, whole | {"amount": "2500.00"}]
        assert found(income=parts)["income"] == found(income=[whole])["income"] == "75.525"

    def test_parts_of_one_year_are_over_the_same_weeks(self):
        loan = {"of": "a", "kind": "student_loan", "amount": "4000.00", "weeks": 40}
        document = household(income=[loan, loan | {"weeks": 38}])
        assert pointers(document) == ["/income/1/weeks"]
        assessed(household(income=[loan, loan | {"weeks": 38, "payment": "second"}]))

    KINDS = sorted(
        set(get_args(IncomeKind))
        - {"employment", "self_employment", "lodger", "boarder", "tax_credits"}
    )

    @settings(max_examples=200, deadline=None)
    @given(
        st.sampled_from(KINDS),
        st.lists(st.integers(1, 20_000), min_size=2, max_size=5),
        st.sampled_from([None, "p"]),
        st.booleans(),
    )
    def test_in_how_many_lines_it_is_entered_never_matters(self, kind, pence, name, family):
        """For every kind of income but pay and persons accommodated."""
        people = (person(), partner(), child()) if family else (person(),)
        facts = {"payment": name} if name else {}
        if kind in {"student_grant", "student_loan"}:
            facts |= {"weeks": 40, "every": "year"}
        if kind == "charitable_payment":
            facts["for_essentials"] = True
        lines = [income(f"{p / 100:.2f}", kind, **facts) for p in pence]
        whole = income(f"{sum(pence) / 100:.2f}", kind, **facts)
        in_lines, at_once = (found(*people, income=i) for i in (lines, [whole]))
        assert in_lines["income"] == at_once["income"]


class TestWhatIsLeftUnsaid:
    def test_pay_without_tax_or_insurance_counts_and_is_remarked(self):
        result = found(income=[income("300.00", "employment")])
        assert result["income"] == "295.00"
        assert remarks(result) == [("a", "pay without tax or national insurance: taken as none")]

    @pytest.mark.parametrize(
        "facts, told",
        [
            ({"tax": "10.00", "national_insurance": "5.00"}, []),
            ({"tax": "0.00", "national_insurance": "0.00"}, []),
            ({"tax": "10.00"}, ["profit without national insurance: taken as none"]),
            ({"national_insurance": "5.00"}, ["profit without tax: taken as none"]),
        ],
    )
    def test_what_was_said_is_not_remarked(self, facts, told):
        profit = income("300.00", "self_employment", **facts)
        assert [item for _, item in remarks(found(income=[profit]))] == told

    def test_nor_what_does_not_count(self):
        pay = [income("300.00", "employment")]
        assert remarks(found(person(receives=["universal_credit"]), income=pay)) == []
        theirs = [income("300.00", "employment", of="n")]
        assert remarks(found(person(), person("n", 30, "non_dependant"), income=theirs)) == []
        assert remarks(found(income=[income("0.00", "employment")])) == []
        assert remarks(found(income=[income("300.00", "state_pension")])) == []

    def test_a_landlords_answer_can_be_handed_on(self):
        """Contract 2 asks for an outcome and a reduction."""
        result = found(application={"certificate": "landlord"})
        assert (result["outcome"], result["reduction"]) == ("not_tested", "0.00")
        assert result["statutory"] == {"outcome": "not_tested", "reduction": "0.00"}

    def test_a_benefit_is_paid_or_not(self):
        adult = person(receives=["pip_mobility"], suspended_in_hospital=["pip_mobility"])
        with pytest.raises(InvalidInput) as refused:
            Household.model_validate(household(adult))
        assert [e.pointer for e in refused.value.errors] == ["/people/0/suspended_in_hospital/0"]
