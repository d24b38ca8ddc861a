"""Stages fixed before the works, paid on valuation, held in dispute; the last after acceptance."""

import datetime as dt

import pytest

from tests.payments.accounts import (
    BUILDER,
    accept,
    certify,
    decide,
    pay,
    receive,
    release,
)
from tests.payments.test_ledger_service import ledger
from tests.platform.answers import every, problem
from tests.platform.running import until

PLAN = {
    "stages": [{"name": "Floor", "amount": "5000.00"}, {"name": "Roof", "amount": "4000.00"}],
    "retention_percent": 5,
}
JOINER = "B. Joiner"


@pytest.fixture
def extension(approve, officer):
    """A grant of 10,000 without contribution, whose stages are fixed."""

    def made(plan=PLAN, **changes):
        case_id = approve(total="10000.00", pays="0.00", **changes)
        fixed = officer.post(f"/v1/accounts/{case_id}/stage-plan", json=plan)
        assert fixed.status_code == 201, fixed.text
        return case_id

    return made


def value(officer, case_id, worth):
    body = {"valued_on": "2026-03-08", "value": worth}
    return officer.post(f"/v1/accounts/{case_id}/valuations", json=body)


def refused(answer):
    return problem(answer, "payment-refused", 409)["detail"]


def test_an_extension_is_paid_in_stages_with_a_dispute_and_what_was_held_back_at_the_end(
    platform, finance, extension, officer
):
    case_id = extension()
    value(officer, case_id, "4999.99")
    floor = receive(platform, case_id, "5000.00", plan_stage="Floor").json()
    assert "worth less" in refused(decide(platform, floor))
    value(officer, case_id, "5000.00")
    approved = decide(platform, floor).json()
    assert (approved["amount"], approved["retained"]) == ("5000.00", "250.00")
    assert release(platform, floor).json()["paid"] == "4750.00"
    value(officer, case_id, "20000.00")
    roof = receive(platform, case_id, "4000.00", plan_stage="Roof").json()
    asked = {"held_for": "applicant", "reason": "The roof leaks"}
    hold = officer.post(f"/v1/accounts/{case_id}/holds", json=asked).json()
    assert "dispute" in refused(decide(platform, roof))
    lifting = f"/v1/accounts/{case_id}/holds/{hold['id']}/lifting"
    mended = {"judgement": "Mended and tested on 9 March"}
    problem(officer.post(lifting, json=mended), "same-person", 409)
    second = platform.client("payments", "payments_approver")
    assert second.post(lifting, json=mended).json()["lifted_by"]
    decide(platform, roof)
    release(platform, roof)
    certify(platform, case_id)
    final = pay(platform, case_id, "1000.00", "final").json()
    assert (final["paid"], final["settled_on"]) == ("9550.00", None)
    waits = finance.get(f"/v1/accounts/{case_id}/invoices").json()["items"]
    [held_back] = [i for i in waits if i["state"] == "approved" and i["paid_on"] is None]
    assert (held_back["amount"], held_back["from_award"]) == ("450.00", "450.00")
    settled = release(platform, held_back).json()
    assert (settled["paid"], settled["settled_on"]) == ("10000.00", "2026-03-10")
    assert ledger(platform, case_id) == {
        ("A10", ""): -10_000_00,
        ("E10", "mandatory"): 10_000_00,
        ("M10", "mandatory"): -10_000_00,
        ("M30", "mandatory"): 10_000_00,
    }
    paid = finance.get(f"/v1/accounts/{case_id}/payments").json()["items"]
    assert sum(float(p["from_award"]) for p in paid) == 10_000


def test_an_interim_invoice_is_for_a_stage_and_within_it(platform, extension):
    case_id = extension()
    assert "names a stage" in refused(decide(platform, receive(platform, case_id, "1.00").json()))
    other = receive(platform, case_id, "1.00", plan_stage="Walls").json()
    assert "names a stage" in refused(decide(platform, other))
    decide(platform, receive(platform, case_id, "3000.00", plan_stage="Floor").json())
    above = receive(platform, case_id, "2000.01", plan_stage="Floor").json()
    assert "2000.00 that is left" in refused(decide(platform, above))


def test_stages_are_fixed_once_before_the_works_and_stay_within_the_limit(
    platform, extension, approve, officer
):
    case_id = extension()
    place = "/v1/accounts/{}/stage-plan"
    problem(officer.post(place.format(case_id), json=PLAN), "wrong-state", 409)
    begun = approve(total="10000.00", pays="0.00")
    receive(platform, begun, "100.00")
    problem(officer.post(place.format(begun), json=PLAN), "wrong-state", 409)
    fresh = approve(total="10000.00", pays="0.00")
    most = {"stages": [{"name": "All", "amount": "9000.01"}]}
    problem(officer.post(place.format(fresh), json=most), "invalid-input", 422, "/stages")
    twice = {"stages": [{"name": "A", "amount": "1.00"}, {"name": "a", "amount": "1.00"}]}
    problem(officer.post(place.format(fresh), json=twice), "invalid-input", 422, "/stages")


def test_after_completion_no_stages_are_fixed(platform, approve, officer):
    case_id = approve(total="10000.00", pays="0.00")
    certify(platform, case_id)
    late = officer.post(f"/v1/accounts/{case_id}/stage-plan", json=PLAN)
    problem(late, "wrong-state", 409)


