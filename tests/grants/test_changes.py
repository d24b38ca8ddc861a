"""Changes of circumstances after approval: what may be paid or demanded, decided with a reason."""

import uuid

import pytest

from shared.contracts.codes import PaymentStage
from shared.contracts.payments import ContributionReceived, PaymentMade
from tests.grants.cases import CANNOCK, works
from tests.grants.test_notices import decided
from tests.grants.test_service import DAY, awaited
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD

DISTRICTS = [GLOUCESTER, STROUD, CANNOCK]


def paid(case, amount):
    return case.hears(
        PaymentMade(
            case_id=case.id,
            district=case.district,
            payment_id=uuid.uuid4(),
            paid_on=DAY,
            stage=PaymentStage.INTERIM,
            amount=amount,
            paid_to_date=amount,
        )
    )


def contributed(case, amount):
    return case.hears(
        ContributionReceived(
            case_id=case.id,
            district=case.district,
            receipt_id=uuid.uuid4(),
            received_on=DAY,
            amount=amount,
            outstanding="0.00",
        )
    )


def figures(case, reason):
    place = f"/v1/cases/{case.id}/change-of-circumstances"
    answer = case.officer.get(place, params={"reason": reason})
    assert answer.status_code == 200, answer.text
    return answer.json()


def decision(reason, **changes):
    return {
        "reason": reason,
        "happened_on": "2026-03-09",
        "decided_on": "2026-03-10",
        "course": "stop",
        "still_paid": "0.00",
        "demanded": "0.00",
        "because": "The floor is closed for the family",
    } | changes


def told(case, kind):
    return [body for name, body in case.platform.told("grants", case.id) if name == kind]


@pytest.mark.parametrize(
    "district, clause",
    [
        (GLOUCESTER, "Gloucester 6(13)"),
        (STROUD, "Stroud App 4 8(12)"),
        (CANNOCK, "Cannock Chase 12(t)"),
    ],
)
def test_once_the_home_is_sold_nothing_more_is_paid_and_all_may_be_demanded(
    platform, district, clause
):
    """Section 40; B136."""
    case = paid(decided(platform, district), "4000.00")
    found = figures(case, "entitlement_ceased")
    assert found == {
        "reason": "entitlement_ceased",
        "clause": clause,
        "has_to_stop": True,
        "awarded": "10000.00",
        "paid": "4000.00",
        "demanded_before": "0.00",
        "most_still_paid": "0.00",
        "most_demanded": "4000.00",
    }
    place = "change-of-circumstances"
    wrong = [
        (decision("entitlement_ceased", course="go_on"), "/course"),
        (decision("entitlement_ceased", still_paid="0.01"), "/still_paid"),
        (decision("entitlement_ceased", demanded="4000.01"), "/demanded"),
    ]
    for body, pointer in wrong:
        with nothing_changes(platform, "grants", "cases"):
            problem(case.post(place, body), "invalid-input", 422, pointer)
    found = case.does(place, decision("entitlement_ceased", demanded="4000.00"))
    assert (found["state"], found["withdrawal"]["clause"]) == ("withdrawn", clause)
    [repayment] = told(case, "grants.repayment-decided")
    assert (repayment["about"], repayment["demanded"], repayment["clause"]) == (
        "change",
        "4000.00",
        clause,
    )
    assert told(case, "grants.approval-withdrawn")[0]["paid"] == "4000.00"


@pytest.mark.parametrize("district", DISTRICTS)
def test_after_a_death_some_of_the_works_may_still_be_paid(platform, district):
    """Section 56; B137: the approval is withdrawn once that is paid."""
    case = paid(decided(platform, district), "4000.00")
    assert figures(case, "disabled_person_died")["most_still_paid"] == "6000.00"
    place = "change-of-circumstances"
    answer = case.post(place, decision("disabled_person_died", still_paid="6000.01"))
    problem(answer, "invalid-input", 422, "/still_paid")
    case.does(place, decision("disabled_person_died", still_paid="1200.00"))
    [event] = told(case, "grants.change-decided")
    assert (event["goes_on"], event["still_paid"]) == (False, "1200.00")
    assert case.state()["state"] == "approved"
    assert told(case, "grants.repayment-decided") == []
    withdrawn = {"withdrawn_on": "2026-03-10", "reason": "disabled_person_died"}
    assert case.does("withdrawal", withdrawn)["state"] == "withdrawn"


@pytest.mark.parametrize(
    "reason", ["disabled_person_died", "disabled_person_moved", "works_unsuitable"]
)
def test_the_grant_may_go_on_as_approved(platform, reason):
    """Section 41: the authority considers it."""
    case = decided(platform)
    body = decision(reason, course="go_on")
    for pointer in ("still_paid", "demanded"):
        answer = case.post("change-of-circumstances", body | {pointer: "0.01"})
        problem(answer, "invalid-input", 422, f"/{pointer}")
    assert case.does("change-of-circumstances", body)["state"] == "approved"
    assert told(case, "grants.change-decided")[0]["goes_on"] is True


def test_what_the_applicant_paid_in_is_not_demanded_of_them_again(platform):
    case = decided(platform, reduction="1000.00")
    paid(contributed(case, "1000.00"), "4000.00")
    found = figures(case, "works_unsuitable")
    assert (found["paid"], found["most_demanded"]) == ("3000.00", "3000.00")
    assert found["most_still_paid"] == "6000.00"


@pytest.mark.parametrize("district", [GLOUCESTER, STROUD])
def test_false_information_counts_also_after_completion(platform, district):
    """Section 42; B137. A sale then is the land charge's business."""
    case = paid(decided(platform, district, works=[works("4000.00")]), "4000.00")
    case.does("works-certification", {"certified_on": "2026-03-09"})
    place = "change-of-circumstances"
    body = decision("application_wrong", demanded="3000.00")
    assert "settled" in awaited(case.post(place, body))
    case.hears(case.settlement("4000.00"))
    problem(case.post(place, decision("entitlement_ceased")), "invalid-input", 422, "/reason")
    case.does(place, body)
    assert case.state()["state"] == "certified"
    assert figures(case, "application_wrong")["most_demanded"] == "1000.00"
    again = decision("application_wrong", demanded="1000.01")
    problem(case.post(place, again), "invalid-input", 422, "/demanded")


def test_a_change_is_decided_after_it_happened_and_not_ahead(platform):
    case = decided(platform)
    place = "change-of-circumstances"
    for changes, pointer in (
        ({"happened_on": "2026-03-11"}, "/happened_on"),
        ({"decided_on": "2026-03-08"}, "/decided_on"),
        ({"decided_on": "2026-03-11"}, "/decided_on"),
    ):
        answer = case.post(place, decision("works_unsuitable", **changes))
        problem(answer, "invalid-input", 422, pointer)
    answer = case.post(place, decision("not_completed_in_time"))
    problem(answer, "invalid-input", 422, "/reason")
    problem(case.post(place, decision("applicant_withdrew")), "invalid-input", 422, "/reason")
