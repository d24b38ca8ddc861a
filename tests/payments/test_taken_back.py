"""What was recorded by mistake, or is given up, is taken back: it stays, with the reason."""

import json
import uuid

import pytest

from tests.payments.accounts import certify, contribute
from tests.payments.debts import demand
from tests.payments.own_works import (
    LABOUR,
    MONTH,
    accepted,
    after_the_month,
    ledger,
    month,
    ordered,
    ran,
    received,
)
from tests.payments.releases import Desk
from tests.payments.test_finance import FOREST, confirmed, money, recorded, rise
from tests.payments.test_service import withdraw
from tests.payments.test_worklist import tasks
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER

WHY = {"reason": "Entered twice"}
ORDER = {"district": GLOUCESTER, "contractor": "Any", "amount": "60.00", "about": "Rails"}
ON = "2026-03-10"


def put_forward(desk):
    return desk.prepares.post("/v1/work-orders", json=ORDER).json()["id"]


def at_order(client, order, act, body=None, **headers):
    return client.post(f"/v1/work-orders/{order}/{act}", json=body, headers=headers)


def waiting(desk, thing, district=GLOUCESTER):
    """What is to be done about it."""
    return [task["task"] for task in tasks(desk, district=district) if task["id"] == thing]


def test_an_order_that_was_put_forward_by_mistake_is_withdrawn(desk):
    """By whoever puts orders forward, or would have to approve it; then nobody approves it."""
    for client in (desk.prepares, desk.approves):
        order = put_forward(desk)
        assert waiting(desk, order) == ["approve_order"]
        withdrawn = at_order(client, order, "withdrawal", WHY)
        assert withdrawn.status_code == 200, withdrawn.text
        taken = withdrawn.json()["taken_back"]
        assert (taken["on"], taken["because"]) == (ON, "Entered twice")
        assert waiting(desk, order) == []
        problem(at_order(desk.approves, order, "approval"), "wrong-state", 409)
        problem(at_order(client, order, "withdrawal", WHY), "wrong-state", 409)
        asked = {"district": GLOUCESTER, "taken_back": True, "limit": 100}
        found = desk.prepares.get("/v1/work-orders", params=asked).json()["items"]
        assert order in {each["id"] for each in found}
        asked["taken_back"] = False
        found = desk.prepares.get("/v1/work-orders", params=asked).json()["items"]
        assert order not in {each["id"] for each in found}


def test_an_approved_order_is_given_up_and_not_withdrawn(desk, both):
    """By another person than who ordered, as it was approved."""
    order = put_forward(desk)
    problem(at_order(desk.approves, order, "ending", WHY), "wrong-state", 409)
    at_order(desk.approves, order, "approval")
    problem(at_order(desk.approves, order, "withdrawal", WHY), "wrong-state", 409)
    problem(at_order(both, order, "ending", WHY), "same-person", 409)
    ended = at_order(desk.approves, order, "ending", {"reason": "The tenant has moved"})
    assert ended.json()["taken_back"]["because"] == "The tenant has moved"
    problem(at_order(desk.approves, order, "ending", WHY), "wrong-state", 409)


def test_given_up_works_release_what_is_not_paid_and_keep_what_is(platform, desk, firm, officer):
    builder = firm()
    order = ordered(desk, builder)
    ran(desk, accepted(desk, order, builder, lines=(LABOUR,)))
    paid = ledger(platform, order)
    assert (paid["M20"], paid["M30"]) == (2_400_00, 3_600_00)
    assert at_order(desk.approves, order, "ending", WHY).status_code == 200
    released = paid | {"M40": paid.pop("M20")}
    assert ledger(platform, order) == released
    account = desk.prepares.get(f"/v1/accounts/{order}").json()
    assert (account["frozen_on"], account["settled_on"], account["paid"]) == (ON, ON, "3000.00")
    problem(received(desk, order, builder), "wrong-state", 409)
    problem(at_order(officer, order, "completion", {"completed_on": ON}), "wrong-state", 409)
    assert platform.told("payments", order) == []


def test_what_was_approved_and_not_paid_waits_where_works_are_given_up(platform, desk, firm):
    """Until it is paid all the same, or its approval is taken back (decision 48)."""
    builder = firm()
    order = ordered(desk, builder)
    invoice = accepted(desk, order, builder, lines=(LABOUR,))
    at_order(desk.approves, order, "ending", WHY)
    assert ledger(platform, order)["M40"] == 2_400_00
    assert desk.prepares.get(f"/v1/accounts/{order}").json()["settled_on"] is None
    desk.decide(invoice, "cancellation", WHY)
    assert ledger(platform, order) == {"M10": -6_000_00, "M40": 6_000_00}
    assert desk.prepares.get(f"/v1/accounts/{order}").json()["settled_on"] == ON


