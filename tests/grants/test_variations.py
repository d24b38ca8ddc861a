"""Variations during works: figures beside the old, the applicant's consent, others' approvals."""

import pytest

from shared.contracts.contractors import contractor_id
from tests.grants.cases import CANNOCK, ask, works
from tests.grants.test_notices import decided, letter, notice, text
from tests.grants.test_service import awaited
from tests.letters.test_writing import read
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD

FIRST = works("4860.00")
FLOOR = works("6290.00", id="floor", kind="floor")
TODAY = {"varied_on": "2026-03-10"}


def variation(*items, cause="unforeseen_works", **changes):
    """Another scheme, and why."""
    return {
        "works": list(items),
        "services_and_charges": [],
        "cause": cause,
        "reason": "The floor is rotten",
    } | changes


def told(case, kind):
    return [body for name, body in case.platform.told("grants", case.id) if name == kind]


def proposed(case):
    answer = case.officer.get(f"/v1/cases/{case.id}/variation")
    assert answer.status_code == 200, answer.text
    return answer.json()


def consent(pays="0.00", charges="6150.00"):
    return {"given_on": "2026-03-10", "applicant_pays": pays, "land_charges": charges}


@pytest.mark.parametrize(
    "district, charge", [(STROUD, "6150.00"), (CANNOCK, "6150.00"), (GLOUCESTER, "3716.67")]
)
def test_the_charge_is_on_the_whole_and_needs_the_applicants_consent(platform, district, charge):
    """4,860 and 6,290 more make a charge of 6,150 (B125); in Gloucester a third of all."""
    case = decided(platform, district, works=[FIRST])
    assert case.state()["determination"]["land_charges"] == []
    case.does("variation", variation(FIRST, FLOOR))
    found = proposed(case)
    assert (found["before"]["total_award"], found["after"]["total_award"]) == (
        "4860.00",
        "11150.00",
    )
    assert found["land_charges"] == charge
    assert {"code": "charge_rises", "clause": "guidance B125", "of": None} in found[
        "consent_needed"
    ]
    with nothing_changes(platform, "grants", "cases"):
        problem(case.post("variation/decision", TODAY), "consent-needed", 409, "/consent")
    case.does("variation/consent", consent(charges=charge))
    assert case.does("variation/decision", TODAY)["determination"]["total_award"] == "11150.00"
    [event] = told(case, "grants.varied")
    assert (event["varied_on"], event["cause"]) == ("2026-03-10", "unforeseen_works")
    assert (event["total_award"], event["land_charges"][0]["amount"]) == ("11150.00", charge)
    assert event["contractors"][0]["estimate"] == "11150.00"


def answers(case):
    """Whether the applicant is asked for an answer, as others heard of it in turn."""
    return [name for name, _ in case.platform.told("grants", case.id) if "answer" in name]


def test_the_applicant_is_told_that_their_consent_is_wanted(platform):
    """Guidance 4.28 and 5.30."""
    case = decided(platform, STROUD, works=[FIRST])
    person = platform.client("grants", "resident", dfg_case=str(case.id))
    at = f"/v1/cases/{case.id}/told"
    case.does("variation", variation(FIRST, FLOOR))
    [wanted] = person.get(at).json()["wanted"]
    assert ("Tell us if you agree" in wanted["what"], wanted["asked_on"]) == (True, "2026-03-10")
    assert answers(case) == ["grants.answer-requested"]
    case.does("variation/consent", consent())
    assert person.get(at).json()["wanted"] == []
    assert answers(case) == ["grants.answer-requested", "grants.answer-settled"]


def test_nobody_is_asked_for_an_answer_that_is_not_needed(platform):
    case = decided(platform, works=[works("5000.00")])
    case.does("variation", variation(works("4000.00"), cause="applicant_asked"))
    case.does("variation/drop", {"reason": "Not after all"})
    assert answers(case) == []


def test_the_old_determination_stays_beside_the_new(platform):
    case = decided(platform, STROUD, works=[FIRST])
    case.does("variation", variation(FIRST, FLOOR))
    case.does("variation/consent", consent())
    case.does("variation/decision", TODAY)
    lines = case.officer.get(f"/v1/cases/{case.id}/history").json()["items"]
    awards = [
        line["entry"]["determination"]["total_award"]
        for line in lines
        if line["kind"] in {"decided", "varied"}
    ]
    assert awards == ["4860.00", "11150.00"]
    assert case.state()["decided_on"] == "2026-03-05"
    assert [c["by"] for c in case.state()["clocks"]] == ["2027-03-05"]
    assert notice(case)["kind"] == "variation"
    said = read(text(case, letter(case)).text).ids
    assert "£6,150" in said["land-charges"]


def test_consent_is_given_to_the_figures_that_are_proposed(platform):
    case = decided(platform, STROUD, works=[FIRST])
    case.does("variation", variation(FIRST, FLOOR))
    for wrong, pointer in (
        (consent(charges="6149.99"), "/land_charges"),
        (consent(pays="0.01"), "/applicant_pays"),
    ):
        problem(case.post("variation/consent", wrong), "invalid-input", 422, pointer)


def test_a_consent_to_an_earlier_proposal_does_not_hold_for_another(platform):
    case = decided(platform, STROUD, works=[FIRST])
    case.does("variation", variation(FIRST, FLOOR))
    case.does("variation/consent", consent())
    case.does("variation", variation(FIRST, FLOOR | {"id": "f2"}))
    assert proposed(case)["consent"] is None
    problem(case.post("variation/decision", TODAY), "consent-needed", 409, "/consent")