def test_no_stage_is_claimed_where_none_was_fixed(platform, approve):
    case_id = approve(total="10000.00", pays="0.00")
    invoice = receive(platform, case_id, "100.00", plan_stage="Floor").json()
    assert "no stages were fixed" in refused(decide(platform, invoice))


def test_nothing_is_valued_or_accepted_on_a_day_to_come(platform, approve, officer):
    case_id = approve(pays="0.00")
    ahead = {"valued_on": "2026-03-11", "value": "1.00"}
    valued = officer.post(f"/v1/accounts/{case_id}/valuations", json=ahead)
    problem(valued, "invalid-input", 422, "/valued_on")
    certify(platform, case_id, accepted=False)
    problem(accept(platform, case_id, said_on="2026-03-11"), "invalid-input", 422, "/said_on")


def test_who_registered_an_invoice_does_not_release_what_was_held_back_of_it(platform, extension):
    """By approving the final one, which somebody else registered."""
    case_id = extension()
    scope = "payments:prepare payments:approve"
    both = platform.client("payments", "payments_approver", scope=scope)
    told = {
        "contractor": BUILDER, "reference": "FLOOR", "amount": "5000.00", "plan_stage": "Floor",
        "invoiced_on": "2026-03-06", "inspected_on": "2026-03-07", "value_of_work": "9000.00",
    }  # fmt: skip
    invoices = f"/v1/accounts/{case_id}/invoices"
    floor = both.post(invoices, json={"invoice": told, "stage": "interim"}).json()
    other = platform.client("payments", "payments_approver", sub="another")
    assert other.post(f"{invoices}/{floor['id']}/approval").status_code == 200
    certify(platform, case_id)
    final = receive(platform, case_id, "1000.00", "final").json()
    problem(both.post(f"{invoices}/{final['id']}/approval"), "same-person", 409)
    assert other.post(f"{invoices}/{final['id']}/approval").status_code == 200


def test_what_was_held_back_of_each_contractor_goes_to_that_contractor(
    platform, finance, extension, approve, officer
):
    case_id = approve(total="10000.00", pays="0.00", contractors=None)
    officer.post(f"/v1/accounts/{case_id}/stage-plan", json=PLAN)
    pay(platform, case_id, "5000.00", plan_stage="Floor")
    pay(platform, case_id, "4000.00", plan_stage="Roof", contractor=JOINER)
    certify(platform, case_id)
    pay(platform, case_id, "1000.00", "final")
    items = finance.get(f"/v1/accounts/{case_id}/invoices").json()["items"]
    due = {i["invoice"]["contractor"]: i["amount"] for i in items if i["paid_on"] is None}
    assert due == {BUILDER: "250.00", JOINER: "200.00"}


def test_the_last_payment_waits_for_acceptance_or_for_the_recorded_judgement(platform, approve):
    """Guidance 6.17, B134 and B135."""
    case_id = approve(pays="0.00")
    problem(accept(platform, case_id), "wrong-state", 409)
    certify(platform, case_id, accepted=False)
    final = receive(platform, case_id, "100.00", "final").json()
    assert "has not said" in refused(decide(platform, final))
    concerns = {"satisfied": False, "concerns": "The tiles are the wrong colour"}
    accept(platform, case_id, **concerns)
    assert "B134" in refused(decide(platform, final))
    accept(platform, case_id, **concerns, judgement="The colour was in the approved drawing")
    assert decide(platform, final).json()["state"] == "approved"


def line(**changes):
    zero = {"code": "Z", "basis": "Item 10", "declaration": "2026-03-01"}
    return {"description": "Shower", "net": "100.00", "vat": "0.00"} | zero | changes


@pytest.mark.parametrize(
    "lines, pointer",
    [
        ([line(net="99.99")], "/invoice/lines"),
        ([line(vat="20.00", net="80.00")], "/invoice/lines/0/vat"),
        ([line(basis=None)], "/invoice/lines/0/basis"),
        ([line(declaration=None)], "/invoice/lines/0/declaration"),
    ],
)
def test_tax_line_by_line_with_its_ground(platform, approve, lines, pointer):
    case_id = approve(pays="0.00")
    problem(receive(platform, case_id, "100.00", lines=lines), "invalid-input", 422, pointer)


def test_the_supplier_s_own_tax_is_taken(platform, approve):
    standard = {"code": "S", "basis": None, "declaration": None}
    lines = [line(net="40.00"), line(net="50.01", vat="9.99", **standard)]
    assert receive(platform, approve(pays="0.00"), "100.00", lines=lines).status_code == 201


def test_an_invoice_that_is_not_paid_in_time_is_told_once(platform, approve, finance):
    """30 days from receipt (Gloucester 5)."""
    late, paid = approve(pays="0.00"), approve(pays="0.00")
    invoice = receive(platform, late, "100.00").json()
    pay(platform, paid, "100.00")
    assert invoice["due_on"] == "2026-04-09"
    platform.now = dt.datetime(2026, 4, 10, 12, tzinfo=dt.UTC)

    def overdue(case_id):
        return [d for kind, d in platform.told("payments", case_id) if kind.endswith("overdue")]

    until(lambda: overdue(late))
    [told] = overdue(late)
    assert (told["invoice_id"], told["due_on"]) == (invoice["id"], "2026-04-09")
    assert told["approved"] is False
    assert not overdue(paid)
    found = every(finance, "/v1/invoices", due_before="2026-04-10", state="received")
    assert invoice["id"] in [each["id"] for each in found]
