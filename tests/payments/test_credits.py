"""Credit notes: what a contractor takes back is not paid, and the award has it again."""

import datetime as dt

import pytest

from shared.contracts.grants import Award
from tests.payments.accounts import contribute
from tests.payments.releases import Desk
from tests.payments.test_service import withdraw
from tests.platform.answers import problem

NOTE = {"reference": "CN 1", "amount": "120.00", "dated_on": "2026-03-09", "about": "Not fitted"}


@pytest.fixture
def desk(platform):
    desk = Desk(platform)
    desk.know_payee()
    return desk


@pytest.fixture
def case(approve):
    return approve(pays="0.00")


def notes_of(invoice):
    return f"/v1/accounts/{invoice['case_id']}/invoices/{invoice['id']}/credit-notes"


def received(desk, invoice, **changes):
    return desk.prepares.post(notes_of(invoice), json=NOTE | changes)


def decided(desk, invoice, note, act="approval", body=None):
    return desk.approves.post(f"{notes_of(invoice)}/{note['id']}/{act}", json=body)


def credited(desk, invoice, **changes):
    answer = decided(desk, invoice, received(desk, invoice, **changes).json())
    assert answer.status_code == 200, answer.text
    return answer.json()


def shown(desk, invoice):
    found = desk.prepares.get(f"/v1/accounts/{invoice['case_id']}/invoices").json()["items"]
    return next(each for each in found if each["id"] == invoice["id"])


def ledger(platform, case, code):
    sums = "SELECT coalesce(sum(pence), 0)::int FROM payments.postings"
    return platform.sql.one(f"{sums} WHERE case_id = $1 AND code = $2", case, code)


def test_what_is_credited_is_not_paid_and_is_committed_again(platform, desk, case):
    before = ledger(platform, case, "M20")
    invoice = desk.approved(case, "1000.00")
    credited(desk, invoice)
    assert (shown(desk, invoice)["credited"], shown(desk, invoice)["from_award"]) == (
        "120.00",
        "880.00",
    )
    [line] = desk.sealed(invoice)["lines"]
    assert line["amount"] == "880.00"
    assert before - ledger(platform, case, "M20") == ledger(platform, case, "M30") == 880_00
    assert ledger(platform, case, "E10") == 880_00


def test_the_award_has_it_again_before_the_applicant_has(platform, desk, approve):
    """Of two awards the one that was drawn last; of the share what the awards cannot take."""
    awards = [
        Award(kind="mandatory", amount="100.00", clause="section 23"),
        Award(kind="top_up", amount="900.00", clause="section 23"),
    ]
    case = approve(total="1000.00", pays="500.00", awards=awards)
    contribute(desk.prepares, case, "500.00")
    invoice = desk.approved(case, "700.00")
    drawn = "SELECT of, sum(pence)::int FROM payments.postings WHERE case_id = $1 AND code = 'M30'"

    def kinds():
        return dict(platform.sql(f"{drawn} GROUP BY of HAVING sum(pence) <> 0", case))

    credited(desk, invoice, amount="90.00")
    assert kinds() == {"mandatory": 100_00, "top_up": 10_00}
    credited(desk, invoice, reference="CN 2", amount="210.00")
    assert kinds() == {}
    assert ledger(platform, case, "L30") == -100_00
    assert ledger(platform, case, "L10") == -400_00


def test_another_than_who_received_it_decides(platform, desk, case):
    invoice = desk.approved(case, "1000.00")
    both = platform.client("payments", "finance", sub="both")
    note = both.post(notes_of(invoice), json=NOTE).json()
    approver = platform.client("payments", "payments_approver", sub="both")
    problem(approver.post(f"{notes_of(invoice)}/{note['id']}/approval"), "same-person", 409)


def test_a_note_counts_once_in_whatever_spelling_unless_it_was_rejected(desk, case):
    invoice = desk.approved(case, "1000.00")
    note = received(desk, invoice).json()
    problem(received(desk, invoice, reference="cn1"), "payment-refused", 409)
    because = {"reason": "Wrong invoice"}
    assert decided(desk, invoice, note, "rejection", because).json()["reason"] == "Wrong invoice"
    credited(desk, invoice, reference="cn1")
    [rejected, counts] = desk.prepares.get(notes_of(invoice)).json()["items"]
    assert {rejected["state"], counts["state"]} == {"rejected", "approved"}


@pytest.mark.parametrize("amount", ["1000.00", "1000.01"])
def test_an_invoice_of_which_nothing_is_left_is_cancelled_instead(desk, case, amount):
    invoice = desk.approved(case, "1000.00")
    detail = problem(received(desk, invoice, amount=amount), "payment-refused", 409)["detail"]
    assert "cancelled" in detail


def test_what_is_in_a_run_or_paid_is_not_credited(desk, case):
    paid, in_run = desk.approved(case, "1000.00"), desk.approved(case, "500.00")
    place = f"/v1/accounts/{case}/invoices/{paid['id']}/payment"
    assert desk.releases.post(place).status_code == 201
    assert "overpayment" in problem(received(desk, paid), "payment-refused", 409)["detail"]
    note = received(desk, in_run).json()
    desk.propose(in_run)
    assert "run" in problem(decided(desk, in_run, note), "payment-refused", 409)["detail"]


def test_what_is_not_approved_is_rejected_and_not_credited(desk, case):
    invoice = desk.receive(case, "1000.00").json()
    problem(received(desk, invoice), "wrong-state", 409)


def test_a_credited_invoice_is_cancelled_for_the_rest(platform, desk, case):
    invoice = desk.approved(case, "1000.00")
    credited(desk, invoice)
    assert desk.decide(invoice, "cancellation", {"reason": "By mistake"}).status_code == 200
    for code in ("L10", "E10", "M30"):
        assert ledger(platform, case, code) == 0


def test_two_notes_together_leave_something_to_pay(desk, case):
    """What was possible when they came in need not be when the second is decided on."""
    invoice = desk.approved(case, "1000.00")
    first = received(desk, invoice, amount="600.00").json()
    second = received(desk, invoice, amount="400.00", reference="CN 2").json()
    assert decided(desk, invoice, first).status_code == 200
    problem(decided(desk, invoice, second), "payment-refused", 409)


def test_a_note_is_dated_and_decided_on_under_its_own_invoice(desk, case):
    invoice, other = desk.approved(case, "1000.00"), desk.approved(case, "500.00")
    problem(received(desk, invoice, dated_on="2026-03-11"), "invalid-input", 422, "/dated_on")
    note = received(desk, invoice).json()
    problem(decided(desk, other, note), "not-found", 404)


def test_what_is_credited_after_the_approval_ended_is_released(platform, desk, case):
    invoice = desk.approved(case, "1000.00")
    withdraw(platform, case)
    credited(desk, invoice)
    assert [ledger(platform, case, code) for code in ("M20", "M30")] == [0, 880_00]


def test_a_note_is_not_of_before_its_invoice(desk, case):
    invoice = desk.approved(case, "1000.00")
    invoiced_on = dt.date.fromisoformat(invoice["invoice"]["invoiced_on"])
    before = (invoiced_on - dt.timedelta(days=1)).isoformat()
    problem(received(desk, invoice, dated_on=before), "invalid-input", 422, "/dated_on")
    assert received(desk, invoice, dated_on=invoiced_on.isoformat()).is_success
