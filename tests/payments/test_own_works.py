"""Works that the council orders itself for its own tenant: no grant, and under the CIS.

The figures are those of a worked example: £5,000 of which £2,000 is materials, with £1,000 of VAT.
"""

import datetime as dt
from decimal import Decimal

import pytest

from services.payments.domain.cis import (
    Rates,
    Standing,
    Verification,
    check_over,
    deduct,
    rates_on,
    tax_month,
)
from services.payments.domain.invoices import Invoice, PaymentRefused
from services.payments.in_force import cis_rates
from shared.identifiers import parse_tax_reference
from shared.problems import InvalidInput, WrongState
from tests.payments.own_works import (
    DATES,
    LABOUR,
    MATERIALS,
    MONTH,
    UTR,
    VERIFIED,
    accepted,
    after_the_month,
    ledger,
    month,
    ordered,
    ran,
    received,
)
from tests.payments.test_worklist import tasks
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER, STROUD


def test_an_order_of_the_councils_own_is_paid_under_the_scheme(platform, desk, firm):
    """From the order to HMRC: labour bears the deduction, tax is reclaimed, all of it balances."""
    builder = firm()
    order = ordered(desk, builder)
    invoice = accepted(desk, order, builder)
    assert (invoice["deducted"], invoice["cis"]["percent"]) == ("600.00", 20)
    booked = {"E20": 5_000_00, "A30": 1_000_00, "L60": -600_00, "L10": -5_400_00}
    drawn = {"M10": -6_000_00, "M30": 6_000_00}
    assert ledger(platform, order) == booked | drawn
    run = ran(desk, invoice)
    assert [line["amount"] for line in run["lines"]] == ["5400.00"]
    account = desk.prepares.get(f"/v1/accounts/{order}").json()
    assert (account["contracting_party"], account["paid"]) == ("council", "5400.00")

    told, [mine] = month(desk, builder)
    assert (told["since"], told["tell_by"]) == ("2026-03-06", "2026-04-19")
    figures = {"payments": "5000.00", "materials": "2000.00", "deducted": "600.00"}
    assert mine.items() >= (figures | {"tax_reference": UTR, "standing": "net"}).items()
    problem(desk.releases.post("/v1/cis/payments", json=MONTH), "wrong-state", 409)
    after_the_month(platform)
    paid = desk.releases.post("/v1/cis/payments", json=MONTH)
    assert paid.status_code == 201, paid.text
    assert paid.json()["outstanding"] == "0.00"
    settled = {"E20": 5_000_00, "A30": 1_000_00, "A10": -6_000_00}
    assert ledger(platform, order) == settled | drawn


def test_what_hmrc_has_is_not_paid_twice_nor_by_who_decided(platform, desk, firm):
    builder = firm()
    ran(desk, accepted(desk, ordered(desk, builder), builder))
    after_the_month(platform)
    scope = "payments:release payments:approve"
    approver = platform.client("payments", "payments_approver", scope=scope)
    problem(approver.post("/v1/cis/payments", json=MONTH), "same-person", 409)
    assert desk.releases.post("/v1/cis/payments", json=MONTH).status_code == 201
    problem(desk.releases.post("/v1/cis/payments", json=MONTH), "wrong-state", 409)


def test_nor_is_hmrc_paid_by_who_registered_the_invoices(platform, desk, firm):
    builder = firm()
    ran(desk, accepted(desk, ordered(desk, builder), builder))
    after_the_month(platform)
    both = platform.client("payments", "finance", scope="payments:prepare payments:release")
    problem(both.post("/v1/cis/payments", json=MONTH), "same-person", 409)


def test_what_is_owed_to_hmrc_waits_for_the_19th(platform, desk, firm):
    """From the day of the payment until HMRC has it; nothing where nothing was taken off."""

    def waiting(invoice):
        found = tasks(desk, district=GLOUCESTER, task="pay_hmrc")
        return [(t["due_on"], t["amount"]) for t in found if t["id"] == invoice["id"]]

    builder, gross = firm(), firm(standing="gross")
    invoice = accepted(desk, ordered(desk, builder), builder)
    whole = accepted(desk, ordered(desk, gross), gross)
    assert waiting(invoice) == []
    ran(desk, invoice, whole)
    assert waiting(invoice) == [("2026-04-19", "600.00")]
    assert waiting(whole) == []
    after_the_month(platform)
    assert desk.releases.post("/v1/cis/payments", json=MONTH).status_code == 201
    assert waiting(invoice) == []
    _, [mine] = month(desk, gross)
    assert (mine["payments"], mine["deducted"]) == ("5000.00", "0.00")


@pytest.mark.parametrize(
    "other", [{"ending": "2026-03-05"}, {"ending": "2026-05-05"}, {"district": STROUD}]
)
def test_a_return_is_of_one_district_and_one_month(desk, firm, other):
    builder = firm()
    ran(desk, accepted(desk, ordered(desk, builder), builder))
    told = desk.prepares.get("/v1/cis/return", params=MONTH | other).json()
    assert builder not in {each["name"] for each in told["items"]}


