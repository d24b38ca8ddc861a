"""What grants decides after an approval: variations, other contractors, disputes, demands."""

import datetime as dt

import pytest

from shared.contracts.grants import (
    Award,
    ContractorAgreed,
    PaymentFreed,
    PaymentHeld,
    RepaymentDecided,
    Varied,
)
from tests.payments.accounts import (
    BUILDER,
    accept,
    certify,
    contractor,
    contribute,
    decide,
    pay,
    receive,
    release,
)
from tests.payments.debts import Debts
from tests.payments.releases import Desk
from tests.payments.test_ledger_service import ledger
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER

ON = dt.date(2026, 3, 8)


@pytest.fixture
def vary(tell):
    """The scheme is varied: what is approved from now on, by kind of award."""

    def varied(case_id, pays="0.00", builders=None, **awards):
        total = sum(map(float, awards.values()))
        tell(
            Varied,
            case_id,
            varied_on=ON,
            cause="unforeseen_works",
            estimated_expense="27500.00",
            awards=[Award(kind=k, amount=a, clause="section 23") for k, a in awards.items()],
            mandatory_grant=awards.get("mandatory", "0.00"),
            total_award=f"{total:.2f}",
            applicant_pays=pays,
            land_charges=(),
            conditions=(),
            contractors=builders,
            policy_version=f"{GLOUCESTER}/2026-02-01",
        )

    return varied


def refused(answer):
    return problem(answer, "payment-refused", 409)["detail"]


def test_a_variation_adds_to_what_can_be_paid(platform, finance, approve, vary):
    case_id = approve(total="10000.00", pays="0.00")
    pay(platform, case_id, "9000.00")
    extra = receive(platform, case_id, "1200.00").json()
    assert "1000.00 that is left" in refused(decide(platform, extra))
    more = (contractor(case_id, BUILDER, "30000.00"),)
    vary(case_id, mandatory="10000.00", top_up="2000.00", builders=more)
    account = finance.get(f"/v1/accounts/{case_id}").json()
    assert (account["award"], account["interim_limit"]) == ("12000.00", "10800.00")
    assert ledger(platform, case_id)["M20", "top_up"] == 2000_00
    certify(platform, case_id)
    assert decide(platform, extra).json()["from_award"] == "1200.00"


def test_an_extension_paid_in_stages_is_varied_and_disputed_on_the_way(
    platform, approve, vary, tell
):
    officer = platform.client("payments", "grant_officer")
    case_id = approve(total="10000.00", pays="0.00")
    plan = {
        "stages": [{"name": "Floor", "amount": "5000.00"}, {"name": "Roof", "amount": "4000.00"}]
    }
    officer.post(f"/v1/accounts/{case_id}/stage-plan", json=plan)
    worth = {"valued_on": "2026-03-08", "value": "20000.00"}
    officer.post(f"/v1/accounts/{case_id}/valuations", json=worth)
    assert pay(platform, case_id, "5000.00", plan_stage="Floor").json()["paid"] == "5000.00"
    more = (contractor(case_id, BUILDER, "30000.00"),)
    vary(case_id, mandatory="10000.00", top_up="2000.00", builders=more)
    tell(PaymentHeld, case_id, held_on=ON, clause="guidance B135")
    roof = receive(platform, case_id, "4000.00", plan_stage="Roof").json()
    assert "dispute" in refused(decide(platform, roof))
    tell(PaymentFreed, case_id, freed_on=ON, payee="contractor")
    decide(platform, roof)
    release(platform, roof)
    certify(platform, case_id)
    accept(platform, case_id)
    final = pay(platform, case_id, "3000.00", "final").json()
    assert (final["paid"], final["settled_on"]) == ("12000.00", "2026-03-10")


def test_a_variation_takes_back_what_is_not_drawn_and_nothing_else(
    platform, finance, approve, vary
):
    case_id = approve(total="10000.00", pays="0.00")
    pay(platform, case_id, "4000.00")
    vary(case_id, mandatory="3000.00")
    vary(case_id, mandatory="3000.00")
    account = finance.get(f"/v1/accounts/{case_id}").json()
    assert (account["award"], account["left"]) == ("4000.00", "0.00")
    assert ledger(platform, case_id) == {
        ("A10", ""): -4000_00,
        ("E10", "mandatory"): 4000_00,
        ("M10", "mandatory"): -4000_00,
        ("M30", "mandatory"): 4000_00,
    }


