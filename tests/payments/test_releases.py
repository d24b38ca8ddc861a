"""Invoices and runs: each act by another person, one file, one set of postings."""

import datetime as dt
import hashlib

import asyncpg
import pytest

from services.payments.runs import confirming
from shared.contracts.codes import WithdrawalReason
from shared.contracts.grants import ApprovalWithdrawn
from tests.payments.accounts import certify
from tests.payments.releases import VOIDED, Desk
from tests.payments.runs import read_bacs
from tests.payments.test_ledger_service import ledger
from tests.payments.test_remittances import readers
from tests.platform.answers import problem
from tests.platform.running import STROUD, until

COTSWOLD = "E07000079"


@pytest.fixture
def desk(platform):
    made = Desk(platform, COTSWOLD)
    made.know_payee()
    return made


@pytest.fixture
def case(approve):
    return lambda **changes: approve(district=COTSWOLD, **{"pays": "0.00"} | changes)


def account(desk, case_id):
    return desk.prepares.get(f"/v1/accounts/{case_id}").json()


def nets(platform, case_id, *codes):
    """Debit balances by code, in pence."""
    found = ledger(platform, case_id)
    return {code: sum(p for (c, _), p in found.items() if c == code) for code in codes}


def test_an_invoice_is_decided_on_by_somebody_else_and_then_due_and_not_paid(platform, desk, case):
    case_id = case()
    received = desk.receive(case_id, "1000.00").json()
    assert (received["state"], received["due_on"]) == ("received", "2026-04-09")
    assert nets(platform, case_id, "L10") == {"L10": 0}
    both = platform.client("payments", "finance", scope="payments:prepare payments:approve")
    place = f"/v1/accounts/{case_id}/invoices/{received['id']}/approval"
    problem(both.post(place), "same-person", 409)
    approved = desk.decide(received).json()
    assert (approved["state"], approved["from_award"]) == ("approved", "1000.00")
    assert nets(platform, case_id, "L10", "M30", "A10") == {
        "L10": -1000_00,
        "M30": 1000_00,
        "A10": 0,
    }
    assert (account(desk, case_id)["paid"], account(desk, case_id)["left"]) == ("0.00", "23170.75")
    problem(desk.decide(received), "wrong-state", 409)


def test_the_postings_of_an_answered_run_are_gone_on_with_where_they_ended(
    platform, desk, case, monkeypatch
):
    case_id, tried, confirm = case(), [], confirming._confirm
    run = desk.sealed(*(desk.approved(case_id, "100.00") for _ in range(3)))

    async def fail_once(uow, run, payment):
        tried.append(payment.line)
        if tried == [1, 2]:
            raise RuntimeError
        await confirm(uow, run, payment)

    monkeypatch.setattr(confirming, "_confirm", fail_once)
    desk.answered(run)
    until(lambda: account(desk, case_id)["paid"] == "300.00")
    assert tried == [1, 2, 2, 3]
    assert nets(platform, case_id, "L10", "L40", "A10") == {"L10": 0, "L40": 0, "A10": -300_00}


def test_what_is_paid_beside_the_runs_is_a_third_person_s_act_and_in_no_run(platform, desk, case):
    case_id = case()
    paid, waits = desk.approved(case_id, "1000.00"), desk.approved(case_id, "500.00")

    def pays(invoice, who="payments_releaser"):
        client = platform.client("payments", who, scope="payments:release")
        return client.post(f"/v1/accounts/{case_id}/invoices/{invoice['id']}/payment")

    for earlier in ("finance", "payments_approver"):
        problem(pays(paid, earlier), "same-person", 409)
    assert pays(paid).json()["paid"] == "1000.00"
    problem(pays(paid), "payment-refused", 409)
    problem(desk.propose(paid), "invalid-input", 422, "/invoices")
    run = desk.propose(waits).json()
    problem(pays(waits), "payment-refused", 409)
    assert desk.release(run, "voidance", VOIDED).status_code == 200
    assert pays(waits).json()["paid"] == "1500.00"


