"""Rules that no other quick test speaks of by its clause: of the purposes, the fees and the test."""

import datetime as dt

import pytest

from services.grants.in_force import policies
from services.means_test.calculate import calculate
from services.referral.domain.policy import NationalPolicy
from services.referral.domain.screening import Screening, triage
from shared.policies import national
from tests.grants.cases import CANNOCK, GLOUCESTER, STROUD, decided, works
from tests.means_test.households import born, household, income, partner, person

PURPOSES = {
    "access_dwelling": "guidance B46",
    "safety": "guidance B48",
    "family_room": "guidance B49",
    "sleeping_room": "guidance B72",
    "lavatory": "guidance B50",
    "bath_or_shower": "guidance B51",
    "wash_hand_basin": "guidance B52",
    "food": "guidance B53",
    "heating": "guidance B54",
    "power_light_heat_controls": "guidance B55",
    "care_of_others": "guidance B56",
    "garden": "guidance B69",
}
SERVICES = {
    "owner_interest",
    "surveys",
    "plans",
    "schedules",
    "forms",
    "finance_advice",
    "building_regulations",
    "planning",
    "listed_building",
    "conservation_area",
    "estimates",
    "contracts_advice",
    "tenders",
    "supervision",
    "utilities",
    "paying_contractors",
    "occupational_therapist",
}


@pytest.mark.parametrize("purpose, clause", PURPOSES.items())
def test_works_for_each_purpose_of_the_act_are_granted(purpose, clause):
    """Section 23: Gloucester A, Stroud App 4 A and App 5, Cannock Chase 10 list the same."""
    answer = decided(works=[works(purposes=[purpose])])
    assert answer["mandatory_grant"] == "10000.00"
    assert clause in {line["clause"] for line in answer["working"] if line["step"] == "purpose"}


@pytest.mark.parametrize("kind", sorted(SERVICES))
def test_each_service_and_charge_counts(kind):
    """The Order of 1996: guidance A, B96 and, for the occupational therapist, B97."""
    fee = [{"kind": kind, "amount": "100.00"}]
    assert decided(services_and_charges=fee)["estimated_expense"] == "10100.00"


def means_test(*people, authority=None, certificate="owner", **parts):
    application = {"certificate": certificate} | ({"authority": authority} if authority else {})
    return calculate(household(*people, application=application, **parts))


OTHER_INCOME = {"income": [income("221.80")]}


def test_the_means_tests_own_example():
    """Guidance B99, B100: income above the applicable amount, times a loan factor."""
    assert means_test(**OTHER_INCOME)["reduction"] == "3329.25"


def test_tenants_loans_are_taken_to_be_dearer():
    """Guidance B100: so a tenant's grant is reduced by less."""
    as_owner, as_tenant = (
        float(str(means_test(certificate=c, **OTHER_INCOME)["reduction"]))
        for c in ("owner", "tenant")
    )
    assert 0 < as_tenant < as_owner


def test_a_landlords_application_is_not_tested():
    """Guidance B98, B108."""
    assert means_test(certificate="landlord", **OTHER_INCOME)["outcome"] == "not_tested"


def test_the_means_of_whoever_else_lives_there_do_not_count():
    """Guidance B101: the disabled person's and their partner's alone."""
    other = person("x", role="other")
    answer = means_test(person(), other, income=[income("900.00", of="x")])
    left_out = [
        line for line in answer["working"] if line["of"] == "x" and line["step"] == "income"
    ]
    assert left_out
    assert answer["reduction"] == "0.00"
    with_partner = means_test(person(), partner(), income=[income("900.00", of="b")])
    assert with_partner["reduction"] != "0.00"


@pytest.mark.parametrize(
    "benefit",
    [
        "income_support",
        "housing_benefit",
        "universal_credit",
        "guarantee_credit",
        "income_based_jsa",
        "income_related_esa",
    ],
)
def test_who_receives_a_listed_benefit_is_passported(benefit):
    """Guidance B104; Stroud App 2 Means Testing; Cannock Chase App 2 and 12(e)."""
    answer = means_test(person(receives=[benefit]), **OTHER_INCOME)
    assert (answer["outcome"], answer["reduction"]) == ("passported", "0.00")


def test_a_disabled_child_is_not_tested():
    """Guidance B104 to B106; Gloucester B1.1, Stroud App 4 B1.1, Cannock Chase 12(e)."""
    parent = person("p", role="other")
    answer = means_test(parent, person("c", 8, of="p"), income=[income("900.00", of="p")])
    assert answer["outcome"] == "exempt"


