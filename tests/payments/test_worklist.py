"""What waits for finance: each thing while it waits, the nearest clock first, within one's reach."""

import datetime as dt
import uuid

import pytest

from services.payments.domain.tasks import POSTS, Post, Task
from shared.contracts.referral import MinorWorksCompleted
from tests.payments.releases import Desk
from tests.payments.test_contractors import known
from tests.platform.lists import every
from tests.platform.running import STROUD, until
from tests.web.test_authority import described
from tests.web.test_authority import every as operations

FOREST = "E07000080"


@pytest.fixture
def desk(platform):
    desk = Desk(platform, FOREST)
    desk.know_payee()
    return desk


def tasks(desk, client=None, **asked):
    """Every task that is asked for."""
    return every(client or desk.prepares, "/v1/tasks", **{"district": FOREST} | asked)


def of(desk, *ids):
    """What is to be done about these things, by when, and for how much."""
    wanted = {str(each) for each in ids}
    shown = ("task", "due_on", "amount")
    return [tuple(t[n] for n in shown) for t in tasks(desk) if t["id"] in wanted]


ENDED_BY = {
    Task.DECIDE_INVOICE: "approve_invoice",
    Task.PAY_INVOICE: "propose_run",
    Task.DECIDE_CREDIT: "approve_credit",
    Task.APPROVE_RUN: "approve_run",
    Task.SEAL_RUN: "seal_run",
    Task.HAND_IN_RUN: "hand_in",
    Task.CONFIRM_RUN: "confirm_run",
    Task.MAKE_GOOD: "make_good",
    Task.APPROVE_RECOVERY: "approve_recovery",
    Task.TAKE_DEMAND_BACK: "correct_recovery",
    Task.COLLECT: "receive_repayment",
    Task.APPROVE_WRITE_OFF: "approve_write_off",
    Task.CONFIRM_BANK_DETAILS: "confirm_bank_details",
    Task.CONFIRM_DEBIT_ACCOUNT: "confirm_debit_account",
    Task.APPROVE_CONTRACTOR: "approve_contractor",
    Task.SETTLE_DISPUTE: "lift_hold",
    Task.CLASSIFY_SPENDING: "classify",
    Task.CONFIRM_SPENDING: "confirm_spending",
    Task.TAKE_SPENDING_BACK: "correct_spending",
    Task.APPROVE_ORDER: "approve_order",
    Task.PAY_HMRC: "pay_hmrc",
}
"""The act that does what each task asks for."""
SCOPES = {
    Post.PREPARER: {"payments:prepare", "payments:write"},
    Post.APPROVER: {"payments:approve"},
    Post.RELEASER: {"payments:release"},
    Post.OFFICER: {"grants:write"},
}


def test_every_task_is_theirs_who_may_do_it(platform):
    may = {
        operation["operationId"]: scopes
        for _, _, operation, scopes in operations(described(platform, "payments"))
    }
    assert POSTS.keys() == set(Task)
    for task, post in POSTS.items():
        assert may[ENDED_BY[task]] & SCOPES[post], task


def test_an_invoice_waits_to_be_decided_on_and_then_to_be_paid(desk, approve):
    """By its 30th day; in a run the run waits, by its processing day."""
    case = approve(pays="0.00", district=FOREST, contractors=None)
    invoice = desk.receive(case, "120.00").json()
    assert of(desk, invoice["id"]) == [("decide_invoice", "2026-04-09", "120.00")]
    desk.decide(invoice)
    assert of(desk, invoice["id"]) == [("pay_invoice", "2026-04-09", "120.00")]
    run = desk.propose(invoice).json()
    assert of(desk, invoice["id"], run["id"]) == [("approve_run", "2026-03-12", "120.00")]
    desk.approve(run)
    assert of(desk, run["id"]) == [("seal_run", "2026-03-12", "120.00")]
    desk.release(run, "seal")
    assert of(desk, run["id"]) == [("hand_in_run", "2026-03-12", "120.00")]
    desk.release(run, "handing-in")
    assert of(desk, run["id"]) == [("confirm_run", "2026-03-12", "120.00")]
    desk.confirmed(run, rejected=[run["lines"][0]["reference"]])
    [payment] = desk.prepares.get(f"/v1/runs/{run['id']}/payments").json()["items"]
    assert of(desk, run["id"], payment["id"]) == [("make_good", "2026-03-10", "120.00")]


