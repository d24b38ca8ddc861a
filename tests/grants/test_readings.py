"""Where documents are unclear or were misread: each answer at its figure, by clause."""

import datetime as dt
from decimal import Decimal

import pytest

from services.grants.in_force import policies
from shared import policies as documents
from shared.policies import NoPolicy
from tests.grants.cases import (
    CANNOCK,
    GLOUCESTER,
    NAMES,
    STROUD,
    ask,
    award_of,
    decided,
    reason_for,
    works,
)

MND = {"diagnoses": ["motor_neurone_disease"]}


def charges(answer):
    return [(c["on"], c["amount"], c["years"], c["home"]) for c in answer["land_charges"]]


def moving(amount, *, authority=GLOUCESTER, destination="within_district", **facts):
    """A move asked for beside works that cannot reasonably be done here, so nothing else is paid."""
    known = {"adaptation_here_ruled_out": True, "before_move": True, "quotations": 2}
    return decided(
        authority=authority,
        works=[works(reasonable_and_practicable=False)],
        assistance=[ask("relocation", amount, destination=destination, **known, **facts)],
    )


def landlord(authority, **changes):
    return decided(
        authority=authority,
        applicant={"kind": "landlord"},
        means_test={"outcome": "not_tested", "reduction": "0.00"},
        **changes,
    )


@pytest.mark.parametrize("amount, charge", [("0.01", "0.01"), ("40000.00", "40000.00")])
def test_a_childs_second_home_is_charged_with_the_award_itself(amount, charge):
    """Gloucester A, children in dual residency: the award amount, not a third of it."""
    answer = decided(
        disabled_person={"age": 9},
        dwelling={"main_residence": False},
        works=[works("50000.00")],
        assistance=[ask("child_second_home", amount)],
    )
    assert charges(answer) == [(["child_second_home"], charge, 10, "this")]


@pytest.mark.parametrize("mandatory, named", [("5000.00", False), ("5000.01", True)])
@pytest.mark.parametrize("authority", [GLOUCESTER, STROUD])
def test_a_charge_names_the_mandatory_grant_only_where_it_can_be_charged(
    authority, mandatory, named
):
    """General Consent 2008, para 3(1)(b): the grant is for a sum exceeding 5,000."""
    answer = decided(
        authority=authority,
        works=[works(str(Decimal(mandatory) + 8000))],
        reduction="8000.00",
        assistance=[ask("client_contribution_support")],
    )
    assert answer["mandatory_grant"] == mandatory
    [(on, *_)] = charges(answer)
    assert on == (["mandatory"] if named else []) + ["client_contribution_support"]


@pytest.mark.parametrize(
    "help_asked, by", [(["top_up"], ["service_manager"]), (["top_up", "hospital_discharge"], [])]
)
def test_nobody_approves_more_than_a_limit_once_the_scheme_is_paid_for(help_asked, by):
    """Gloucester B2.3: above 40,000, the service manager; here other help pays the rest."""
    facts = {"hospital_discharge": {"referred_by": "medical_practitioner"}}
    answer = decided(
        disabled_person={"being_discharged_from_hospital": True},
        works=[works("75000.00")],
        assistance=[ask(kind, **facts.get(kind, {})) for kind in help_asked],
    )
    assert [a["by"] for a in answer["approvals_needed"]] == by


def test_another_health_professional_refers_for_neurodiversity():
    """Gloucester B2.8b, in the words of B2.2."""
    answer = decided(
        disabled_person={"diagnoses": ["neurodiversity"]},
        reduction="20000.00",
        works=[works("12000.00")],
        assistance=[
            ask("neurodiversity", referred_by="health_professional", clinical_lead_approved=True)
        ],
    )
    assert award_of(answer, "neurodiversity") == "12000.00"


@pytest.mark.parametrize("authority", [GLOUCESTER, STROUD])
def test_a_landlords_top_up_is_not_charged_and_the_mandatory_grant_is(authority):
    """Gloucester B2.3, Stroud B2.4: for owner-occupiers; the grant itself by the Consent."""
    answer = landlord(authority, works=[works("40000.00")], assistance=[ask("top_up")])
    assert award_of(answer, "top_up") == "10000.00"
    assert charges(answer) == [(["mandatory"], "10000.00", 10, "this")]


