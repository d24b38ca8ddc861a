"""Works that were not complete after all: the final payment waits for them again (section 37)."""

import datetime as dt

import pytest

from shared.contracts.grants import CertificateCorrected
from tests.payments.accounts import accept, certify
from tests.payments.test_lists import cases, listed
from tests.payments.test_service import withdraw
from tests.payments.test_worklist import tasks
from tests.platform.answers import problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER

ON = dt.date(2026, 3, 10)
WHY = {"reason": "Not complete"}


def not_complete(platform, case_id):
    about = {"case_id": case_id, "district": GLOUCESTER}
    days = {"certified_on": dt.date(2026, 3, 9), "corrected_on": ON}
    platform.tell("payments", CertificateCorrected(**about, **days))


@pytest.fixture
def case(platform, approve, desk):
    """The account of a grant whose works are certified, with somebody to be paid."""
    desk.know_payee()
    case_id = approve(total="10000.00", pays="0.00")
    certify(platform, case_id)
    return case_id


def waits(desk, invoice):
    """What is to be done about it."""
    found = [each for each in tasks(desk, district=GLOUCESTER) if each["id"] == invoice["id"]]
    return [each["task"] for each in found]


def place_of(invoice):
    return f"/v1/accounts/{invoice['case_id']}/invoices/{invoice['id']}"


def test_a_final_invoice_is_not_approved_any_more(platform, desk, case):
    received = desk.receive(case, "5000.00", "final").json()
    not_complete(platform, case)
    assert desk.prepares.get(f"/v1/accounts/{case}").json()["works_certified_on"] is None
    assert "certified" in problem(desk.decide(received), "payment-refused", 409)["detail"]
    certify(platform, case)
    assert desk.decide(received).status_code == 200


def test_one_that_was_approved_waits_for_the_certificate(platform, desk, case):
    final = desk.approved(case, "5000.00", "final")
    not_complete(platform, case)
    problem(desk.propose(final), "invalid-input", 422, "/invoices")
    by_hand = desk.releases.post(f"{place_of(final)}/payment")
    assert "certificate" in problem(by_hand, "wrong-state", 409)["detail"]
    shown = desk.prepares.get(f"/v1/accounts/{case}/invoices").json()["items"][0]
    assert (shown["state"], shown["lapsed_on"]) == ("approved", "2026-03-10")


def test_and_for_another_word_and_another_approval(platform, desk, case):
    """Guidance B129, B133: both are satisfied with the works that are complete now."""
    final = desk.approved(case, "5000.00", "final")
    not_complete(platform, case)
    assert waits(desk, final) == ["decide_invoice"]
    assert final["id"] in [
        each["id"]
        for each in every(desk.approves, "/v1/invoices", district=GLOUCESTER, for_me=True)
    ]
    assert "certified" in problem(desk.decide(final), "payment-refused", 409)["detail"]
    certify(platform, case, accepted=False)
    problem(desk.propose(final), "invalid-input", 422, "/invoices")
    by_hand = desk.releases.post(f"{place_of(final)}/payment")
    assert "again" in problem(by_hand, "wrong-state", 409)["detail"]
    assert "accept" in problem(desk.decide(final), "payment-refused", 409)["detail"]
    assert accept(platform, case).status_code == 201
    again = desk.decide(final).json()
    (lapsed,) = again["lapsed_approvals"]
    assert (again["lapsed_on"], lapsed["approved_by"]) == (None, final["decided_by"])
    assert lapsed["because"].startswith("The works are not complete")
    assert waits(desk, final) == ["pay_invoice"]
    problem(desk.decide(final), "wrong-state", 409)
    assert desk.releases.post(f"{place_of(final)}/payment").is_success
    assert desk.prepares.get(f"/v1/accounts/{case}").json()["paid"] == "5000.00"