def test_an_invoice_that_was_rejected_may_come_again_and_no_other_twice(desk, case):
    case_id = case()
    first = desk.receive(case_id, "1000.00", reference="INV 7").json()
    problem(desk.receive(case_id, "1000.00", reference="inv7"), "payment-refused", 409)
    rejected = desk.decide(first, "rejection", {"reason": "Not detailed"}).json()
    assert (rejected["state"], rejected["reason"]) == ("rejected", "Not detailed")
    assert desk.receive(case_id, "900.00", reference="INV 7").status_code == 201


def test_the_limit_before_completion_counts_what_is_approved_and_not_yet_paid(desk, case):
    case_id = case(total="10000.00")
    desk.approved(case_id, "5000.00")
    second = desk.receive(case_id, "4000.01").json()
    assert "90 %" in problem(desk.decide(second), "payment-refused", 409)["detail"]
    desk.approved(case_id, "4000.00")


def test_after_the_final_invoice_no_other_comes_in(platform, desk, case):
    case_id = case()
    certify(platform, case_id, COTSWOLD)
    desk.approved(case_id, "100.00", "final")
    problem(desk.receive(case_id, "1.00"), "payment-refused", 409)


def test_a_run_from_proposal_to_the_banks_answer(platform, desk, case):
    case_id = case()
    certify(platform, case_id, COTSWOLD)
    invoices = [desk.approved(case_id, "1000.00"), desk.approved(case_id, "2500.50", "final")]
    run = desk.sealed(*invoices)
    assert (run["state"], run["payments"], run["total"]) == ("sealed", 2, "3500.50")
    assert nets(platform, case_id, "L10", "L40", "A10") == {"L10": 0, "L40": -3500_50, "A10": 0}
    assert account(desk, case_id)["paid"] == "0.00"
    given = desk.releases.get(f"/v1/runs/{run['id']}/file").json()
    assert readers(platform, run["id"]) == ["show_file"]
    content = given["content"].encode()
    assert given["sha256"] == run["file_sha256"] == hashlib.sha256(content).hexdigest()
    credits_ = read_bacs(content).credits
    assert sum(credit.amount for credit in credits_) == read_bacs(content).contra.amount
    assert [credit.reference for credit in credits_] == [x["reference"] for x in run["lines"]]
    desk.answered(run)
    until(lambda: account(desk, case_id)["settled_on"])
    assert account(desk, case_id)["paid"] == "3500.50"
    assert nets(platform, case_id, "L10", "L40", "A10") == {"L10": 0, "L40": 0, "A10": -3500_50}
    told = platform.told("payments", case_id)
    assert [(kind, event.get("paid_to_date")) for kind, event in told][-1][0] == (
        "payments.account-settled"
    )
    assert [kind for kind, _ in told].count("payments.payment-made") == 2


def test_one_person_with_every_role_is_stopped_at_the_second_act(platform, desk, case):
    invoice = desk.approved(case(), "100.00")
    scopes = "payments:read payments:prepare payments:approve payments:release"
    one = platform.client("payments", "finance", scope=scopes)
    run = desk.propose(invoice).json()
    seen = {name: run[name] for name in ("payments", "total", "digest")}
    problem(one.post(f"/v1/runs/{run['id']}/approval", json=seen), "same-person", 409)
    desk.approve(run)
    problem(one.post(f"/v1/runs/{run['id']}/seal"), "same-person", 409)
    approver = platform.client("payments", "payments_approver", scope=scopes)
    problem(approver.post(f"/v1/runs/{run['id']}/seal"), "same-person", 409)
    assert desk.release(run, "seal").status_code == 200
    problem(desk.release(run, "voidance", VOIDED), "same-person", 409)


@pytest.mark.parametrize("other", [{"payments": 2}, {"total": "100.01"}, {"digest": "0" * 64}])
def test_an_approval_is_of_what_was_seen(desk, case, other):
    run = desk.propose(desk.approved(case(), "100.00")).json()
    problem(desk.approve(run, **other), "run-changed", 409)
    assert desk.approve(run).status_code == 200


def test_each_step_is_taken_once(desk, case):
    invoice = desk.approved(case(), "100.00")
    run = desk.propose(invoice, key=f"run/{invoice['id']}").json()
    assert desk.propose(invoice, key=f"run/{invoice['id']}").json() == run
    problem(desk.propose(invoice), "invalid-input", 422, "/invoices")
    problem(desk.release(run, "seal"), "wrong-state", 409)
    desk.approve(run)
    problem(desk.approve(run), "wrong-state", 409)
    desk.release(run, "seal")
    problem(desk.release(run, "seal"), "wrong-state", 409)
    desk.answered(run)
    problem(desk.release(run, "handing-in"), "wrong-state", 409)
    problem(desk.release(run, "voidance", VOIDED), "wrong-state", 409)