@pytest.mark.parametrize(
    "authority, at_12_000", [(GLOUCESTER, "4000.00"), (STROUD, "7000.00"), (CANNOCK, "7000.00")]
)
def test_a_landlords_mandatory_grant_is_charged_above_5_000(authority, at_12_000):
    """Gloucester B1.1, Stroud B1.1, Cannock Chase 10: on an owner's application, as the Consent."""
    for cost, charge in (("5000.00", None), ("5000.01", "0.01"), ("12000.00", at_12_000)):
        charged = charges(landlord(authority, works=[works(cost)]))
        assert charged == ([(["mandatory"], charge, 10, "this")] if charge else [])


@pytest.mark.parametrize(
    "cost, charged",
    [
        ("70000.00", [("50000.00", 10)]),
        ("70000.01", [("50000.00", 10), ("0.01", 15)]),
        ("80000.00", [("50000.00", 10), ("10000.00", 15)]),
    ],
)
def test_what_exceeds_70_000_is_charged_for_longer_and_once(cost, charged):
    """Stroud B2.4: 'the full value of the assistance' is the part above."""
    answer = decided(
        authority=STROUD,
        works=[works(cost)],
        assistance=[ask("top_up", agreed_above_limit=True)],
    )
    assert [(c["amount"], c["years"]) for c in answer["land_charges"]] == charged


@pytest.mark.parametrize("authority", [GLOUCESTER, STROUD])
@pytest.mark.parametrize("asked, paid", [("7500.00", "7500.00"), ("7500.01", "7500.00")])
def test_fees_are_paid_up_to_the_sum_that_is_named(authority, asked, paid):
    """Gloucester B2.7, Stroud B2.8: not up to 15 % of the mandatory limit."""
    fees = ask("professional_fees", asked, abortive=True, through_no_fault=True)
    assert award_of(decided(authority=authority, assistance=[fees]), "professional_fees") == paid


@pytest.mark.parametrize("authority", NAMES.values())
def test_the_contribution_comes_first_only_where_the_policy_asks_it(authority):
    """Stroud App 2, Cannock Chase 12(e); Gloucester's policy does not ask it."""
    codes = {c["code"] for c in decided(authority=authority, reduction="100.00")["conditions"]}
    assert ("contribution_first" in codes) is (authority in (STROUD, CANNOCK))


@pytest.mark.parametrize(
    "authority, first",
    [(GLOUCESTER, "2026-02-01"), (STROUD, "2025-04-01"), (CANNOCK, "2020-06-01")],
)
def test_a_policy_holds_from_the_day_that_was_taken(authority, first):
    day = dt.date.fromisoformat(first)
    before = (day - dt.timedelta(days=1)).isoformat()
    assert decided(authority=authority, applied_on=first)["policy_version"].endswith(first)
    with pytest.raises(NoPolicy):
        decided(authority=authority, applied_on=before)


def test_cannock_chase_charges_every_owner():
    """Cannock Chase 11: who has an owner's interest."""
    answer = landlord(CANNOCK, works=[works("40000.00")], assistance=[ask("top_up")])
    assert (["top_up"], "10000.00", 10, "this") in charges(answer)


@pytest.mark.parametrize("amount, charge", [("4500.00", "1500.00"), ("30000.01", "10000.00")])
def test_a_moves_charge_is_on_the_new_home_by_itself_and_asks_no_threshold(amount, charge):
    """Gloucester B2.9."""
    assert charges(moving(amount)) == [(["relocation"], charge, 10, "new")]


def test_repairs_are_charged_whatever_they_come_to():
    """Gloucester B2.10: at most 5,000, so a threshold of 5,000 would leave no charge at all."""
    answer = decided(
        applicant={"age": 66},
        disabled_person={"diagnoses": ["chronic_condition_worsened_by_housing"]},
        works=[works("3000.00")],
        means_test={"outcome": "passported", "reduction": "0.00"},
        assistance=[ask("safe_and_warm", "1500.00", category_1_hazard=True)],
    )
    assert charges(answer) == [(["safe_and_warm"], "500.00", 10, "this")]