def test_nothing_of_it_is_told_to_other_services(platform, desk, firm):
    """A grant's events are of its case; the council's own order is no case of theirs."""
    builder = firm()
    order = ordered(desk, builder)
    officer = platform.client("payments", "grant_officer")
    completed = officer.post(
        f"/v1/work-orders/{order}/completion", json={"completed_on": "2026-03-10"}
    )
    assert completed.status_code == 200
    ran(desk, accepted(desk, order, builder, stage="final"))
    assert desk.prepares.get(f"/v1/accounts/{order}").json()["settled_on"] == "2026-03-10"
    assert platform.told("payments", order) == []


def test_the_subcontractor_is_told_what_was_taken_off(platform, desk, firm):
    """In a letter that is kept, once the month is over (HMRC CIS 340)."""
    builder = firm()
    ran(desk, accepted(desk, ordered(desk, builder), builder))
    body = {
        "payee": builder,
        "employer_reference": "123/AB456",
        "address": [builder, "Unit 4, Quay Road", "Gloucester", "GL1 2EH"],
        "council": {"name": "The Council", "address": ["1 High Street", "Town GL1 1AA"]},
        "contact": {
            "name": "Ali Reed",
            "post": "Finance officer",
            "telephone": "01452 000000",
            "email": "payments@example.org",
        },
    } | MONTH
    problem(desk.prepares.post("/v1/cis/statements", json=body), "wrong-state", 409)
    after_the_month(platform)
    made = desk.prepares.post("/v1/cis/statements", json=body)
    assert made.status_code == 201, made.text
    html = desk.prepares.get(made.headers["location"]).text
    for said in (UTR, "V1234567890", "123/AB456", "5,000", "2,000", "600"):
        assert said in html
    _, [mine] = month(desk, builder)
    assert [each["id"] for each in mine["statements"]] == [made.json()["id"]]
    order = ordered(desk, builder)
    invoice = received(desk, order, builder, on="2026-04-06").json()
    assert desk.decide(invoice).status_code == 200
    beside = f"/v1/accounts/{order}/invoices/{invoice['id']}/payment"
    assert desk.releases.post(beside).status_code == 201
    told = desk.prepares.get("/v1/cis/return", params=MONTH | {"ending": "2026-05-05"}).json()
    [following] = [each for each in told["items"] if each["name"] == builder]
    assert following["statements"] == []
    nobody = body | {"payee": "Nobody At All"}
    problem(desk.prepares.post("/v1/cis/statements", json=nobody), "wrong-state", 409)


def test_whoever_is_not_verified_is_not_accepted(desk, firm):
    """Verified before the first payment (HMRC CIS 340)."""
    builder = firm(cis=None)
    invoice = received(desk, ordered(desk, builder), builder).json()
    assert "verified" in problem(desk.decide(invoice), "payment-refused", 409)["detail"]


@pytest.mark.parametrize(
    "lines, at",
    [
        ((), "/invoice/lines"),
        (
            (LABOUR | {"code": "Z", "vat": "0.00", "basis": "Item 10", "declaration": "X 1"},),
            "/invoice/lines/0/code",
        ),
    ],
)
def test_its_invoices_tell_labour_from_materials_and_are_not_zero_rated(desk, firm, lines, at):
    """The supply is to the council: zero rating is lost (HMRC VRDP11200)."""
    builder = firm()
    order = ordered(desk, builder)
    told = {"contractor": builder, "lines": list(lines)} | DATES
    problem(desk.receive(order, "3000.00", **told), "invalid-input", 422, at)


def test_an_approval_taken_back_owes_nobody_anything(platform, desk, firm):
    builder = firm()
    order = ordered(desk, builder)
    invoice = accepted(desk, order, builder)
    taken = desk.decide(invoice, "cancellation", {"reason": "Entered by mistake"})
    assert taken.status_code == 200, taken.text
    assert ledger(platform, order) == {"M10": -6_000_00, "M20": 6_000_00}
    again = accepted(desk, order, builder)
    assert again["deducted"] == "600.00"


def test_the_price_is_approved_by_somebody_else_and_within_their_limit(platform, desk):
    order = {"district": GLOUCESTER, "contractor": "Any", "amount": "600.00", "about": "Rails"}
    made = desk.prepares.post("/v1/work-orders", json=order).json()
    place = f"/v1/work-orders/{made['id']}/approval"
    both = platform.client("payments", "finance", scope="payments:approve")
    problem(both.post(place), "same-person", 409)
    low = platform.client("payments", "payments_approver", dfg_limit="599.99")
    problem(low.post(place), "over-limit", 403)
    assert desk.approves.post(place).json()["approved_on"] == "2026-03-10"
    problem(desk.approves.post(place), "wrong-state", 409)


