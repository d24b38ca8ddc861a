"""Given an approved case, when it is decided, then these conditions, steps and times, by clause."""

import datetime as dt

import pytest

from services.grants.domain.facts.case import Case
from services.grants.in_force import law, policies
from tests.grants.cases import (
    CANNOCK,
    GLOUCESTER,
    NAMES,
    STROUD,
    ask,
    case,
    decided,
    given,
    rows,
    works,
)

ON = dt.date(2026, 3, 2)


def sources(authority):
    return policies.sources(NAMES[authority], ON)


@pytest.mark.parametrize(
    "row", rows("conditions"), ids=lambda r: f"{r['authority']} {r['condition']}"
)
def test_a_condition_and_only_in_its_situation(row):
    def codes(text):
        made = given(text, case(authority=NAMES[row["authority"]]))
        answer = law.determine(Case.model_validate(made)).model_dump(mode="json")
        return {(c["code"], c["clause"]) for c in answer["conditions"]}

    condition = (row["condition"], row["clause"])
    assert condition in codes(row["given"])
    assert not row["given"] or condition not in codes("")


def test_every_condition_of_every_policy_is_in_the_table():
    for name, code in NAMES.items():
        rules = policies.policy(code, ON).rules
        table = {r["clause"] for r in rows("conditions")}
        for rule in (*rules.conditions, *rules.added_conditions):
            assert rule.clause in table, (name, rule)


@pytest.mark.parametrize("cost, asked", [("5000.00", False), ("5000.01", True)])
def test_notice_of_a_disposal_is_asked_for_where_a_charge_runs(cost, asked):
    """Additional Conditions Consent 1996 3."""
    codes = {c["code"] for c in decided(works=[works(cost)])["conditions"]}
    assert ("notify_disposal" in codes, "land_charge" in codes) == (asked, asked)


def test_conditions_of_an_offer_name_the_award():
    answer = decided(
        disabled_person={"diagnoses": ["dementia"]},
        assistance=[ask("dementia_friendly", "900.00", referred_by="gp")],
    )
    own = {"code": "voluntary_occupation", "clause": "Gloucester B2.2", "of": "dementia_friendly"}
    assert own in answer["conditions"]


def test_a_refusal_without_any_award_has_no_conditions():
    assert decided(works_state="completed")["conditions"] == []


@pytest.mark.parametrize("row", rows("steps"), ids=lambda r: f"{r['authority']} {r['step']}")
def test_a_step_of_the_working_cites_the_districts_clause_or_the_laws(row):
    special = {
        "reasonable_price": {"works": [works(reasonable_price="1.00")]},
        "preferred_scheme": {"works": [works(preferred_scheme="90000.00")]},
        "materials": {"works": [works(own_labour=True)]},
        "common_parts": {"dwelling": {"common_parts_share": 0.5}},
        "maximum": {"works": [works("40000.00")]},
        "insurance": {"insurance": "100.00"},
        "rent_effect": {"applicant": {"kind": "landlord", "rent_effect": "100.00"}},
        "foster_placement": {"applicant": {"long_term_foster_carer": True}},
    }
    answer = decided(authority=NAMES[row["authority"]], **special.get(row["step"], {}))
    assert row["clause"] in {line["clause"] for line in answer["working"]}


@pytest.mark.parametrize("row", rows("times"), ids=lambda r: f"{r['authority']} {r['limit']}")
def test_a_time_limit(row):
    limit = sources(row["authority"]).time(row["limit"])
    if not row["until"]:
        assert limit is None
        return
    assert str(limit.after(dt.date.fromisoformat(row["from"]))) == row["until"]
    assert limit.clause == row["clause"]


@pytest.mark.parametrize(
    "authority, clause",
    [
        (
            "Gloucester",
            "Gloucester A Statement of principles on exercising discretion for the repayment of a grant or land charge",
        ),
        ("Stroud", "Stroud App 4 A Local Land Charge"),
        ("Cannock Chase", "Cannock Chase 12(t)"),
    ],
)
def test_what_is_weighed_before_repayment_is_demanded(authority, clause):
    """Guidance B124 and the General Consent of 2008: the same four matters everywhere."""
    rule = sources(authority).repayment_decision()
    assert rule.clause == clause
    assert rule.matters == policies.statute(ON).repayment_decision.matters
    assert len(rule.matters) == 4


@pytest.mark.parametrize(
    "authority, clause",
    [(GLOUCESTER, "Gloucester 5"), (STROUD, "Stroud App 4 7"), (CANNOCK, "Cannock Chase 11")],
)
def test_funds_for_discretion_come_after_the_duty(authority, clause):
    """Guidance B118 above all of them."""
    answer = decided(
        authority=authority,
        reduction="1000.00",
        assistance=[ask("client_contribution_support")],
        discretionary_funds_available=False,
    )
    assert answer["declined"][0]["clause"] == clause
    assert policies.statute(ON).steps["funds"].clause == "guidance B118"


@pytest.mark.parametrize("decided_on, late", [("2026-09-02", False), ("2026-09-03", True)])
def test_the_working_tells_a_decision_that_is_late(decided_on, late):
    """Section 34, guidance B115: within six months of the application."""
    answer = decided(decided_on=decided_on)
    says = [line["says"] for line in answer["working"] if line["clause"] == "Gloucester 8"]
    assert says == (["decided later than 2026-09-02, when it was due"] if late else [])