@pytest.mark.parametrize("authority", [GLOUCESTER, STROUD, CANNOCK])
@pytest.mark.parametrize("age, outcome", [(18, "exempt"), (19, "assessed")])
def test_up_to_the_19th_birthday_nobody_is_tested(authority, age, outcome):
    """Gloucester A The means test, Stroud App 4 A The means test, Cannock Chase 12(a)."""
    answer = calculate(
        household(
            person() | {"date_of_birth": born(age, "2026-03-02")},
            application={"authority": authority, "made_on": "2026-03-02"},
            **OTHER_INCOME,
        )
    )
    assert answer["outcome"] == outcome


@pytest.mark.parametrize(
    "authority, outcome",
    [(GLOUCESTER, "passported"), (STROUD, "assessed"), (CANNOCK, "passported")],
)
def test_council_tax_reduction_passports_where_the_policy_says_so(authority, outcome):
    """Gloucester A The means test; Cannock Chase 11 Local Council Tax Reduction (LCTR), App 2."""
    answer = calculate(
        household(
            person(receives=["council_tax_reduction"]),
            application={"authority": authority, "made_on": "2026-03-02"},
            **OTHER_INCOME,
        )
    )
    assert answer["outcome"] == outcome


@pytest.mark.parametrize(
    "certificate, made_on, deducted",
    [
        ("owner", "2015-06-02", "1000"),
        ("owner", "2015-06-01", "0"),
        ("tenant", "2020-06-02", "1000"),
        ("tenant", "2020-06-01", "0"),
    ],
)
def test_an_earlier_contribution_is_not_asked_for_twice(certificate, made_on, deducted):
    """Guidance B112, B113; Gloucester A The means test, Stroud App 5 Successive applications."""
    earlier = {
        "made_on": made_on,
        "certificate": certificate,
        "dwelling": "home",
        "relevant_people": ["a"],
        "reduction": "1000.00",
        "grant_paid": True,
        "works_satisfactory": True,
    }
    answer = means_test(earlier_grants=[earlier], **OTHER_INCOME)
    assert float(answer["earlier_grants_deducted"]) == float(deducted)


def test_what_was_approved_and_never_done_was_not_paid_for():
    """Guidance B112: only where the applicant went ahead."""
    earlier = {
        "made_on": "2022-06-02",
        "certificate": "owner",
        "dwelling": "home",
        "relevant_people": ["a"],
        "reduction": "1000.00",
        "grant_paid": False,
        "works_satisfactory": False,
    }
    assert means_test(earlier_grants=[earlier], **OTHER_INCOME)["earlier_grants_deducted"] == "0.00"


def test_nothing_is_approved_without_its_papers():
    """Gloucester 6(11), Stroud App 4 8(10), guidance 5.6: an application that lacks some waits."""
    assert decided(documents=[])["outcome"] == "incomplete"


def test_a_refusal_says_why_and_an_approval_on_what_terms():
    """Guidance B121 and B122, 5.31."""
    assert decided(works_state="completed")["reasons"]
    assert decided()["conditions"]


def test_the_applicant_may_have_to_contribute():
    """Gloucester 7(1), Stroud App 4 9(1), Cannock Chase 10: what the test comes to."""
    answer = decided(reduction="1000.00")
    assert (answer["mandatory_grant"], answer["applicant_pays"]) == ("9000.00", "1000.00")


ON = dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    "authority, reason, clause",
    [
        (GLOUCESTER, "works_unsuitable", "guidance B136"),
        (GLOUCESTER, "disabled_person_died", "guidance B137"),
        (GLOUCESTER, "entitlement_ceased", "Gloucester 6(13)"),
        (STROUD, "scheme_not_followed", "Stroud App 4 8(11)"),
        (CANNOCK, "disabled_person_moved", "Cannock Chase 12(s)"),
        (CANNOCK, "application_wrong", "Cannock Chase 12(t)"),
    ],
)
def test_what_ends_an_approval_and_by_which_clause(authority, reason, clause):
    """Sections 40 to 42: the district's own clause, else the law's."""
    assert policies.sources(authority, ON).withdrawal(reason) == clause


def test_triage_sets_the_target_dates():
    """Guidance 4.16 and 4.39: urgent and simple is 5, 25, 5 and 20 working days."""
    days = national(ON).section("referral", NationalPolicy).target_working_days
    screening = Screening(
        major_adaptation=False,
        complicated_situation=False,
        circumstances=frozenset({"limited_life_expectancy"}),
    )
    targets = triage(screening, ON, days).targets
    assert [target.working_days for target in targets] == [5, 25, 5, 20]
