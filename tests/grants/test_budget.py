"""A district's money of a year: allocated, awarded, spent, committed, foreseen; never a bar (B118)."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from shared.calendar import financial_year
from shared.contracts.payments import (
    AccrualsStated,
    ContributionRefunded,
    GrantRecovered,
    PaymentReturned,
    RecoveryCorrected,
    SpendingConfirmed,
    SpendingCorrected,
)
from tests.grants.cases import ask, works
from tests.grants.test_changes import contributed, paid
from tests.grants.test_notices import decided
from tests.grants.test_service import DAY, GrantCase
from tests.grants.test_variations import FIRST, FLOOR, TODAY, consent, variation
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER, STROUD

YEAR = 2025
"""In which the tests' tenth of March 2026 lies."""


def allocate(platform, district, amount="100000.00", **changes):
    manager = platform.client("grants", "service_manager")
    body = {"district": district, "year": YEAR, "amount": amount} | changes
    return manager.post("/v1/allocations", json=body)


def budget(platform, district, year=YEAR):
    platform.rest()
    officer = platform.client("grants", "grant_officer")
    found = officer.get("/v1/budgets", params={"year": year, "district": district}).json()
    return found["items"][0] if found["items"] else None


def rise(before, after, *names):
    return [str(Decimal(after[n]) - Decimal(before[n])) for n in names]


@pytest.mark.parametrize("district", [GLOUCESTER, STROUD])
def test_from_the_offer_to_the_last_payment(platform, district):
    assert allocate(platform, district).status_code == 201
    start = budget(platform, district)
    case = GrantCase(platform, district)
    case.offered(authority=district)
    offered = budget(platform, district)
    assert rise(start, offered, "offered", "forecast", "left") == [
        "10000.00",
        "10000.00",
        "-10000.00",
    ]
    case = decided(platform, district, works=[works("8000.00")])
    approved = budget(platform, district)
    sums = ("approvals", "mandatory", "spent", "committed", "forecast")
    assert rise(offered, approved, *sums) == ["1", "8000.00", "0.00", "8000.00", "8000.00"]
    paid(case, "5000.00")
    part = budget(platform, district)
    assert rise(approved, part, *sums) == ["0", "0.00", "5000.00", "-5000.00", "0.00"]
    case.settled()
    settled = budget(platform, district)
    assert rise(part, settled, *sums) == ["0", "0.00", "0.00", "-3000.00", "-3000.00"]


def test_what_came_back_from_the_bank_is_committed_again(platform):
    allocate(platform, STROUD)
    case = decided(platform, STROUD, works=[works("8000.00")])
    start = budget(platform, STROUD)
    paid(case, "5000.00")
    sent_back = {"payment_id": uuid.uuid4(), "returned_on": DAY, "amount": "5000.00"}
    case.hears(PaymentReturned(**about(case), **sent_back, paid_to_date="0.00"))
    assert rise(start, budget(platform, STROUD), "spent", "committed") == ["0.00", "0.00"]


def test_what_is_given_back_to_the_applicant_is_not_their_share(platform):
    """The works cost less: of 5,000.00 paid 4,900.00 came from the grant."""
    case = decided(platform, STROUD, works=[works("8000.00")])
    start = budget(platform, STROUD)
    contributed(case, "300.00")
    refund = {"refund_id": uuid.uuid4(), "refunded_on": DAY, "amount": "200.00"}
    case.hears(ContributionRefunded(**about(case), **refund))
    paid(case, "5000.00")
    assert rise(start, budget(platform, STROUD), "spent") == ["4900.00"]


def test_money_that_comes_back_can_be_spent_again_in_the_year_in_which_it_comes(platform):
    """A charge on a grant of years ago is repaid; the district's grant budget has it."""
    allocate(platform, STROUD)
    case = decided(platform, STROUD, works=[works("8000.00")])
    start = [budget(platform, STROUD, year) for year in (YEAR, YEAR + 1)]
    for day, amount in ((dt.date(2026, 3, 31), "600.00"), (dt.date(2026, 4, 1), "25.50")):
        case.hears(
            GrantRecovered(
                **about(case),
                recovery_id=uuid.uuid4(),
                ground="land_charge",
                received_on=day,
                amount=amount,
                outstanding="0.00",
            )
        )
    found = [budget(platform, STROUD, year) for year in (YEAR, YEAR + 1)]
    assert rise(start[0], found[0], "recovered", "left", "spent") == ["600.00", "600.00", "0.00"]
    before = start[1]["recovered"] if start[1] else "0.00"
    assert Decimal(found[1]["recovered"]) - Decimal(before) == Decimal("25.50")
    wrong = {"received_on": dt.date(2026, 3, 31), "corrected_on": dt.date(2026, 4, 2)}
    sums = {"amount": "600.00", "outstanding": "600.00"}
    case.hears(RecoveryCorrected(**about(case), recovery_id=uuid.uuid4(), **wrong, **sums))
    put_right = budget(platform, STROUD)
    assert rise(start[0], put_right, "recovered", "left") == ["0.00", "0.00"]