def test_a_payment_that_came_back_waits_to_be_made_good(desk, approve):
    case = approve(pays="0.00", district=FOREST, contractors=None)
    run = desk.sealed(desk.approved(case, "75.00"))
    desk.answered(run)
    [line] = run["lines"]
    until(lambda: desk.came_back(line).status_code == 201)
    [payment] = desk.prepares.get(f"/v1/runs/{run['id']}/payments").json()["items"]
    assert of(desk, payment["id"]) == [("make_good", "2026-03-10", "75.00")]


def test_a_debt_waits_for_its_approval_and_then_for_each_instalment(platform, desk, approve):
    """What came in is of the first instalments; what nobody owes any more waits for nobody."""
    case = approve(pays="0.00", district=FOREST, contractors=None)
    invoice = desk.approved(case, "900.00")
    assert (
        platform.client("payments", "payments_releaser")
        .post(f"/v1/accounts/{case}/invoices/{invoice['id']}/payment")
        .is_success
    )
    account = f"/v1/accounts/{case}/recoveries"
    days = ("2026-05-01", "2026-06-01", "2026-07-01")
    demand = {
        "ground": "breach", "amount": "900.00", "reason": "Let within the year",
        "instalments": [{"due_on": day, "amount": "300.00"} for day in days],
    }  # fmt: skip
    debt = desk.prepares.post(account, json=demand).json()
    assert of(desk, debt["id"]) == [("approve_recovery", None, "900.00")]
    desk.approves.post(f"{account}/{debt['id']}/approval")
    assert of(desk, debt["id"]) == [("collect", "2026-05-01", "900.00")]

    def repaid(amount):
        body = {"amount": amount, "received_on": "2026-03-10"}
        answer = desk.prepares.post(f"{account}/{debt['id']}/repayments", json=body)
        assert answer.is_success, answer.text
        return of(desk, debt["id"])

    assert repaid("299.99") == [("collect", "2026-05-01", "600.01")]
    assert repaid("0.01") == [("collect", "2026-06-01", "600.00")]
    given_up = {"amount": "600.00", "reason": "No estate", "authority": "Delegated 4.2"}
    desk.prepares.post(f"{account}/{debt['id']}/write-off", json=given_up)
    waiting = [("collect", "2026-06-01", "600.00"), ("approve_write_off", None, "600.00")]
    assert of(desk, debt["id"]) == waiting
    desk.approves.post(f"{account}/{debt['id']}/write-off/approval")
    assert of(desk, debt["id"]) == []


def test_what_a_second_person_confirms_waits_for_them(desk):
    details = desk.details(f"Waits {uuid.uuid4().hex[:8]}")
    assert of(desk, details["id"]) == [("confirm_bank_details", None, None)]
    desk.approves.post(f"/v1/bank-details/{details['id']}/confirmation")
    assert of(desk, details["id"]) == []
    account = desk.prepares.post("/v1/debit-accounts", json=desk.debit_account()).json()
    assert of(desk, account["id"]) == [("confirm_debit_account", None, None)]
    firm = known(f"Waits {uuid.uuid4().hex[:8]}", district=FOREST)
    entered = desk.prepares.post("/v1/contractors", json=firm).json()
    assert of(desk, entered["id"]) == [("approve_contractor", None, None)]
    desk.approves.post(f"/v1/contractors/{entered['id']}/approval")
    assert of(desk, entered["id"]) == []
    works = {"district": FOREST, "contractor": "Any", "amount": "60.00", "about": "Rails"}
    order = desk.prepares.post("/v1/work-orders", json=works).json()
    assert of(desk, order["id"]) == [("approve_order", None, "60.00")]
    desk.approves.post(f"/v1/work-orders/{order['id']}/approval")
    assert of(desk, order["id"]) == []


