"""What is made of a result: words, comparison, fingerprint, preliminary test, the page."""

from pathlib import Path

import pytest

from services.means_test.domain.comparison import compare
from services.means_test.domain.fingerprint import fingerprint
from services.means_test.domain.household import Household
from services.means_test.domain.preliminary import FewAnswers
from services.means_test.domain.readings import NEWEST, corrected_since
from services.means_test.domain.renderings import render_for_applicant, render_for_officer
from services.means_test.self_assessment.queries import SelfAssessment
from services.means_test.walkthrough import page
from shared.problems import InvalidInput
from tests.means_test.households import (
    CANNOCK_CHASE,
    GLOUCESTER,
    WITH_TAX_CREDITS,
    assessed,
    child,
    household,
    income,
    person,
    savings,
)

EARLIER = {
    "made_on": "2020-06-02",
    "certificate": "owner",
    "dwelling": "home",
    "relevant_people": ["a"],
    "reduction": "1000.00",
}


class TestForOfficers:
    def test_every_line_its_provision_and_each_steps_total(self):
        text = render_for_officer(assessed(household(income=[income("221.80")])))

        rows = [line.split() for line in text.splitlines()]
        assert [
            "personal",
            "allowance,",
            "single",
            "a",
            "60.50",
            "Sch",
            "1",
            "para",
            "1(1)(b)",
        ] in rows
        assert ["total", "121.80"] in rows
        assert ["total", "3329.25"] in rows
        assert text.endswith("\nResult: assessed, reduction 3329.25\n")
        assert all(line == line.rstrip() for line in text.splitlines())

    def test_the_statutory_result_beside_a_local_one(self):
        document = household(
            person(receives=["council_tax_reduction"]),
            income=[income("221.80")],
            application={"authority": CANNOCK_CHASE},
        )
        text = render_for_officer(assessed(document))
        assert "Local rule: passport council_tax_reduction (Cannock Chase" in text
        assert "\nResult: passported, reduction 0.00\n" in text
        assert text.endswith("\nUnder the Regulations alone: assessed, reduction 3329.25\n")

    def test_a_landlord(self):
        text = render_for_officer(assessed(household(application={"certificate": "landlord"})))
        assert text.endswith("\nResult: not tested, reduction none set here\n")


class TestForApplicants:
    def said(self, *people, **parts):
        return render_for_applicant(assessed(household(*people, **parts)))

    def test_a_contribution(self):
        text = self.said(
            income=[income("1201.80")], capital=[savings("7000.00")], earlier_grants=[EARLIER]
        )
        assert "You would pay the first £352,466.88 of the grant works." in text
        assert "£1,205.80 a week coming in, of which £4.00 is for your savings" in text
        assert "a household like yours £121.80 a week" in text
        assert "taken off £1,000.00" in text

    def test_nothing_to_pay(self):
        text = self.said(income=[income("100.00")])
        assert text.startswith("You do not have to pay anything")
        assert "of which" not in text

    def test_nothing_left_to_pay(self):
        paid = EARLIER | {"reduction": "9000.00"}
        text = self.said(income=[income("221.80")], earlier_grants=[paid])
        assert text.startswith("You do not have to pay anything")
        assert "taken off £3,329.25" in text

    def test_passported_exempt_and_landlord(self):
        assert "a benefit that you" in self.said(person(receives=["universal_credit"]))
        assert "age" in self.said(person(age=9))
        assert "landlord" in self.said(application={"certificate": "landlord"})


class TestComparison:
    def test_what_changed_and_what_it_did(self):
        before = assessed(household(income=[income("221.80")]))
        after = assessed(
            household(
                person(receives=["pip_mobility"]),
                income=[income("231.80")],
                capital=[savings("6250.00")],
            )
        )

        found = compare(before, after)

        changes = {(c.step, c.of, c.provision): (c.before, c.after) for c in found.changes}
        assert changes == {
            ("applicable_amount", "a", "Sch 1 para 18(4)(a)"): (0, pytest.approx(25.85)),
            ("income", "a", "reg 29(1)"): (pytest.approx(221.80), pytest.approx(231.80)),
            ("capital", "a", "reg 36"): (0, 6250),
            ("tariff_income", "a", "reg 40(1)(a)"): (0, 1),
        }
        assert (str(found.reduction_before), str(found.reduction_after)) == ("3329.25", "2305.93")
        assert str(found.difference) == "-1023.32"

    def test_nothing_changed(self):
        one = assessed(household(income=[income("221.80")]))
        found = compare(one, one)
        assert (found.changes, found.difference) == ((), 0)

    def test_what_is_gone_is_told_too(self):
        before = assessed(household(income=[income("50.00", "lodger")]))
        found = compare(before, assessed(household()))
        assert {c.item for c in found.changes} == {"lodger of 50.00 a week", "lodger disregard"}
        assert all(c.after == 0 for c in found.changes)

    def test_with_a_landlord_there_is_no_difference(self):
        landlord = assessed(household(application={"certificate": "landlord"}))
        assert compare(landlord, assessed(household())).difference is None
        assert compare(assessed(household()), landlord).difference is None


