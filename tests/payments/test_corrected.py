"""What a bank did, what was given up, stages and agreements, where they were recorded by mistake."""

import pytest

from tests.payments.accounts import decide, pay, receive
from tests.payments.debts import demand
from tests.payments.own_works import ledger, outcome, ran
from tests.payments.test_service import withdraw
from tests.payments.test_taken_back import ON, WHY, waiting
from tests.payments.test_works import PLAN
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER, until

JOINER = {
    "name": "B. Joiner",
    "estimate": "800.00",
    "reason": "The first has closed",
    "agreed_on": "2026-03-09",
}


def case_of(debts):
    return debts.place.split("/")[3]


def test_what_was_given_up_by_mistake_is_owed_again(platform, debts, both):
    """By another person than who proposed it; the reason stands with what was given up."""
    debt = debts.demanded(demand("900.00"))
    before = ledger(platform, case_of(debts))
    assert debts.given_up(debt, "100.00")["outstanding"] == "800.00"
    [given_up] = debts.all()["write_offs"]
    assert (given_up["asked"]["reason"], given_up["given_up_on"]) == ("No estate", ON)
    place = f"{debts.place}/{debt['id']}/write-offs/{given_up['id']}/correction"
    problem(both.post(place, json=WHY), "same-person", 409)
    taken = debts.approves.post(place, json=WHY)
    assert taken.status_code == 200, taken.text
    assert taken.json()["outstanding"] == "900.00"
    assert ledger(platform, case_of(debts)) == before
    [given_up] = debts.all()["write_offs"]
    assert given_up["taken_back"]["because"] == "Entered twice"
    problem(debts.approves.post(place, json=WHY), "wrong-state", 409)
    assert debts.given_up(debt, "900.00")["outstanding"] == "0.00"


def test_a_write_off_is_corrected_on_its_own_debt(debts):
    debt, other = debts.demanded(demand("900.00")), debts.demanded(demand("90.00"))
    debts.given_up(debt, "100.00")
    [given_up] = debts.all()["write_offs"]
    place = f"{debts.place}/{other['id']}/write-offs/{given_up['id']}/correction"
    problem(debts.approves.post(place, json=WHY), "not-found", 404)


def test_a_write_off_that_was_proposed_by_mistake_is_withdrawn(debts):
    debt = debts.demanded(demand("900.00"))
    problem(debts.act(debt, "write-off/withdrawal", WHY), "wrong-state", 409)
    debts.give_up(debt, "100.00")
    assert "approve_write_off" in waiting(debts, debt["id"])
    problem(debts.give_up(debt, "90.00"), "wrong-state", 409)
    withdrawn = debts.act(debt, "write-off/withdrawal", WHY)
    assert (withdrawn.json()["write_off"], withdrawn.json()["outstanding"]) == (None, "900.00")
    assert "approve_write_off" not in waiting(debts, debt["id"])
    problem(debts.act(debt, "write-off/approval"), "wrong-state", 409)
    [kept] = debts.all()["write_offs"]
    assert (kept["asked"]["amount"], kept["given_up_on"]) == ("100.00", None)
    assert kept["taken_back"]["because"] == "Entered twice"


def test_with_a_demand_goes_what_was_proposed_to_be_given_up_of_it(debts):
    debt = debts.demanded(demand("900.00"))
    debts.give_up(debt, "100.00")
    taken = debts.act(debt, "correction", WHY).json()
    assert (taken["write_off"], waiting(debts, debt["id"])) == (None, [])
    [kept] = debts.all()["write_offs"]
    assert kept["taken_back"] == taken["taken_back"]


class Banked:
    """Two payments of one case in a run, to the bank's answer."""

    def __init__(self, platform, desk, case, *, rejected=()):
        desk.know_payee()
        self.desk, self.platform, self.case = desk, platform, case
        self.invoices = [desk.approved(case, amount) for amount in ("100.00", "50.00")]
        self.run = desk.sealed(*self.invoices)
        self.lines = sorted(self.run["lines"], key=lambda line: line["amount"])
        desk.answered(self.run, *(self.lines[n]["reference"] for n in rejected))
        until(lambda: all(outcome(desk, self.run)) and "L40" not in self.ledger())

    def ledger(self):
        return ledger(self.platform, self.case)

    def payments(self):
        """What became of each: that of 100.00 first, since texts are sorted."""
        items = self.desk.prepares.get(f"/v1/runs/{self.run['id']}/payments").json()["items"]
        return sorted(items, key=lambda each: each["amount"])

    def corrected(self, line, said, **changes):
        body = {"reference": line["reference"], "outcome": said} | WHY | changes
        return self.desk.release(self.run, "confirmation/correction", body)

    def came_not_back(self, line, **changes):
        body = {"district": GLOUCESTER, "reference": line["reference"]} | WHY | changes
        return self.desk.prepares.post("/v1/returns/correction", json=body)

    def told(self):
        kind, event = self.platform.told("payments", self.case)[-1]
        return kind, event["paid_to_date"]