def test_what_is_paid_to_the_end_is_not_given_up(desk, firm, officer):
    builder = firm()
    order = ordered(desk, builder)
    at_order(officer, order, "completion", {"completed_on": ON})
    ran(desk, accepted(desk, order, builder, stage="final"))
    problem(at_order(desk.approves, order, "ending", WHY), "wrong-state", 409)


def test_that_hmrc_was_paid_is_taken_back_and_recorded_anew(platform, desk, firm):
    """The month owes what it owed; the ledger is only added to (decision 21)."""
    builder = firm()
    order = ordered(desk, builder)
    invoice = accepted(desk, order, builder)
    ran(desk, invoice)
    after_the_month(platform)
    owed = month(desk, builder)[0]["outstanding"]
    paid = desk.releases.post("/v1/cis/payments", json=MONTH).json()
    mine = shown(desk, order, invoice)
    payment = next(each for each in paid["payments"] if each["id"] == mine)
    assert waiting(desk, invoice["id"]) == []
    place = f"/v1/cis/payments/{mine}/correction"
    problem(desk.releases.post(place, json=WHY, headers={"if-match": '"7"'}), "stale-etag", 412)
    twice = [
        desk.releases.post(place, json=WHY, headers={"idempotency-key": mine}) for _ in range(2)
    ]
    assert [each.status_code for each in twice] == [200, 200]
    assert twice[0].json() == twice[1].json()
    assert twice[0].json()["taken_back"]["because"] == "Entered twice"
    problem(desk.releases.post(place, json=WHY), "wrong-state", 409)

    told, _ = month(desk, builder)
    assert (told["outstanding"], payment["amount"]) == (owed, owed)
    assert [e["taken_back"]["because"] for e in told["payments"] if e["id"] == mine] == [
        "Entered twice"
    ]
    assert ledger(platform, order)["L60"] == -600_00
    assert waiting(desk, invoice["id"]) == ["pay_hmrc"]
    again = desk.releases.post("/v1/cis/payments", json=MONTH)
    assert again.status_code == 201, again.text
    assert again.json()["outstanding"] == "0.00"
    assert "L60" not in ledger(platform, order)


def shown(desk, order, invoice):
    """The payment with which HMRC has what was taken off it."""
    items = desk.prepares.get(f"/v1/accounts/{order}/invoices").json()["items"]
    return next(each["hmrc_payment"] for each in items if each["id"] == invoice["id"])


def test_that_works_are_complete_is_taken_back_and_found_anew(desk, firm, officer):
    """What payment waits for waits again (decision 48); what was found stays to be read."""
    builder = firm()
    order = ordered(desk, builder)
    final = received(desk, order, builder, stage="final").json()
    problem(at_order(officer, order, "completion/correction", WHY), "wrong-state", 409)
    known = at_order(officer, order, "completion", {"completed_on": ON}).headers["etag"]
    taken = at_order(officer, order, "completion/correction", WHY, **{"if-match": known})
    assert taken.status_code == 200, taken.text
    assert taken.headers["etag"] != known
    assert "certified" in problem(desk.decide(final), "payment-refused", 409)["detail"]
    found = desk.prepares.get(f"/v1/accounts/{order}/works").json()["completions"]
    assert [(each["completed_on"], each["reason"]) for each in found] == [
        (None, "Entered twice"),
        (ON, None),
    ]
    assert at_order(officer, order, "completion", {"completed_on": ON}).status_code == 200
    problem(at_order(officer, order, "completion", {"completed_on": ON}), "wrong-state", 409)
    assert desk.decide(final).status_code == 200


def test_that_works_are_complete_stands_once_the_last_payment_hangs_on_it(desk, firm, officer):
    builder = firm()
    order = ordered(desk, builder)
    at_order(officer, order, "completion", {"completed_on": ON})
    final = accepted(desk, order, builder, stage="final")

    def refused():
        answer = at_order(officer, order, "completion/correction", WHY)
        return problem(answer, "wrong-state", 409)["detail"]

    assert "cancel" in refused()
    ran(desk, final)
    assert "order what is still to be done anew" in refused()