class TestFingerprint:
    def test_tells_inputs_and_results_apart(self):
        documents = [household(income=[income(a)]) for a in ("221.80", "221.81")]
        one, other = ((Household.model_validate(d), assessed(d)) for d in documents)
        assert fingerprint(*one) == fingerprint(Household.model_validate(documents[0]), one[1])
        assert len({fingerprint(*one), fingerprint(*other), fingerprint(one[0], other[1])}) == 3

    def test_is_the_same_for_ever(self):
        care = [{"for": "c", "amount": "60.00", "every": "week"}]
        adult = person(hours_worked=16)
        document = household(adult, child(), income=[income("221.80")], child_care=care)
        found = fingerprint(Household.model_validate(document), assessed(document))
        assert found == RECORDED


RECORDED = "045ea377b121e92bb02c0e400feebfa04d889ca70fa828218d1b078d619f7c7c"


PARTNER = {"partner_born": "1986-01-01"}


class TestPreliminary:
    ANSWERS = {  # noqa: RUF012
        "made_on": "2025-06-02",
        "certificate": "owner",
        "born": "1985-01-01",
        "weekly_income": "221.80",
        "savings": "0.00",
    }

    def reduction(self, **answers):
        told = SelfAssessment.of(FewAnswers.model_validate(self.ANSWERS | answers)).result
        return told.outcome, str(told.reduction)

    def test_alone(self):
        assert self.reduction() == ("assessed", "3329.25")

    def test_with_partner_child_savings_and_authority(self):
        family = {"partner_born": "1986-01-01", "children_born": ["2017-01-01"]}
        assert self.reduction(**family, weekly_income="275.59") == ("assessed", "981.12")
        assert self.reduction(savings="6000.01") == ("assessed", "3480.02")
        local = {"receives": ["council_tax_reduction"], "authority": CANNOCK_CHASE}
        assert self.reduction(**local) == ("passported", "0.00")

    def test_passports_of_either(self):
        credit = {"receives": ["child_tax_credit"], "tax_credit_income": "9000.00"}
        credit |= {"made_on": WITH_TAX_CREDITS}
        assert self.reduction(**credit)[0] == "passported"
        partners = {"partner_born": "1986-01-01", "partner_receives": ["universal_credit"]}
        assert self.reduction(**partners)[0] == "passported"
        assert self.reduction(born="2007-01-01", in_education=True)[0] == "exempt"

    @pytest.mark.parametrize(
        "answers, pointer",
        [
            ({"born": "2025-06-03"}, "/born"),
            ({"born": "2015-01-01", "partner_born": "1986-01-01"}, "/partner_born"),
            ({"receives": ["child_tax_credit"]}, "/tax_credit_income"),
            (
                {"receives": ["pip_mobility", "child_tax_credit"], "tax_credit_income": "1.00"},
                "/receives/1",
            ),
            (PARTNER | {"partner_receives": ["wtc_30_hour_element"]}, "/partner_receives/0"),
            (PARTNER | {"children_born": ["2017-01-01", "2025-06-03"]}, "/children_born/1"),
            ({"children_born": ["2025-06-03"]}, "/children_born/0"),
            ({"partner_born": "2025-06-03"}, "/partner_born"),
            ({"made_on": "2005-12-30"}, "/made_on"),
            ({"made_on": "2019-06-02", "authority": GLOUCESTER}, "/authority"),
            ({"in_education": True}, "/in_education"),
        ],
    )
    def test_a_fault_is_at_the_answer(self, answers, pointer):
        with pytest.raises(InvalidInput) as refused:
            self.reduction(**answers)
        assert [e.pointer for e in refused.value.errors] == [pointer]


def test_the_page_is_current():
    """`python -m services.means_test walkthrough > docs/means-test-walkthrough.md`."""
    assert Path("docs/means-test-walkthrough.md").read_text() == page()


def test_a_kept_test_is_told_what_later_editions_read_otherwise_and_no_others():
    assert NEWEST.edition == 6
    assert [c.point for c in corrected_since(1)] == [
        "non-dependants",
        "part disregards of a payment",
        "a disabled child's care",
        "child care above the income",
        "joint owners and tenants",
        *(c.point for c in corrected_since(5)),
    ]
    assert corrected_since(4)[0].point == "joint owners and tenants"
    assert [c.point for c in corrected_since(5)] == [
        "a student's exclusions",
        "child care of who has no partner and no child",
        "a disabled child's care, in hospital",
        "one of sixteen who is treated as a child",
        "debts secured on capital",
        "a disabled child under sixteen",
        "local rules that would ask for more",
    ]
    assert corrected_since(6) == ()