@pytest.fixture
def banked(platform, desk, approve):
    def made(**answer):
        return Banked(platform, desk, str(approve(pays="0.00")), **answer)

    return made


def test_a_payment_that_did_not_come_back_stands_again(banked):
    bank = banked()
    paid, [line, _] = bank.ledger(), bank.lines
    problem(bank.came_not_back(line), "wrong-state", 409)
    assert bank.desk.came_back(line).status_code == 201
    [payment, _] = bank.payments()
    assert waiting(bank.desk, payment["id"]) == ["make_good"]
    corrected = bank.came_not_back(line)
    assert corrected.status_code == 200, corrected.text
    shown = corrected.json()
    assert (shown["outcome"], shown["returned_on"], shown["return_reason"]) == ("paid", None, None)
    [noted] = shown["taken_back"]
    assert (noted["outcome"], noted["returned_on"], noted["because"]) == (
        "returned",
        ON,
        "Entered twice",
    )
    assert bank.ledger() == paid
    assert bank.told() == ("payments.payment-made", "150.00")
    assert waiting(bank.desk, payment["id"]) == []
    problem(bank.came_not_back(line), "wrong-state", 409)


def test_what_came_back_in_truth_is_booked_anew_and_made_good(banked):
    bank = banked()
    [line, _] = bank.lines
    bank.desk.came_back(line)
    bank.came_not_back(line)
    assert bank.desk.came_back(line, reason="requested").status_code == 201
    assert bank.desk.made_good(bank.run, line).status_code == 200
    assert "made good" in problem(bank.came_not_back(line), "wrong-state", 409)["detail"]


def test_a_banks_answer_that_was_noted_of_the_wrong_payment_is_corrected(banked):
    """The bank rejected the first line, and not the second; nothing is lost of what was noted."""
    bank = banked(rejected=[1])
    [first, second] = bank.lines
    noted = bank.ledger()
    assert [p["outcome"] for p in bank.payments()] == ["paid", "rejected"]
    assert bank.corrected(second, "paid").status_code == 200
    assert bank.told() == ("payments.payment-made", "150.00")
    assert bank.corrected(first, "rejected").status_code == 200
    assert bank.told() == ("payments.payment-returned", "50.00")
    [right, other] = bank.payments()
    assert (right["outcome"], other["outcome"]) == ("rejected", "paid")
    assert [each["outcome"] for each in other["taken_back"]] == ["rejected"]
    assert waiting(bank.desk, right["id"]) == ["make_good"]
    assert waiting(bank.desk, other["id"]) == []
    assert {code: bank.ledger()[code] for code in ("A10", "L50")} == {
        "A10": -50_00,
        "L50": -100_00,
    }
    bank.corrected(first, "paid")
    bank.corrected(second, "rejected")
    assert bank.ledger() == noted
    assert bank.told() == ("payments.payment-returned", "100.00")


def test_an_answer_is_corrected_to_another_that_the_bank_can_have_given(banked):
    bank = banked(rejected=[1])
    [first, second] = bank.lines
    problem(bank.corrected(first, "paid"), "wrong-state", 409)
    problem(bank.corrected(first, "returned"), "invalid-input", 422, "/outcome")
    problem(bank.corrected(second, "recalled"), "invalid-input", 422, "/outcome")
    other = {"reference": "DFG 999999 00001"}
    problem(bank.corrected(first, "rejected", **other), "wrong-state", 409)
    bank.desk.came_back(first)
    problem(bank.corrected(first, "rejected"), "wrong-state", 409)


def test_what_is_made_good_has_its_answer_for_good(banked):
    bank = banked()
    [line, _] = bank.lines
    bank.desk.came_back(line, reason="requested")
    bank.desk.made_good(bank.run, line)
    problem(bank.corrected(line, "rejected"), "invalid-input", 422, "/reference")


def test_a_refund_that_was_told_comes_back_by_the_bank_alone(platform, desk, approve):
    """And where it did not come back after all it is paid as it was."""
    case = str(approve(total="10000.00", pays="900.00", contractors=None))
    received = {"amount": "900.00", "received_on": "2026-03-05"}
    desk.prepares.post(f"/v1/accounts/{case}/contributions", json=received)
    withdraw(platform, case)
    desk.know_payee("Mrs J Hale")
    asked = {"payee": "Mrs J Hale", "amount": "900.00"}
    refund = desk.prepares.post(f"/v1/accounts/{case}/refunds", json=asked).json()
    desk.approves.post(f"/v1/accounts/{case}/refunds/{refund['id']}/approval")
    run = ran(desk, refund)
    paid, [line] = ledger(platform, case), run["lines"]
    body = {"reference": line["reference"], "outcome": "rejected"} | WHY
    problem(desk.release(run, "confirmation/correction", body), "wrong-state", 409)
    desk.came_back(line)
    right = {"district": GLOUCESTER, "reference": line["reference"]} | WHY
    assert desk.prepares.post("/v1/returns/correction", json=right).json()["outcome"] == "paid"
    assert ledger(platform, case) == paid
    items = desk.prepares.get(f"/v1/accounts/{case}/invoices").json()["items"]
    assert next(each["paid_on"] for each in items if each["id"] == refund["id"]) == ON