@pytest.fixture
def forest(platform):
    return Desk(platform, FOREST)


def at_spending(client, spent, act):
    return client.post(f"/v1/spending/{spent['id']}/{act}", json=WHY)


def test_spending_that_nobody_has_confirmed_is_withdrawn(forest):
    before = money(forest)
    spent = recorded(forest).json()
    assert rise(before, money(forest), "unconfirmed") == "18000.00"
    problem(at_spending(forest.approves, spent, "correction"), "wrong-state", 409)
    withdrawn = at_spending(forest.prepares, spent, "withdrawal")
    assert withdrawn.json()["taken_back"]["because"] == "Entered twice"
    assert rise(before, money(forest), "unconfirmed") == "0.00"
    assert waiting(forest, spent["id"], FOREST) == []
    problem(confirmed(forest, spent), "wrong-state", 409)
    asked = {"district": FOREST, "taken_back": True, "limit": 100}
    found = forest.prepares.get("/v1/spending", params=asked).json()["items"]
    assert spent["id"] in {each["id"] for each in found}


def test_minor_works_that_were_told_by_mistake_are_not_classified(platform, forest):
    spent = recorded(forest, spent_on="handyperson", purpose="minor_works").json()
    at_spending(forest.approves, spent, "withdrawal")
    said = {"spent_on": "handyperson", "nature": "revenue", "fund": "own"}
    place = f"/v1/spending/{spent['id']}/classification"
    problem(forest.prepares.post(place, json=said), "wrong-state", 409)


def test_spending_that_was_confirmed_by_mistake_counts_no_more_and_is_told(platform, forest, both):
    before = money(forest)
    spent = recorded(forest).json()
    confirmed(forest, spent)
    problem(at_spending(forest.prepares, spent, "withdrawal"), "wrong-state", 409)
    problem(at_spending(both, spent, "correction"), "same-person", 409)
    assert rise(before, money(forest), "capital") == "18000.00"
    corrected = at_spending(forest.approves, spent, "correction")
    assert corrected.status_code == 200, corrected.text
    assert rise(before, money(forest), "capital") == "0.00"
    told = platform.sql.one(
        "SELECT data FROM payments.outbox WHERE type = 'payments.spending-corrected'"
        " AND subject = $1",
        spent["id"],
    )
    assert json.loads(told) == {
        "district": FOREST,
        "spending_id": spent["id"],
        "corrected_on": ON,
        "amount": "18000.00",
    }
    problem(at_spending(forest.approves, spent, "correction"), "wrong-state", 409)


def test_that_an_invoice_was_paid_beside_the_runs_is_taken_back(platform, desk, approve):
    """It is due again, and recorded anew or paid by a run; others take the sum that stands."""
    case = str(approve(total="10000.00", pays="0.00"))
    certify(platform, case)
    invoice = desk.approved(case, "5000.00", "final")
    before = ledger(platform, case)
    place = f"/v1/accounts/{case}/invoices/{invoice['id']}/payment"
    early = problem(desk.releases.post(f"{place}/correction", json=WHY), "wrong-state", 409)
    assert "nobody" in early["detail"]
    assert desk.releases.post(place).json()["paid"] == "5000.00"
    taken = desk.releases.post(f"{place}/correction", json=WHY)
    assert taken.status_code == 200, taken.text
    assert taken.json()["paid"] == "0.00"
    [shown] = desk.prepares.get(f"/v1/accounts/{case}/payments").json()["items"]
    assert (shown["returned_on"], shown["taken_back"]["because"]) == (ON, "Entered twice")
    kinds = [kind for kind, _ in platform.told("payments", case)]
    assert kinds[-1] == "payments.payment-returned"
    assert {"L10": before["L10"]}.items() <= ledger(platform, case).items()
    assert waiting(desk, invoice["id"]) == ["pay_invoice"]
    again = desk.releases.post(place)
    assert (again.status_code, again.json()["paid"]) == (201, "5000.00")


def test_what_a_run_paid_comes_back_by_the_bank_alone(platform, desk, approve):
    case = str(approve(pays="0.00", contractors=None))
    desk.know_payee()
    invoice = desk.approved(case, "100.00")
    ran(desk, invoice)
    place = f"/v1/accounts/{case}/invoices/{invoice['id']}/payment/correction"
    problem(desk.releases.post(place, json=WHY), "wrong-state", 409)