@pytest.mark.parametrize("equity, given", [("10000.00", False), ("10000.01", True)])
def test_equity_released_goes_to_adaptations(equity, given):
    """Gloucester B2.9: above 10,000, and only then."""
    codes = {c["code"] for c in moving("5000.00", net_equity_released=equity)["conditions"]}
    assert ("equity_to_adaptations" in codes) == given


def test_with_equity_released_only_the_moving_costs_are_paid():
    expenses = [
        {"kind": "removal", "amount": "900.00"},
        {"kind": "adaptations", "amount": "4100.00"},
    ]
    assert award_of(moving("5000.00", expenses=expenses), "relocation") == "5000.00"
    answer = moving("5000.00", expenses=expenses, net_equity_released="10000.01")
    assert award_of(answer, "relocation") == "900.00"


@pytest.mark.parametrize(
    "authority, kind, paid",
    [
        (GLOUCESTER, "purchase_price", None),
        (GLOUCESTER, "stamp_duty", "1000.00"),
        (GLOUCESTER, "reconnection", "1000.00"),
        (STROUD, "reconnection", None),
        (STROUD, "professional_fees", "1000.00"),
        (CANNOCK, "professional_fees", None),
        (CANNOCK, "reconnection", "1000.00"),
    ],
)
def test_only_the_named_kinds_of_expense_are_paid(authority, kind, paid):
    """Gloucester B2.9, Stroud B2.10, Cannock Chase 11: never the purchase price."""
    expenses = [{"kind": kind, "amount": "1000.00"}]
    answer = moving("1000.00", authority=authority, expenses=expenses)
    assert award_of(answer, "relocation") == paid
    assert paid or reason_for(answer, "relocation") == "expense_not_covered"


@pytest.mark.parametrize("months, paid", [(1, "1500.00"), (2, "1500.00"), (3, "1000.00")])
def test_of_rent_two_months_are_paid(months, paid):
    """Gloucester B2.9, Stroud B2.10: a void of up to two months."""
    rent = [{"kind": "void_rent", "amount": "1500.00", "months": months}]
    for authority in (GLOUCESTER, STROUD):
        answer = moving("1500.00", authority=authority, expenses=rent)
        assert award_of(answer, "relocation") == paid


def test_adapting_a_home_outside_the_city_is_not_gloucesters_to_pay():
    expenses = [{"kind": "adaptations", "amount": "1000.00"}]
    answer = moving(
        "1000.00", destination="elsewhere", new_authority_agrees=True, expenses=expenses
    )
    assert reason_for(answer, "relocation") == "expense_not_covered"


@pytest.mark.parametrize("authority", [GLOUCESTER, STROUD])
def test_no_top_up_beside_the_grant_for_rapidly_progressing_conditions(authority):
    """Gloucester B2.8a, Stroud B2.9: what exceeds 15,000 is privately funded."""

    def answer(cost, **facts):
        return decided(
            authority=authority,
            disabled_person=MND,
            works=[works(cost)],
            reduction="60000.00",
            assistance=[
                ask("top_up"),
                ask(
                    "rapidly_progressing",
                    clinical_lead_approved=True,
                    finances_affected=True,
                    referred_by="occupational_therapist",
                    **facts,
                ),
            ],
        )

    at_the_limit, above = answer("15000.00"), answer("50000.01")
    assert award_of(at_the_limit, "rapidly_progressing") == "15000.00"
    assert at_the_limit["applicant_pays"] == "0.00"
    assert award_of(above, "rapidly_progressing") == "15000.00"
    assert reason_for(above, "top_up") == "privately_funded"
    assert above["applicant_pays"] == "35000.01"


def test_a_top_up_stands_where_the_other_grant_is_not_open():
    answer = decided(
        works=[works("40000.00")],
        assistance=[ask("top_up"), ask("rapidly_progressing", referred_by="gp")],
    )
    assert award_of(answer, "top_up") == "10000.00"


@pytest.mark.parametrize(
    "grant, warranty, charge",
    [
        ("4100.00", "900.00", []),
        ("4100.00", "900.01", ["0.01"]),
        ("15000.00", "900.00", ["10000.00"]),
    ],
)
def test_cannock_chases_warranty_is_charged_as_the_grant_it_belongs_to(grant, warranty, charge):
    """Cannock Chase, Appendix 3: above 5,000 together, at most 10,000."""
    answer = decided(
        authority=CANNOCK,
        works=[works(grant, kind="stairlift")],
        assistance=[ask("extended_warranty", warranty)],
    )
    assert [c["amount"] for c in answer["land_charges"]] == charge