def test_a_dispute_waits_by_the_first_invoice_that_it_holds_up(platform, desk, approve):
    case = approve(pays="0.00", district=FOREST, contractors=None)
    officer = platform.client("payments", "grant_officer")
    said = {"held_for": "authority", "reason": "Too steep"}
    dispute = officer.post(f"/v1/accounts/{case}/holds", json=said).json()
    assert of(desk, dispute["id"]) == [("settle_dispute", None, None)]
    desk.receive(case, "10.00")
    assert of(desk, dispute["id"]) == [("settle_dispute", "2026-04-09", None)]


def test_a_credit_note_and_spending_wait(desk, approve):
    case = approve(pays="0.00", district=FOREST, contractors=None)
    invoice = desk.approved(case, "100.00")
    note = {"reference": "CN 1", "amount": "5.00", "dated_on": "2026-03-09", "about": "Rail"}
    place = f"/v1/accounts/{case}/invoices/{invoice['id']}/credit-notes"
    credit = desk.prepares.post(place, json=note).json()
    assert of(desk, credit["id"]) == [("decide_credit", "2026-04-09", "5.00")]
    spent = {
        "district": FOREST, "purpose": "equipment", "spent_on": "hoist", "nature": "capital",
        "fund": "own", "amount": "40.00", "on": "2026-03-04", "about": "A hoist",
    }  # fmt: skip
    spending = desk.prepares.post("/v1/spending", json=spent).json()
    assert of(desk, spending["id"]) == [("confirm_spending", None, "40.00")]
    desk.approves.post(f"/v1/spending/{spending['id']}/confirmation")
    assert of(desk, spending["id"]) == []


def test_what_minor_works_cost_waits_to_be_classified_and_then_confirmed(platform, desk):
    order = uuid.uuid4()
    done = {"district": FOREST, "kind": "handyperson", "completed_on": dt.date(2026, 3, 6)}
    told = MinorWorksCompleted(case_id=uuid.uuid4(), order_id=order, cost="43.00", **done)
    platform.tell("payments", told)
    listed = every(desk.prepares, "/v1/spending", district=FOREST, confirmed=False)
    [spent] = [each["id"] for each in listed if each["order_id"] == str(order)]
    assert of(desk, spent) == [("classify_spending", None, "43.00")]
    said = {"spent_on": "handyperson", "nature": "revenue", "fund": "own"}
    desk.prepares.post(f"/v1/spending/{spent}/classification", json=said)
    assert of(desk, spent) == [("confirm_spending", None, "43.00")]


def test_the_nearest_clock_comes_first_and_filters_hold(platform, desk, approve):
    case = approve(pays="0.00", district=FOREST, contractors=None)
    desk.receive(case, "10.00")
    desk.details(f"Waits {uuid.uuid4().hex[:8]}")
    whole = tasks(desk)
    clocks = [task["due_on"] or "9999-12-31" for task in whole]
    assert clocks == sorted(clocks)
    assert clocks[-1] == "9999-12-31"
    by_page = tasks(desk, limit=2)
    assert by_page == whole
    for asked, holds in (
        ({"task": "decide_invoice"}, lambda t: t["task"] == "decide_invoice"),
        ({"post": "approver"}, lambda t: t["post"] == "approver"),
        ({"due_before": "2026-04-09"}, lambda t: (t["due_on"] or "9999") < "2026-04-09"),
    ):
        assert tasks(desk, **asked) == [task for task in whole if holds(task)]


def test_nobody_sees_what_waits_in_another_district(platform, desk, approve):
    case = approve(pays="0.00", district=FOREST, contractors=None)
    invoice = desk.receive(case, "10.00").json()
    of_stroud = platform.client("payments", "finance", dfg_read=[STROUD], dfg_write=[STROUD])
    seen = every(of_stroud, "/v1/tasks")
    assert {task["district"] for task in seen} <= {STROUD}
    assert invoice["id"] not in {task["id"] for task in seen}