def about(case):
    return {"case_id": case.id, "district": case.district}


def test_a_variation_counts_with_what_it_comes_to(platform):
    allocate(platform, STROUD)
    start = budget(platform, STROUD)
    case = decided(platform, STROUD, works=[FIRST])
    case.does("variation", variation(FIRST, FLOOR))
    case.does("variation/consent", consent())
    case.does("variation/decision", TODAY)
    assert rise(start, budget(platform, STROUD), "mandatory", "committed") == ["11150.00"] * 2


def test_a_mandatory_grant_is_approved_without_money_and_the_budget_says_so(platform):
    """B118."""
    allocate(platform, STROUD, "1.00")
    decided(platform, STROUD)
    found = budget(platform, STROUD)
    assert found["allocated"] == "1.00"
    assert found["left"].startswith("-")


def test_discretionary_help_may_have_money_of_its_own(platform):
    allocate(platform, GLOUCESTER, "500000.00", discretionary="20000.00")
    start = budget(platform, GLOUCESTER)
    decided(platform, works=[works("35000.00")], assistance=[ask("top_up")])
    found = budget(platform, GLOUCESTER)
    assert rise(start, found, "mandatory", "discretionary") == ["30000.00", "5000.00"]
    assert rise(start, found, "discretionary_left") == ["-5000.00"]
    answer = allocate(platform, GLOUCESTER, "1.00", discretionary="1.01")
    problem(answer, "invalid-input", 422, "/discretionary")


def test_another_year_and_what_was_refused_count_nothing(platform):
    start = [budget(platform, GLOUCESTER, year) for year in (YEAR, YEAR + 1)]
    decided(platform, works_state="completed")
    assert [budget(platform, GLOUCESTER, year) for year in (YEAR, YEAR + 1)] == start
    decided(platform)
    assert budget(platform, GLOUCESTER, YEAR) != start[0]
    assert budget(platform, GLOUCESTER, YEAR + 1) == start[1]


def test_the_latest_statement_counts_and_a_manager_makes_it(platform):
    allocate(platform, STROUD, "5.00")
    allocate(platform, STROUD, "7.00")
    assert budget(platform, STROUD)["allocated"] == "7.00"
    officer = platform.client("grants", "grant_officer")
    body = {"district": STROUD, "year": YEAR, "amount": "1.00"}
    problem(officer.post("/v1/allocations", json=body), "scope-missing", 403)
    asked = {"district": STROUD, "year": YEAR, "limit": 2}
    stated = officer.get("/v1/allocations", params=asked).json()["items"]
    assert [each["amount"] for each in stated] == ["7.00", "5.00"]
    asked = asked | {"year": YEAR + 1}
    assert officer.get("/v1/allocations", params=asked).json()["items"] == []


@pytest.mark.parametrize("day, year", [((2026, 3, 31), 2025), ((2026, 4, 1), 2026)])
def test_the_financial_year_begins_on_the_first_of_april(day, year):
    assert financial_year(dt.date(*day)) == year


def test_what_was_spent_beside_grants_leaves_less_for_them(platform):
    """Of the allocation only government funding (guidance 2.8); own money is beside it."""
    allocate(platform, STROUD)
    start = budget(platform, STROUD)
    for fund, on, amount in (
        ("government", "2026-03-31", "300.00"),
        ("government", "2026-04-01", "9.00"),
        ("own", "2026-03-01", "50.00"),
    ):
        told = SpendingConfirmed(
            district=STROUD,
            spending_id=uuid.uuid4(),
            purpose="minor_works",
            nature="capital",
            fund=fund,
            amount=amount,
            on=on,
        )
        platform.tell("grants", told)
    assert rise(start, budget(platform, STROUD), "beside", "left") == ["300.00", "-300.00"]


def test_what_was_told_by_mistake_leaves_what_there_was(platform):
    start = budget(platform, STROUD)
    spent = uuid.uuid4()
    facts = {"district": STROUD, "spending_id": spent, "amount": "300.00"}
    of_what = {"purpose": "project", "nature": "capital", "fund": "government", "on": "2026-03-01"}
    platform.tell("grants", SpendingConfirmed(**facts, **of_what))
    assert rise(start, budget(platform, STROUD), "beside") == ["300.00"]
    platform.tell("grants", SpendingCorrected(**facts, corrected_on="2026-03-09"))
    assert rise(start, budget(platform, STROUD), "beside") == ["0.00"]


def test_what_was_accrued_is_that_of_the_last_day_stated(platform):
    for on, invoiced in (("2026-03-31", "70.00"), ("2026-02-28", "1.00"), ("2026-03-31", "80.00")):
        told = AccrualsStated(district=STROUD, on=on, invoiced=invoiced, not_invoiced="20.00")
        platform.tell("grants", told)
    assert budget(platform, STROUD)["accrued"] == "100.00"