@pytest.mark.parametrize("authority", NAMES.values())
def test_an_owners_legal_duty_counts_where_it_is_reasonable_for_them(authority):
    """Gloucester 6(3), Stroud 8(2); elsewhere by the same reading of section 24(3)(a)."""

    def outcome(**changes):
        return decided(authority=authority, works=[works(**changes)])["outcome"]

    assert outcome(owner_has_legal_duty=True) == "refused"
    assert outcome(owner_has_legal_duty=True, reasonable_for_owner_to_do=False) == "approved"


@pytest.mark.parametrize("authority", NAMES.values())
def test_payment_is_put_off_by_twelve_months_from_the_application_everywhere(authority):
    """Section 36(2), B116, whatever an appendix counts from."""
    times = {d["limit"]: d for d in decided(authority=authority)["deadlines"]}
    assert (times["deferral"]["by"], times["deferral"]["counted_from"]) == (
        "2027-03-02",
        "application",
    )


def test_every_time_of_the_law_and_the_policies_is_told_with_a_decision():
    told = set()
    for authority in NAMES.values():
        for changes in ({}, {"works_state": "completed"}):
            told |= {d["limit"] for d in decided(authority=authority, **changes)["deadlines"]}
    held = {
        limit
        for name in NAMES.values()
        for source in [policies.sources(name, dt.date(2026, 3, 2))]
        for limit in (*source.rules.times, *source.statute.times)
    }
    assert told == held


def test_what_is_not_decided_has_no_times():
    assert decided(documents=[])["deadlines"] == []


def test_an_extension_is_added_to_the_time_for_completion():
    """Gloucester 6(15): decided on 1 April 2026."""
    times = {d["limit"]: d["by"] for d in decided()["deadlines"]}
    assert (times["completion"], times["extension"]) == ("2027-04-01", "2027-10-01")


@pytest.mark.parametrize(
    "authority, clause, words",
    [
        (GLOUCESTER, "", "TBC"),
        (GLOUCESTER, "Gloucester B1.1", "landlords too"),
        (STROUD, "Stroud App 4 B1.1", "landlords too"),
        (CANNOCK, "Cannock Chase 11 OT Assessment Assistance", "not for an individual"),
        (STROUD, "", "XX XXX 2024"),
        (GLOUCESTER, "Gloucester B2.7", "would be 4,500"),
        (STROUD, "Stroud App 4 B2.8", "would be 4,500"),
        (STROUD, "Stroud App 4 B2.4", "count the parts below it twice"),
        (GLOUCESTER, "Gloucester 6(17)", "Section 36(2)"),
        (GLOUCESTER, "Gloucester B2.9", "The 5,000 of Appendix A is not asked"),
        (CANNOCK, "Cannock Chase 9", "no expense to anybody"),
    ],
)
def test_a_reading_is_recorded_and_shown_by_the_comparison(authority, clause, words):
    shown = policies.comparison(dt.date(2026, 11, 29)).readings
    name = documents.load(authority, dt.date(2026, 11, 29)).header.name
    assert [r for r in shown if r.clause == clause and words in r.reading and name in r.names]


@pytest.mark.parametrize(
    "clause, words",
    [
        ("guidance B24", "section 19(5)(d)"),
        ("guidance B61", "can be expected to"),
        ("guidance 2.24", "2.24 states the duty"),
        ("guidance B110", "not beyond all help"),
    ],
)
def test_a_reading_of_the_law_is_shown_as_everybodys(clause, words):
    shown = policies.comparison(dt.date(2026, 11, 29)).readings
    assert [r for r in shown if r.clause == clause and words in r.reading and "England" in r.names]


def test_a_correction_is_shown_beside_the_version():
    shown = policies.comparison(dt.date(2026, 11, 29)).districts
    corrected = {d.authority for d in shown if d.corrections}
    assert {GLOUCESTER, STROUD, CANNOCK} <= corrected