def test_no_more_than_the_price_is_accepted(desk, firm):
    builder = firm()
    order = ordered(desk, builder, "5999.99")
    invoice = received(desk, order, builder).json()
    problem(desk.decide(invoice), "payment-refused", 409)


def test_what_is_of_grants_alone_is_refused(platform, desk, firm):
    """Stages and credit notes leave what was taken off as it is, and a demand needs a grant."""
    builder = firm()
    order = ordered(desk, builder)
    invoice = accepted(desk, order, builder)
    officer = platform.client("payments", "grant_officer")
    plan = {"stages": [{"name": "Floor", "amount": "100.00"}]}
    note = {"reference": "CN 1", "amount": "1.00", "dated_on": "2026-03-10", "about": "Rail"}
    demand = {
        "ground": "overpayment", "amount": "1.00", "reason": "Too much",
        "instalments": [{"due_on": "2026-06-01", "amount": "1.00"}],
    }  # fmt: skip
    said = {"satisfied": True, "said_on": "2026-03-10"}
    agreed = {"name": "X", "estimate": "1.00", "reason": "Y", "agreed_on": "2026-03-10"}
    account = f"/v1/accounts/{order}"
    for client, place, body in (
        (officer, f"{account}/stage-plan", plan),
        (officer, f"{account}/acceptance", said),
        (officer, f"{account}/contractors", agreed),
        (desk.prepares, f"{account}/invoices/{invoice['id']}/credit-notes", note),
        (desk.prepares, f"{account}/recoveries", demand),
    ):
        detail = problem(client.post(place, json=body), "wrong-state", 409)["detail"]
        assert "no grant" in detail


def test_a_private_grant_has_neither_deduction_nor_tax_to_reclaim(platform, desk, firm, approve):
    """CIS does not apply though the council pays the builder (CISR14180); no VAT is recovered."""
    builder = firm()
    case = str(approve(pays="0.00", contractors=None))
    lines = [dict(LABOUR), dict(MATERIALS)]
    invoice = desk.approved(case, "6000.00", contractor=builder, lines=lines)
    assert (invoice["deducted"], invoice["cis"]) == ("0.00", None)
    assert not {"A30", "L60", "E20"} & ledger(platform, case).keys()
    ran(desk, invoice)
    assert month(desk, builder)[1] == []


RATES = Rates(
    since=dt.date(2020, 1, 1), percent={"gross": 0, "net": 20, "unmatched": 30}, source="A test"
)


def invoiced(labour, materials="0.00"):
    told = {
        "contractor": "A",
        "reference": "1",
        "invoiced_on": "2026-03-10",
        "inspected_on": "2026-03-10",
    }
    lines = [LABOUR | {"net": labour, "vat": "0.00"}, MATERIALS | {"net": materials, "vat": "0.00"}]
    total = f"{Decimal(labour) + Decimal(materials):.2f}"
    return Invoice.model_validate(told | {"amount": total, "value_of_work": total, "lines": lines})


@pytest.mark.parametrize(
    "standing, labour, taken",
    [
        ("gross", "3000.00", "0.00"),
        ("net", "3000.00", "600.00"),
        ("unmatched", "3000.00", "900.00"),
        ("net", "0.04", "0.00"),
        ("net", "0.05", "0.01"),
    ],
)
def test_the_rate_is_of_labour_alone_down_to_the_penny(standing, labour, taken):
    verified = Verification.model_validate(VERIFIED | {"standing": standing})
    assert deduct(invoiced(labour, "2000.00"), verified, RATES).deducted == Decimal(taken)


def test_rates_are_the_councils_data_by_date_with_their_source():
    later = Rates(since=dt.date(2026, 4, 6), percent=dict.fromkeys(Standing, 1), source="Later")
    assert rates_on((later, RATES), dt.date(2026, 4, 5)) is RATES
    assert rates_on((RATES, later), dt.date(2026, 4, 6)) is later
    with pytest.raises(PaymentRefused, match="2019-12-31"):
        rates_on((RATES, later), dt.date(2019, 12, 31))
    assert all(rates.source for rates in cis_rates())
    with pytest.raises(ValueError, match="each standing"):
        Rates.model_validate(RATES.model_dump() | {"percent": {"net": 20}})


def test_a_tax_month_runs_from_the_6th_to_the_5th():
    assert tax_month(dt.date(2026, 1, 5)) == (dt.date(2025, 12, 6), dt.date(2026, 1, 5))
    with pytest.raises(InvalidInput):
        tax_month(dt.date(2026, 1, 6))


def test_nothing_is_paid_of_a_tax_month_until_the_day_after_its_last():
    check_over(dt.date(2026, 1, 5), dt.date(2026, 1, 6))
    with pytest.raises(WrongState, match="2026-01-05"):
        check_over(dt.date(2026, 1, 5), dt.date(2026, 1, 5))


def test_a_taxpayer_reference_is_known_by_its_check_digit():
    assert parse_tax_reference(" 19558 39661 ") == UTR
    with pytest.raises(ValueError, match="check digit"):
        parse_tax_reference("2955839661")