def test_a_voided_run_gives_no_file_out_and_what_it_held_is_due_again(platform, desk, case):
    case_id = case()
    invoice = desk.approved(case_id, "100.00")
    run = desk.sealed(invoice)
    second = platform.client("payments", "payments_releaser", sub="another")
    voided = second.post(f"/v1/runs/{run['id']}/voidance", json=VOIDED).json()
    assert (voided["state"], voided["voided_because"]) == ("voided", VOIDED["reason"])
    assert voided["voided_by"] == "another"
    problem(desk.releases.get(f"/v1/runs/{run['id']}/file"), "wrong-state", 409)
    assert nets(platform, case_id, "L10", "L40", "L50") == {"L10": -100_00, "L40": 0, "L50": 0}
    assert (account(desk, case_id)["paid"], account(desk, case_id)["left"]) == ("0.00", "24070.75")
    again = desk.sealed(invoice)
    assert again["serial"] > run["serial"]
    desk.answered(again)
    until(lambda: account(desk, case_id)["paid"] == "100.00")


def test_a_sealed_file_never_changes(platform, desk, case):
    run = desk.sealed(desk.approved(case(), "100.00"))
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="never changes"):
        platform.sql("UPDATE payments.runs SET file = 'x' WHERE id = $1", run["id"])


def test_a_rejected_payment_is_made_good_to_other_details_after_the_cooling_off(
    platform, desk, approve
):
    payee = "Cotswold Lifts"
    case_id = approve(district=COTSWOLD, pays="0.00", contractors=None)
    desk.confirmed_details(payee, "10000001")
    invoice = desk.approved(case_id, "100.00", contractor=payee)
    run = desk.sealed(invoice)
    [line] = run["lines"]
    desk.answered(run, line["reference"])
    until(lambda: nets(platform, case_id, "L50") == {"L50": -100_00})
    assert account(desk, case_id)["paid"] == "0.00"
    place = f"/v1/runs/{run['id']}/made-good"
    same = desk.approves.post(place, json={"reference": line["reference"]})
    problem(same, "run-changed", 409)
    changed = desk.confirmed_details(payee, "10000002")
    assert changed["in_force_from"] == "2026-03-17"
    early = desk.approves.post(place, json={"reference": line["reference"]})
    problem(early, "payment-refused", 409)
    platform.now = dt.datetime(2026, 3, 17, 12, tzinfo=dt.UTC)
    made = desk.approves.post(place, json={"reference": line["reference"]})
    assert made.status_code == 200, made.text
    again = desk.propose(invoice, day="2026-03-19").json()
    assert again["lines"][0]["reference"] != line["reference"]


def test_a_case_frozen_between_approval_and_seal_is_not_paid(platform, desk, case):
    case_id = case()
    run = desk.propose(desk.approved(case_id, "100.00")).json()
    desk.approve(run)
    platform.tell(
        "payments",
        ApprovalWithdrawn(
            case_id=case_id,
            district=COTSWOLD,
            withdrawn_on=dt.date(2026, 3, 9),
            reason=WithdrawalReason.DISABLED_PERSON_DIED,
            clause="guidance B136",
            paid="0.00",
        ),
    )
    problem(desk.release(run, "seal"), "run-changed", 409)
    assert nets(platform, case_id, "L10", "L40") == {"L10": -100_00, "L40": 0}


def test_a_dispute_since_the_approval_stops_the_seal(platform, desk, case):
    case_id = case()
    run = desk.propose(desk.approved(case_id, "100.00")).json()
    desk.approve(run)
    officer = platform.client("payments", "grant_officer")
    said = {"held_for": "applicant", "reason": "The ramp is too steep"}
    assert officer.post(f"/v1/accounts/{case_id}/holds", json=said).status_code == 201
    problem(desk.release(run, "seal"), "run-changed", 409)