def test_a_share_that_has_become_less_goes_back(platform, finance, approve, vary):
    case_id = approve(total="10000.00", pays="2000.00")
    contribute(finance, case_id, "2000.00")
    vary(case_id, mandatory="10000.00", pays="1500.00")
    place = f"/v1/accounts/{case_id}/refunds"
    refused(finance.post(place, json={"payee": "Mrs J Hale", "amount": "500.01"}))
    assert finance.post(place, json={"payee": "Mrs J Hale", "amount": "500.00"}).status_code == 201


def test_a_contractor_is_replaced_midway(platform, approve, tell):
    case_id = approve(pays="0.00")
    pay(platform, case_id, "1000.00")
    second = receive(platform, case_id, "500.00", contractor="Second Builders").json()
    assert "section 38" in refused(decide(platform, second))
    agreed = contractor(case_id, "Second Builders", "5000.00")
    tell(ContractorAgreed, case_id, agreed_on=ON, contractor=agreed)
    assert decide(platform, second).json()["state"] == "approved"


def test_a_dispute_that_grants_tells_of_withholds_payment_until_it_is_settled(
    platform, finance, approve, tell
):
    case_id = approve(pays="0.00")
    invoice = receive(platform, case_id, "1000.00").json()
    tell(PaymentHeld, case_id, held_on=ON, clause="guidance B134")
    assert "dispute" in refused(decide(platform, invoice))
    tell(PaymentFreed, case_id, freed_on=ON, payee="applicant")
    assert "dispute" in refused(decide(platform, invoice))
    tell(PaymentFreed, case_id, freed_on=ON, payee="contractor")
    assert decide(platform, invoice).json()["state"] == "approved"
    [hold] = finance.get(f"/v1/accounts/{case_id}/works").json()["holds"]
    assert (hold["held_for"], hold["lifted_on"]) == ("authority", "2026-03-08")


def test_the_applicant_is_paid_only_where_that_was_decided(platform, approve, tell):
    """Section 39(2), guidance B135: the contractor's invoice stays in dispute, and is theirs no more."""
    desk, case_id = Desk(platform), approve(pays="0.00")
    desk.know_payee("Mrs J Hale")
    invoice = desk.receive(case_id, "1000.00").json()
    place = f"/v1/accounts/{case_id}/invoices/{invoice['id']}/applicant-paid"
    instead = {"payee": "Mrs J Hale", "reason": "The door sticks still"}
    assert "section 39(2)" in refused(desk.approves.post(place, json=instead))
    tell(PaymentHeld, case_id, held_on=ON, clause="guidance B135")
    assert "section 39(2)" in refused(desk.approves.post(place, json=instead))
    tell(PaymentFreed, case_id, freed_on=ON, payee="applicant")
    assert desk.approves.post(place, json=instead).json()["pay_to"] == "Mrs J Hale"
    assert desk.decide(invoice).json()["state"] == "approved"
    [line] = desk.sealed(invoice)["lines"]
    assert (line["name"], line["amount"]) == ("Mrs J Hale", "1000.00")


def test_who_received_an_invoice_does_not_say_who_is_paid(platform, approve, tell):
    case_id = approve(pays="0.00")
    both = platform.client("payments", "finance", sub="both")
    invoice = Desk(platform).receive(case_id, "1000.00", by=both).json()
    tell(PaymentFreed, case_id, freed_on=ON, payee="applicant")
    place = f"/v1/accounts/{case_id}/invoices/{invoice['id']}/applicant-paid"
    approver = platform.client("payments", "payments_approver", sub="both")
    instead = {"payee": "Mrs J Hale", "reason": "The door sticks still"}
    problem(approver.post(place, json=instead), "same-person", 409)


def test_what_grants_decides_to_demand_waits_for_approval_here(platform, approve, tell):
    case_id = approve(total="10000.00", pays="0.00")
    certify(platform, case_id)
    pay(platform, case_id, "8000.00", "final")
    facts = {"decided_on": ON, "about": "disposal", "most": "10000.00", "clause": "guidance B124"}
    tell(RepaymentDecided, case_id, demanded="0.00", **facts)
    tell(RepaymentDecided, case_id, demanded="9000.00", **facts)
    debts = Debts(platform, case_id)
    [asked] = debts.all()["items"]
    assert (asked["demand"]["amount"], asked["demand"]["ground"]) == ("8000.00", "land_charge")
    assert debts.act(asked, "approval").json()["outstanding"] == "8000.00"
    kind, told = platform.told("payments", case_id)[-1]
    assert (kind, told["of_charge"], told["amount"]) == ("payments.grant-demanded", True, "8000.00")