def test_a_refund_beside_the_runs_stays_as_it_was_told(platform, desk, approve):
    case = str(approve(total="10000.00", pays="900.00", contractors=None))
    contribute(desk.prepares, case, "900.00")
    withdraw(platform, case)
    asked = {"payee": "Mrs J Hale", "amount": "900.00"}
    refund = desk.prepares.post(f"/v1/accounts/{case}/refunds", json=asked).json()
    desk.approves.post(f"/v1/accounts/{case}/refunds/{refund['id']}/approval")
    place = f"/v1/accounts/{case}/invoices/{refund['id']}/payment"
    assert desk.releases.post(place).status_code == 201
    problem(desk.releases.post(f"{place}/correction", json=WHY), "wrong-state", 409)


def test_a_demand_that_was_proposed_by_mistake_is_withdrawn(debts):
    """Then as much can be demanded as before."""
    asked = debts.ask(demand("5000.00")).json()
    problem(debts.ask(demand("0.01")), "recovery-refused", 409)
    early = problem(debts.act(asked, "correction", WHY), "wrong-state", 409)
    assert "withdraw it" in early["detail"]
    withdrawn = debts.act(asked, "withdrawal", WHY)
    assert withdrawn.json()["taken_back"]["because"] == "Entered twice"
    problem(debts.act(asked, "approval"), "wrong-state", 409)
    assert debts.ask(demand("5000.00")).status_code == 201


def test_a_demand_that_was_a_mistake_is_taken_back_while_all_of_it_is_owed(platform, debts, both):
    case = debts.place.split("/")[3]
    before = ledger(platform, case)
    debt = debts.demanded(demand("900.00"))
    problem(debts.act(debt, "withdrawal", WHY), "wrong-state", 409)
    problem(both.post(f"{debts.place}/{debt['id']}/correction", json=WHY), "same-person", 409)
    taken = debts.act(debt, "correction", WHY)
    assert taken.status_code == 200, taken.text
    assert taken.json()["outstanding"] == "0.00"
    assert ledger(platform, case) == before
    assert waiting(debts, debt["id"]) == []
    right = debts.demanded(demand("5000.00"))
    debts.repay(right, "0.01")
    problem(debts.act(right, "correction", WHY), "wrong-state", 409)


def test_a_repayment_that_was_booked_by_mistake_is_owed_again(platform, debts):
    case = debts.place.split("/")[3]
    debt = debts.demanded(demand("900.00"))
    before = ledger(platform, case)
    assert debts.repay(debt, "90.00").json()["outstanding"] == "810.00"
    [booked] = debts.all()["repayments"]
    place = f"{debts.place}/{debt['id']}/repayments/{booked['id']}/correction"
    taken = debts.prepares.post(place, json=WHY)
    assert taken.status_code == 200, taken.text
    assert taken.json()["outstanding"] == "900.00"
    assert ledger(platform, case) == before
    [booked] = debts.all()["repayments"]
    assert booked["taken_back"]["because"] == "Entered twice"
    kind, told = platform.told("payments", case)[-1]
    assert kind == "payments.recovery-corrected"
    assert (told["amount"], told["outstanding"]) == ("90.00", "900.00")
    problem(debts.prepares.post(place, json=WHY), "wrong-state", 409)
    assert debts.repay(debt, "9.00").json()["outstanding"] == "891.00"


def test_accounts_that_nobody_has_confirmed_are_withdrawn(desk):
    details = desk.details(f"Mistaken {uuid.uuid4().hex[:8]}")
    account = desk.prepares.post("/v1/debit-accounts", json=desk.debit_account()).json()
    for client, place in (
        (desk.prepares, f"/v1/bank-details/{details['id']}"),
        (desk.approves, f"/v1/debit-accounts/{account['id']}"),
    ):
        assert len(waiting(desk, place.split("/")[3])) == 1
        withdrawn = client.post(f"{place}/withdrawal", json=WHY)
        assert withdrawn.json()["taken_back"]["because"] == "Entered twice"
        assert waiting(desk, place.split("/")[3]) == []
        problem(desk.approves.post(f"{place}/confirmation"), "wrong-state", 409)


def test_accounts_that_hold_are_changed_and_not_withdrawn(desk):
    details = desk.confirmed_details(f"Right {uuid.uuid4().hex[:8]}")
    place = f"/v1/bank-details/{details['id']}/withdrawal"
    problem(desk.prepares.post(place, json=WHY), "wrong-state", 409)
