"""What was decided to be paid after an approval had ended, which then had not ended."""

import pytest

from tests.payments.accounts import certify
from tests.payments.never import LOOK
from tests.payments.test_corrected_certificate import WHY, not_complete, place_of
from tests.payments.test_restored import account, stands_again
from tests.payments.test_service import withdraw
from tests.platform.answers import problem


@pytest.fixture
def final(platform, approve, desk):
    """An approved final invoice whose works were not complete, on an approval that has ended.

    It was decided to be paid all the same.
    """
    desk.know_payee()
    case_id = approve(total="10000.00", pays="0.00")
    certify(platform, case_id)
    invoice = desk.approved(case_id, "5000.00", "final")
    not_complete(platform, case_id)
    withdraw(platform, case_id)
    officer = platform.client("payments", "grant_officer")
    assert officer.post(f"{place_of(invoice)}/continuation", json=WHY).status_code == 200
    return invoice


def test_it_waits_for_the_certificate_once_the_approval_stands_again(platform, desk, final):
    stands_again(platform, final["case_id"])
    problem(desk.propose(final), "invalid-input", 422, "/invoices")
    by_hand = desk.releases.post(f"{place_of(final)}/payment")
    assert "certificate" in problem(by_hand, "wrong-state", 409)["detail"]
    certify(platform, final["case_id"])
    assert desk.decide(final).status_code == 200
    assert desk.propose(final).status_code == 201


def test_the_account_stays_settled_where_the_last_of_all_was_paid_by_then(platform, desk, final):
    """Nothing more can be invoiced, so that nothing would settle it again."""
    case_id = final["case_id"]
    assert desk.releases.post(f"{place_of(final)}/payment").is_success
    assert account(desk.prepares, case_id)["settled_on"] == "2026-03-10"
    stands_again(platform, case_id)
    shown = account(desk.prepares, case_id)
    assert (shown["settled_on"], shown["frozen_on"]) == ("2026-03-10", None)
    certify(platform, case_id, accepted=False)
    told = [event for kind, event in platform.told("payments", case_id) if "settled" in kind]
    assert [event["approval_ended"] for event in told] == [True, False]
    assert platform.sql(LOOK, case_id) == []