def test_details_that_changed_since_the_approval_stop_the_seal(platform, desk, approve):
    """What was approved names the account: another is another run."""
    payee = "Cotswold Ramps"
    case_id = approve(district=COTSWOLD, pays="0.00", contractors=None)
    desk.confirmed_details(payee, "10000011")
    invoice = desk.approved(case_id, "100.00", contractor=payee)
    run = desk.propose(invoice, day="2026-03-18").json()
    desk.approve(run)
    desk.confirmed_details(payee, "10000012")
    platform.now = dt.datetime(2026, 3, 17, 12, tzinfo=dt.UTC)
    problem(desk.release(run, "seal"), "run-changed", 409)


def test_no_serial_beyond_the_districts_own_range_is_used(desk, case):
    """Payroll may have the next one under the same service user number."""
    invoices = [desk.approved(case(), "100.00") for _ in range(2)]
    serial = desk.prepares.get(f"/v1/debit-accounts/{COTSWOLD}").json()["next_serial"]
    last = desk.debit_account(next_serial=serial, last_serial=serial)
    assert desk.pay_from(last).is_success
    assert desk.propose(invoices[0]).status_code == 201
    problem(desk.propose(invoices[1]), "wrong-state", 409)
    assert desk.pay_from(desk.debit_account(next_serial=serial + 1)).is_success
    assert desk.propose(invoices[1]).status_code == 201


@pytest.mark.parametrize("day", ["2026-03-09", "2026-03-11"])
def test_the_bank_answers_neither_before_it_has_the_file_nor_ahead(desk, case, day):
    run = desk.sealed(desk.approved(case(), "100.00"))
    desk.release(run, "handing-in")
    problem(desk.release(run, "confirmation", {"confirmed_on": day}), "wrong-state", 409)


def test_a_day_that_has_passed_is_never_rolled_on(platform, desk, case):
    run = desk.propose(desk.approved(case(), "100.00")).json()
    desk.approve(run)
    platform.now = dt.datetime(2026, 3, 12, 12, tzinfo=dt.UTC)
    problem(desk.release(run, "seal"), "invalid-input", 422, "/processing_date")


def test_bank_details_are_two_peoples_work_and_a_change_cools_off(platform, desk):
    first = desk.details("Dean Ramps")
    one = platform.client("payments", "finance", scope="payments:prepare payments:approve")
    place = f"/v1/bank-details/{first['id']}/confirmation"
    problem(one.post(place), "same-person", 409)
    assert desk.approves.post(place).json()["in_force_from"] == "2026-03-10"
    assert desk.confirmed_details("dean ramps", "10000003")["in_force_from"] == "2026-03-17"
    known = {"district": COTSWOLD, "name": "Dean  Ramps"}
    shown = desk.prepares.get("/v1/bank-details", params=known).json()["items"]
    assert [each["account_ends"] for each in shown] == ["9911", "0003"]


def test_an_invoice_whose_payee_has_no_details_in_force_is_in_no_run(desk, approve):
    case_id = approve(district=COTSWOLD, pays="0.00", contractors=None)
    invoice = desk.approved(case_id, "100.00", contractor="Nobody Known")
    problem(desk.propose(invoice), "payment-refused", 409)


def test_a_run_of_another_district_is_out_of_reach(platform, desk, case):
    run = desk.propose(desk.approved(case(), "100.00")).json()
    stroud = platform.client("payments", "finance", dfg_read=[STROUD], dfg_write=[STROUD])
    problem(stroud.get(f"/v1/runs/{run['id']}"), "not-found", 404)


def test_a_stairlift_is_paid_once(platform, desk, approve):
    """However its invoice comes again: in the same words, in others, or in another run."""
    case_id = approve(district=COTSWOLD, total="2500.00", pays="0.00")
    desk.know_payee()
    certify(platform, case_id, COTSWOLD)
    invoice = desk.approved(case_id, "2500.00", "final", reference="SL 17")
    desk.answered(desk.sealed(invoice))
    until(lambda: account(desk, case_id)["settled_on"])
    assert account(desk, case_id)["paid"] == "2500.00"
    for words in ("SL 17", "sl-0017", "SL 18"):
        assert desk.receive(case_id, "2500.00", "final", reference=words).status_code == 409
    problem(desk.propose(invoice), "invalid-input", 422, "/invoices")
    assert nets(platform, case_id, "A10", "L50") == {"A10": -2500_00, "L50": 0}
