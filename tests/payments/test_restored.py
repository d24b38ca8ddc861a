"""An approval that had not ended: its account goes on with what was committed."""

import datetime as dt

import pytest

from shared.contracts.grants import ApprovalRestored
from tests.payments.accounts import certify, contribute, pay, receive
from tests.payments.never import LOOK
from tests.payments.own_works import ledger
from tests.payments.test_lists import cases, listed
from tests.payments.test_service import withdraw
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER

ON = dt.date(2026, 3, 10)
REFUND = {"payee": "Mrs J Hale", "amount": "329.25"}


def stands_again(platform, case_id):
    about = {"case_id": case_id, "district": GLOUCESTER, "restored_on": ON}
    why = {"reason": "disabled_person_moved", "mandatory_grant": "24170.75"}
    platform.tell("payments", ApprovalRestored(**about, **why))
    assert platform.sql(LOOK, case_id) == []


def account(client, case_id):
    return client.get(f"/v1/accounts/{case_id}").json()


def test_what_was_released_is_committed_and_the_account_goes_on(platform, finance, approve):
    case_id = approve()
    contribute(finance, case_id)
    pay(platform, case_id, "5000.00")
    before = ledger(platform, str(case_id))
    withdraw(platform, case_id, "5000.00")
    assert ledger(platform, str(case_id))["M40"] == 22_500_00
    stands_again(platform, case_id)
    assert ledger(platform, str(case_id)) == before
    shown = account(finance, case_id)
    assert (shown["frozen_on"], shown["settled_on"]) == (None, None)
    assert shown["contribution_due_back"] is None
    told = platform.told("payments", case_id)
    assert [kind for kind, _ in told][-2:] == [
        "payments.account-settled",
        "payments.account-reopened",
    ]
    certify(platform, case_id)
    assert pay(platform, case_id, "22500.00", "final").json()["settled_on"] == "2026-03-10"


def test_what_was_approved_and_not_paid_is_paid_as_any_other(platform, desk, approve):
    """It waited, so that nothing was settled, and nobody is told of it."""
    case_id = approve(pays="0.00")
    desk.know_payee()
    invoice = desk.approved(case_id, "4000.00")
    withdraw(platform, case_id)
    problem(desk.propose(invoice), "invalid-input", 422, "/invoices")
    stands_again(platform, case_id)
    assert platform.told("payments", case_id) == []
    assert desk.propose(invoice).status_code == 201


@pytest.mark.parametrize("given_back", [False, True])
def test_a_share_that_was_given_back_is_waited_for_again(
    platform, finance, desk, approve, given_back
):
    case_id = approve()
    contribute(finance, case_id)
    withdraw(platform, case_id)
    if given_back:
        refund = finance.post(f"/v1/accounts/{case_id}/refunds", json=REFUND).json()
        desk.approves.post(f"/v1/accounts/{case_id}/refunds/{refund['id']}/approval")
    stands_again(platform, case_id)
    waits = cases(listed(finance, district=GLOUCESTER, waiting_for="applicant"))
    assert (str(case_id) in waits) is given_back
    again = contribute(finance, case_id, "329.25")
    assert again.status_code == (201 if given_back else 422)


def test_an_invoice_comes_in_again(platform, approve):
    case_id = approve(pays="0.00")
    withdraw(platform, case_id)
    problem(receive(platform, case_id, "1.00"), "wrong-state", 409)
    stands_again(platform, case_id)
    assert receive(platform, case_id, "1.00").status_code == 201