@pytest.fixture
def staged(approve, officer):
    """A grant of 10,000 whose stages are fixed."""
    case = str(approve(total="10000.00", pays="0.00"))
    assert officer.post(f"/v1/accounts/{case}/stage-plan", json=PLAN).status_code == 201
    return case


def other_stages(officer, case, plan):
    place = f"/v1/accounts/{case}/stage-plan/correction"
    return officer.post(place, json={"plan": plan} | WHY)


def test_stages_that_were_fixed_wrongly_are_fixed_anew(platform, officer, staged):
    right = {"stages": [{"name": "Walls", "amount": "6000.00"}], "retention_percent": 0}
    assert other_stages(officer, staged, right).json()["reason"] == "Entered twice"
    shown = officer.get(f"/v1/accounts/{staged}/works").json()
    assert shown["plan"]["plan"] == right
    assert [each["plan"]["stages"][0]["name"] for each in shown["plans"]] == ["Walls", "Floor"]
    floor = receive(platform, staged, "100.00", plan_stage="Floor").json()
    problem(decide(platform, floor), "payment-refused", 409)
    assert pay(platform, staged, "6000.00", plan_stage="Walls").is_success


def test_stages_that_were_of_another_case_are_none_here(officer, staged):
    assert other_stages(officer, staged, None).json()["plan"] is None
    shown = officer.get(f"/v1/accounts/{staged}/works").json()
    assert (shown["plan"], len(shown["plans"])) == (None, 2)
    problem(other_stages(officer, staged, None), "wrong-state", 409)
    assert officer.post(f"/v1/accounts/{staged}/stage-plan", json=PLAN).status_code == 201


def test_stages_stand_once_an_invoice_is_approved_by_them(platform, officer, staged):
    floor = receive(platform, staged, "5000.00", plan_stage="Floor").json()
    most = {"stages": [{"name": "All", "amount": "9000.01"}]}
    problem(other_stages(officer, staged, most), "invalid-input", 422, "/plan/stages")
    assert decide(platform, floor).is_success
    problem(other_stages(officer, staged, PLAN), "wrong-state", 409)


def agreed(officer, case, **changes):
    return officer.post(f"/v1/accounts/{case}/contractors", json=JOINER | changes)


def mistaken(officer, contractor):
    place = f"/v1/accounts/{contractor['case_id']}/contractors/{contractor['id']}/correction"
    return officer.post(place, json=WHY)


def test_a_contractor_who_was_agreed_to_by_mistake_is_not_paid(platform, officer, approve):
    """And can be agreed to anew, on another estimate."""
    case = approve(pays="0.00")
    contractor = agreed(officer, case).json()
    assert mistaken(officer, contractor).json()["taken_back"]["because"] == "Entered twice"
    invoice = receive(platform, case, "800.00", contractor=JOINER["name"]).json()
    assert "agreed" in problem(decide(platform, invoice), "payment-refused", 409)["detail"]
    problem(mistaken(officer, contractor), "not-found", 404)
    assert agreed(officer, case, estimate="900.00").json()["id"] == contractor["id"]
    problem(agreed(officer, case), "wrong-state", 409)
    items = officer.get(f"/v1/accounts/{case}/contractors").json()["items"]
    theirs = [each for each in items if each["name"] == JOINER["name"]]
    assert [(each["estimate"], each["taken_back"] is None) for each in theirs] == [
        ("800.00", False),
        ("900.00", True),
    ]


def test_an_agreement_stands_while_an_invoice_of_theirs_does(platform, officer, approve):
    case = approve(pays="0.00")
    contractor = agreed(officer, case).json()
    invoice = receive(platform, case, "800.00", contractor=JOINER["name"]).json()
    problem(mistaken(officer, contractor), "wrong-state", 409)
    turned_down = {"reason": "Not theirs"}
    place = f"/v1/accounts/{case}/invoices/{invoice['id']}/rejection"
    approver = platform.client("payments", "payments_approver")
    assert approver.post(place, json=turned_down).is_success
    assert mistaken(officer, contractor).status_code == 200


def test_whom_the_approval_names_no_officer_here_takes_back(officer, approve):
    case = approve(pays="0.00")
    [named] = officer.get(f"/v1/accounts/{case}/contractors").json()["items"]
    problem(mistaken(officer, named), "wrong-state", 409)