def test_what_was_held_back_is_looked_at_again_too(platform, desk, approve):
    desk.know_payee()
    case = approve(total="10000.00", pays="0.00")
    stages = {"stages": [{"name": "Roof on", "amount": "4000.00"}], "retention_percent": 5}
    officer = platform.client("payments", "grant_officer")
    assert officer.post(f"/v1/accounts/{case}/stage-plan", json=stages).status_code == 201
    desk.approved(case, "4000.00", plan_stage="Roof on")
    certify(platform, case)
    desk.approved(case, "5000.00", "final")
    not_complete(platform, case)
    invoices = desk.prepares.get(f"/v1/accounts/{case}/invoices").json()["items"]
    lapsed = [each for each in invoices if each["lapsed_on"]]
    assert sorted(each["kind"] for each in lapsed) == ["retention", "works"]
    certify(platform, case)
    for each in lapsed:
        assert desk.decide(each).status_code == 200
    assert desk.propose(*lapsed).status_code == 201


def test_works_that_are_worth_less_than_was_approved_are_not_paid(platform, desk, case):
    final = desk.approved(case, "5000.00", "final")
    not_complete(platform, case)
    certify(platform, case)
    valued = {"valued_on": "2026-03-09", "value": "4999.99"}
    officer = platform.client("payments", "grant_officer")
    assert officer.post(f"/v1/accounts/{case}/valuations", json=valued).status_code == 201
    assert "4999.99" in problem(desk.decide(final), "payment-refused", 409)["detail"]


def test_where_the_approval_ends_meanwhile_an_officer_decides(platform, desk, case):
    """Sections 41 and 56: that is a look of its own, and counts while the approval has ended."""
    final = desk.approved(case, "5000.00", "final")
    not_complete(platform, case)
    withdraw(platform, case)
    officer = platform.client("payments", "grant_officer")
    assert officer.post(f"{place_of(final)}/continuation", json=WHY).status_code == 200
    assert waits(desk, final) == ["pay_invoice"]
    assert desk.propose(final).status_code == 201


def test_or_its_approval_is_taken_back(platform, desk, case):
    final = desk.approved(case, "5000.00", "final")
    not_complete(platform, case)
    assert desk.decide(final, "cancellation", WHY).status_code == 200
    interim = desk.approved(case, "4000.00")
    assert desk.propose(interim).status_code == 201


def test_a_run_that_was_approved_with_it_is_not_sealed(platform, desk, case):
    run = desk.propose(desk.approved(case, "5000.00", "final")).json()
    assert desk.approve(run).status_code == 200
    not_complete(platform, case)
    assert "not complete" in problem(desk.release(run, "seal"), "run-changed", 409)["detail"]
    assert desk.release(run, "voidance", WHY).status_code == 200


def test_the_account_of_a_nil_grant_is_open_again(platform, finance, approve):
    """Guidance B114: the certificate alone had settled it."""
    case_id = approve(total="0.00", pays="27500.00")
    certify(platform, case_id)
    not_complete(platform, case_id)
    assert finance.get(f"/v1/accounts/{case_id}").json()["settled_on"] is None
    kind, event = platform.told("payments", case_id)[-1]
    assert (kind, event["reopened_on"]) == ("payments.account-reopened", "2026-03-10")
    certify(platform, case_id)
    assert finance.get(f"/v1/accounts/{case_id}").json()["settled_on"] == "2026-03-10"


def test_an_account_that_the_final_payment_settled_stays_settled(platform, desk, case):
    """It was made before anybody heard of the mistake."""
    final = desk.approved(case, "5000.00", "final")
    assert desk.releases.post(f"{place_of(final)}/payment").is_success
    not_complete(platform, case)
    account = desk.prepares.get(f"/v1/accounts/{case}").json()
    assert (account["settled_on"], account["works_certified_on"]) == ("2026-03-10", None)


def test_what_was_said_of_works_that_were_not_complete_does_not_count(platform, desk, case):
    received = desk.receive(case, "5000.00", "final").json()
    not_complete(platform, case)
    certify(platform, case, accepted=False)
    assert "accept" in problem(desk.decide(received), "payment-refused", 409)["detail"]
    waits = listed(desk.prepares, district=GLOUCESTER, waiting_for="officer")
    assert str(case) in cases(waits)
    assert accept(platform, case).status_code == 201
    shown = desk.prepares.get(f"/v1/accounts/{case}/works").json()["acceptances"]
    assert [said["taken_back"] is None for said in shown] == [True, False]
    assert shown[1]["taken_back"]["because"].startswith("The works are not complete")
    assert desk.decide(received).status_code == 200
