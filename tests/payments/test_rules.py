"""What may be paid on an approved grant, and when (section 35, section 37; guidance B129, B130)."""

import datetime as dt
from decimal import Decimal

import pytest

from services.payments.domain.accounts import Account
from services.payments.domain.contributions import check_contribution
from services.payments.domain.invoices import (
    Invoice,
    PaymentRefused,
    check_invoice,
    check_payment,
    from_award,
)
from services.payments.domain.policy import StageLimit
from shared.contracts.codes import PaymentStage
from shared.problems import InvalidInput

TODAY = dt.date(2026, 6, 1)
INTERIM, FINAL = PaymentStage.INTERIM, PaymentStage.FINAL


def account(award="10000.00", contribution="0.00", received=None, paid="0.00", certified=False):
    """An account whose contribution is in, unless told otherwise."""
    return Account(
        award=award,
        contribution=contribution,
        contribution_received=contribution if received is None else received,
        paid=paid,
        works_certified=certified,
        stage_limit=StageLimit(percent=90, clause="guidance B129"),
    )


def invoice(amount="100.00", worth=None, **changes):
    """An acceptable invoice for work of that worth (as much as needed, unless told)."""
    return Invoice.model_validate(
        {
            "contractor": "A. Builder Ltd",
            "reference": "1",
            "amount": amount,
            "invoiced_on": "2026-05-01",
            "inspected_on": "2026-05-02",
            "value_of_work": worth or "99999.00",
        }
        | changes
    )


def refusal(*arguments):
    with pytest.raises(PaymentRefused) as refused:
        check_payment(*arguments)
    return refused.value.detail


@pytest.mark.parametrize(
    "award,contribution,paid,at_most",
    [
        ("10000.00", "0.00", "0.00", "9000.00"),
        ("10000.00", "0.00", "8000.00", "1000.00"),
        ("24170.75", "3329.25", "0.00", "25082.92"),
        ("26670.75", "0.00", "0.00", "24003.67"),
        ("0.01", "500.00", "0.00", "500.00"),
    ],
)
def test_before_completion_ninety_per_cent_of_the_award_and_not_a_penny_more(
    award, contribution, paid, at_most
):
    """Section 35; B129. The applicant's own money is not part of the grant that is limited.

    90 % of 24,170.75 is 21,753.675: the half penny is not paid, since no more than 90 % may be.
    """
    before = account(award, contribution, paid=paid)
    check_payment(before, invoice(at_most), INTERIM)
    penny_above = f"{Decimal(at_most) + Decimal('0.01'):.2f}"
    assert "guidance B129" in refusal(before, invoice(penny_above), INTERIM)


def test_the_limit_is_the_policy_s_own_and_its_clause_is_named():
    half = account().model_copy(update={"stage_limit": StageLimit(percent=50, clause="Local 7")})
    check_payment(half, invoice("5000.00"), INTERIM)
    assert "50 %" in refusal(half, invoice("5000.01"), INTERIM)
    assert "Local 7" in refusal(half, invoice("5000.01"), INTERIM)


def test_the_contribution_comes_first():
    """Guidance 5.31: nothing is paid out until it is in, to the penny."""
    check_payment(account(contribution="3329.25", received="3329.25"), invoice(), INTERIM)
    lacking = account(contribution="3329.25", received="3329.24")
    for stage in PaymentStage:
        assert "5.31" in refusal(lacking, invoice(), stage)


@pytest.mark.parametrize("paid,amount", [("0.00", "12000.00"), ("9000.00", "3000.00")])
def test_in_the_end_award_and_contribution_are_paid_and_not_a_penny_more(paid, amount):
    whole = account("10000.00", "2000.00", paid=paid, certified=True)
    check_payment(whole, invoice(amount), FINAL)
    penny_above = f"{Decimal(amount) + Decimal('0.01'):.2f}"
    assert "that is left" in refusal(whole, invoice(penny_above), FINAL)


def test_the_final_payment_waits_for_the_certificate():
    assert "B129" in refusal(account(), invoice(), FINAL)
    check_payment(account(certified=True), invoice(), FINAL)


@pytest.mark.parametrize("worth,payable", [("3000.00", True), ("2999.99", False)])
def test_before_completion_the_work_done_is_worth_what_was_paid(worth, payable):
    """Gloucester 5: what was paid before counts."""
    before = account(paid="1000.00")
    if payable:
        check_payment(before, invoice("2000.00", worth), INTERIM)
    else:
        assert "Gloucester 5" in refusal(before, invoice("2000.00", worth), INTERIM)


def test_an_invoice_of_the_family_is_not_accepted():
    """Section 37(4); B130."""
    with pytest.raises(InvalidInput) as refused:
        check_invoice(invoice(issued_by_family=True), TODAY)
    assert [e.pointer for e in refused.value.errors] == ["/invoice/issued_by_family"]
    assert "B130" in refused.value.errors[0].detail


@pytest.mark.parametrize("field", ["invoiced_on", "inspected_on"])
def test_an_invoice_of_tomorrow(field):
    check_invoice(invoice(**{field: "2026-06-01"}), TODAY)
    with pytest.raises(InvalidInput) as refused:
        check_invoice(invoice(**{field: "2026-06-02"}), TODAY)
    assert [e.pointer for e in refused.value.errors] == [f"/invoice/{field}"]


@pytest.mark.parametrize("amount,fits", [("1000.00", True), ("1000.01", False)])
def test_no_more_is_taken_from_the_applicant_than_is_outstanding(amount, fits):
    owing = account(contribution="3000.00", received="2000.00")
    if fits:
        check_contribution(owing, Decimal(amount))
        return
    with pytest.raises(InvalidInput) as refused:
        check_contribution(owing, Decimal(amount))
    assert "1000.00" in refused.value.errors[0].detail


@pytest.mark.parametrize(
    "paid,amount,award_pays",
    [
        ("0.00", "3000.00", "0.00"),
        ("0.00", "3329.25", "0.00"),
        ("0.00", "3329.26", "0.01"),
        ("3000.00", "1000.00", "670.75"),
        ("3329.25", "1000.00", "1000.00"),
    ],
)
def test_the_applicant_s_money_is_used_before_the_council_s(paid, amount, award_pays):
    """Stroud, approval of grants (b)."""
    now = account("24170.75", "3329.25", paid=paid)
    assert from_award(now, Decimal(amount)) == Decimal(award_pays)
