"""A death during works: what was approved waits until somebody decides that it is paid or not."""

from tests.payments.accounts import contribute
from tests.payments.releases import VOIDED
from tests.payments.test_ledger_service import ledger
from tests.payments.test_releases import COTSWOLD, account, case, desk, nets  # noqa: F401
from tests.payments.test_service import withdraw
from tests.platform.answers import problem
from tests.platform.running import until

WHY = {"reason": "Laid before the death; the executors agree"}


def on(invoice, act):
    return f"/v1/accounts/{invoice['case_id']}/invoices/{invoice['id']}/{act}"


def test_a_death_during_works_leaves_what_was_approved_to_a_decision(platform, desk, case):  # noqa: F811
    case_id = case(total="10000.00")
    paid, dropped = desk.approved(case_id, "3000.00"), desk.approved(case_id, "2000.00")
    officer = platform.client("payments", "grant_officer")
    problem(officer.post(on(paid, "continuation"), json=WHY), "wrong-state", 409)
    withdraw(platform, case_id, district=COTSWOLD)
    ended = account(desk, case_id)
    assert (ended["frozen_on"], ended["settled_on"]) == ("2026-03-09", None)
    assert nets(platform, case_id, "L10", "M20", "M40") == {
        "L10": -5000_00,
        "M20": 0,
        "M40": 5000_00,
    }
    problem(desk.propose(paid), "invalid-input", 422, "/invoices")
    problem(desk.receive(case_id, "1.00"), "wrong-state", 409)
    continued = officer.post(on(paid, "continuation"), json=WHY).json()
    assert continued["continued_because"] == WHY["reason"]
    run = desk.sealed(paid)
    desk.answered(run)
    until(lambda: account(desk, case_id)["paid"] == "3000.00")
    assert account(desk, case_id)["settled_on"] is None
    cancelled = desk.approves.post(on(dropped, "cancellation"), json=WHY).json()
    assert cancelled["state"] == "cancelled"
    assert account(desk, case_id)["settled_on"] == "2026-03-10"
    assert ledger(platform, case_id) == {
        ("A10", ""): -3000_00,
        ("E10", "mandatory"): 3000_00,
        ("M10", "mandatory"): -10_000_00,
        ("M30", "mandatory"): 3000_00,
        ("M40", "mandatory"): 7000_00,
    }


def test_an_approval_that_is_taken_back_leaves_no_trace_in_what_can_still_be_paid(
    platform,
    desk,  # noqa: F811
    case,  # noqa: F811
):
    case_id = case(total="10000.00", pays="1000.00")
    contribute(desk.prepares, case_id, "1000.00")
    before = account(desk, case_id)
    invoice = desk.approved(case_id, "1500.00", reference="INV 9")
    run = desk.propose(invoice).json()
    problem(desk.approves.post(on(invoice, "cancellation"), json=WHY), "wrong-state", 409)
    assert desk.release(run, "voidance", VOIDED).status_code == 200
    assert desk.approves.post(on(invoice, "cancellation"), json=WHY).status_code == 200
    after = account(desk, case_id)
    assert {k: v for k, v in after.items() if k != "version"} == {
        k: v for k, v in before.items() if k != "version"
    }
    problem(desk.propose(invoice), "invalid-input", 422, "/invoices")
    again = desk.approved(case_id, "1500.00", reference="INV 9")
    assert again["from_award"] == "500.00"
    problem(desk.approves.post(on(invoice, "cancellation"), json=WHY), "wrong-state", 409)


def test_beside_the_runs_it_is_paid_once_that_is_decided(platform, desk, case):  # noqa: F811
    case_id = case(total="10000.00")
    waits = desk.approved(case_id, "3000.00")
    withdraw(platform, case_id, district=COTSWOLD)
    problem(desk.releases.post(on(waits, "payment")), "wrong-state", 409)
    platform.client("payments", "grant_officer").post(on(waits, "continuation"), json=WHY)
    paid = desk.releases.post(on(waits, "payment"))
    assert (paid.status_code, paid.json()["paid"]) == (201, "3000.00")
