"""Money that comes back to the council, and what goes back to the applicant."""

import datetime as dt

import pytest

from services.payments.domain.recoveries import Demand, overdue_of
from tests.payments.accounts import certify, contribute, pay
from tests.payments.debts import Debts, demand
from tests.payments.test_ledger_service import ledger
from tests.payments.test_releases import COTSWOLD, account, desk, nets  # noqa: F401
from tests.payments.test_service import withdraw
from tests.platform.answers import problem
from tests.platform.running import until


@pytest.fixture
def paid_grant(platform, approve):
    """A grant of 10,000 that was paid, and its account settled."""
    case_id = approve(total="10000.00", pays="0.00")
    certify(platform, case_id)
    pay(platform, case_id, "10000.00", "final")
    return case_id


def test_a_repayment_after_a_sale_of_which_part_is_given_up(platform, paid_grant):
    """10,000 could be demanded, 6,000 is; 5,500 comes in and 500 is written off."""
    debts = Debts(platform, paid_grant)
    asked = debts.ask(demand("6000.00")).json()
    assert (asked["demanded_on"], asked["outstanding"]) == (None, "0.00")
    problem(debts.repay(asked, "1.00"), "invalid-input", 422, "/amount")
    both = platform.client("payments", "finance", scope="payments:approve")
    problem(both.post(f"{debts.place}/{asked['id']}/approval"), "same-person", 409)
    debt = debts.act(asked, "approval").json()
    assert (debt["outstanding"], debt["clause"]) == ("6000.00", "guidance B123, B124")
    problem(debts.act(asked, "approval"), "wrong-state", 409)
    assert debts.repay(debt, "5500.00").json()["outstanding"] == "500.00"
    problem(debts.repay(debt, "500.01"), "invalid-input", 422, "/amount")
    kind, told = platform.told("payments", paid_grant)[-1]
    assert (kind, told["amount"], told["ground"]) == (
        "payments.grant-recovered",
        "5500.00",
        "land_charge",
    )
    problem(debts.give_up(debt, "500.01"), "invalid-input", 422, "/amount")
    assert debts.give_up(debt, "500.00").json()["outstanding"] == "500.00"
    problem(both.post(f"{debts.place}/{debt['id']}/write-off/approval"), "same-person", 409)
    below = platform.client("payments", "payments_approver", dfg_limit="499.99")
    problem(below.post(f"{debts.place}/{debt['id']}/write-off/approval"), "over-limit", 403)
    assert debts.act(debt, "write-off/approval").json()["outstanding"] == "0.00"
    problem(debts.act(debt, "write-off/approval"), "wrong-state", 409)
    assert ledger(platform, paid_grant) == {
        ("A10", ""): -4_500_00,
        ("E10", "mandatory"): 10_000_00,
        ("E30", debt["id"]): 500_00,
        ("I10", ""): -6_000_00,
        ("M10", "mandatory"): -10_000_00,
        ("M30", "mandatory"): 10_000_00,
    }


def test_no_more_is_demanded_than_was_paid_of_the_grant(platform, paid_grant):
    debts = Debts(platform, paid_grant)
    problem(debts.ask(demand("10000.01")), "recovery-refused", 409)
    debts.demanded(demand("9999.99", "breach"))
    problem(debts.ask(demand("0.02", "overpayment")), "recovery-refused", 409)
    assert debts.ask(demand("0.01", "overpayment")).status_code == 201


def test_instalments_make_up_the_demand_in_the_order_of_their_days(platform, paid_grant):
    debts = Debts(platform, paid_grant)
    for instalments in (
        [{"due_on": "2026-06-01", "amount": "99.99"}],
        [{"due_on": "2026-07-01", "amount": "50.00"}, {"due_on": "2026-06-01", "amount": "50.00"}],
        [{"due_on": "2026-03-09", "amount": "100.00"}],
    ):
        asked = debts.ask(demand("100.00", instalments=instalments))
        problem(asked, "invalid-input", 422, "/instalments")


def test_what_is_overdue_are_the_instalments_whose_day_is_over():
    due = [{"due_on": f"2026-0{month}-01", "amount": "10.00"} for month in (4, 5, 6)]
    asked = Demand.model_validate(demand("30.00", instalments=due))
    days = [dt.date(2026, 5, 1), dt.date(2026, 5, 2), dt.date(2026, 6, 2)]
    assert [str(overdue_of(asked, 5, day)) for day in days] == ["5.00", "15.00", "25.00"]
    assert overdue_of(asked, 30, days[-1]) == 0


def test_what_the_applicant_paid_in_and_was_not_spent_goes_back_by_a_run(
    platform,
    desk,  # noqa: F811
    approve,
):
    payee = "Mrs J Hale"
    case_id = approve(district=COTSWOLD, total="10000.00", pays="2000.00")
    desk.confirmed_details(payee, "30000001")
    contribute(desk.prepares, case_id, "2000.00")
    place = f"/v1/accounts/{case_id}/refunds"
    early = desk.prepares.post(place, json={"payee": payee, "amount": "0.01"})
    problem(early, "payment-refused", 409)
    withdraw(platform, case_id, district=COTSWOLD)
    above = desk.prepares.post(place, json={"payee": payee, "amount": "2000.01"})
    problem(above, "payment-refused", 409)
    asked = desk.prepares.post(place, json={"payee": payee, "amount": "2000.00"}).json()
    both = platform.client("payments", "finance", scope="payments:approve")
    problem(both.post(f"{place}/{asked['id']}/approval"), "same-person", 409)
    refund = desk.approves.post(f"{place}/{asked['id']}/approval").json()
    assert refund["state"] == "approved"
    again = desk.prepares.post(place, json={"payee": payee, "amount": "0.01"})
    problem(again, "payment-refused", 409)
    run = desk.sealed(refund)
    assert [(line["name"], line["amount"]) for line in run["lines"]] == [(payee, "2000.00")]
    desk.answered(run)
    until(lambda: nets(platform, case_id, "A10") == {"A10": 0})
    shown = account(desk, case_id)
    assert (shown["paid"], shown["contribution_due_back"]) == ("0.00", "0.00")
    told = [kind for kind, _ in platform.told("payments", case_id)]
    assert told.count("payments.contribution-refunded") == 1
    assert "payments.payment-made" not in told
    [line] = run["lines"]
    assert desk.came_back(line).json()["outcome"] == "returned"
    assert nets(platform, case_id, "A10", "L50") == {"A10": 2000_00, "L50": -2000_00}