def test_where_the_contribution_rises_the_applicant_agrees_also_to_what_they_asked_for(platform):
    """5.30: the grant ends at its maximum, and what is above it the applicant pays."""
    case = decided(platform, works=[works("29000.00")])
    more = works("2500.00", id="more")
    asked = variation(works("29000.00"), more, cause="applicant_asked")
    case.does("variation", asked)
    found = proposed(case)
    codes = [why["code"] for why in found["consent_needed"]]
    assert codes == ["contribution_rises", "charge_rises"]
    assert found["applicant_pays"] == "1500.00"


def test_what_the_applicant_asked_for_and_costs_them_nothing_needs_no_consent(platform):
    case = decided(platform, works=[FIRST])
    case.does("variation", variation(works("4000.00"), cause="applicant_asked"))
    assert proposed(case)["consent_needed"] == []
    case.does("variation/decision", TODAY)
    assert told(case, "grants.varied")[0]["total_award"] == "4000.00"


def test_a_variation_that_nobody_asked_for_is_agreed_even_where_it_costs_less(platform):
    case = decided(platform, works=[FIRST])
    case.does("variation", variation(works("4000.00"), cause="cost_changed"))
    assert [w["code"] for w in proposed(case)["consent_needed"]] == ["not_asked_for"]


def test_a_top_up_that_a_variation_needs_is_approved_by_somebody_else(platform):
    """Cannock Chase: the Head of Service for every top-up."""
    case = decided(platform, CANNOCK, works=[works("29000.00")])
    grown = variation(works("29000.00"), FLOOR, assistance=[ask("top_up")])
    case.does("variation", grown)
    [wanted] = proposed(case)["approvals_wanted"]
    assert (wanted["by"], wanted["amount"]) == ("head_of_service", "5290.00")
    head = platform.client("grants", "head_of_service", sub="head")
    award = {"award": "top_up", "by": "head_of_service", "amount": "5290.00"}
    before = case.officer
    case.officer = head
    case.does("approvals", award)
    case.officer = before
    found = proposed(case)
    case.does("variation/consent", consent(found["applicant_pays"], found["land_charges"]))
    case.does("variation/decision", TODAY)
    assert told(case, "grants.varied")[0]["total_award"] == "35290.00"


def test_a_variation_without_the_approval_is_not_decided(platform):
    case = decided(platform, CANNOCK, works=[works("29000.00")])
    case.does(
        "variation",
        variation(works("29000.00"), FLOOR, cause="applicant_asked", assistance=[ask("top_up")]),
    )
    problem(case.post("variation/decision", TODAY), "approval-needed", 409, "/approvals")


def test_a_variation_lacks_no_estimates_and_claims_no_findings(platform):
    case = decided(platform, works=[FIRST])
    with nothing_changes(platform, "grants", "cases"):
        alone = works("6290.00", id="floor", estimates=1)
        answer = case.post("variation", variation(FIRST, alone))
        problem(answer, "application-incomplete", 409, "/documents")
        borrowed = variation(FIRST, assistance=[ask("top_up", agreed_above_limit=True)])
        problem(
            case.post("variation", borrowed),
            "invalid-input",
            422,
            "/assistance/0/facts/agreed_above_limit",
        )


def test_nothing_left_of_the_grant_is_a_withdrawal_and_no_variation(platform):
    case = decided(platform, works=[FIRST])
    unfit = works("4860.00", necessary_and_appropriate=False)
    case.does("variation", variation(unfit, cause="applicant_asked"))
    assert "withdraw it instead" in awaited(case.post("variation/decision", TODAY))


def test_a_variation_can_be_dropped(platform):
    case = decided(platform, works=[FIRST])
    assert "no variation" in awaited(case.post("variation/decision", TODAY))
    case.does("variation", variation(FIRST, FLOOR))
    assert case.does("variation/drop", {"reason": "The floor can stay"})["variation"] is None
    assert case.state()["determination"]["total_award"] == "4860.00"
    assert "no variation" in awaited(case.post("variation/consent", consent()))


def change(**changes):
    return {
        "agreed_on": "2026-03-10",
        "contractor": "Vale Bathrooms",
        "works": ["w1"],
        "estimate": "5000.00",
        "reason": "The first contractor has closed",
    } | changes


@pytest.mark.parametrize("estimate, counts", [("5000.00", "4860.00"), ("4500.00", "4500.00")])
def test_another_contractor_is_agreed_to_for_no_more_than_counts(platform, estimate, counts):
    """Section 38; B132: the grant does not rise for a dearer one."""
    case = decided(platform, STROUD, works=[FIRST])
    case.does("contractor-change", change(estimate=estimate))
    [event] = told(case, "grants.contractor-agreed")
    assert event["contractor"] == {
        "id": str(contractor_id(case.id, "Vale Bathrooms")),
        "estimate": counts,
    }
    assert "Vale" not in str(event)


def test_a_contractor_is_agreed_to_for_works_that_the_grant_is_for(platform):
    refused = works("99.00", id="w2", reasonable_and_practicable=False)
    case = decided(platform, works=[FIRST, refused])
    for wanted in ("w2", "other"):
        answer = case.post("contractor-change", change(works=["w1", wanted]))
        problem(answer, "invalid-input", 422, "/works/1")
