"""What may be paid on an approved grant, and when (section 35, section 37; guidance B129, B130)."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from services.payments.domain.accounts import Account
from services.payments.domain.contractors import Contractor
from services.payments.domain.contributions import check_contribution
from services.payments.domain.dates import check_dates
from services.payments.domain.invoices import (
    Invoice,
    PaymentRefused,
    check_acceptable,
    check_contractor,
    check_payer,
    check_payment,
    invoice_id,
)
from services.payments.domain.policy import PaymentsPolicy, StageLimit
from shared.contracts.codes import PaymentStage
from shared.contracts.contractors import contractor_id
from shared.problems import InvalidInput

TODAY = dt.date(2026, 6, 1)
INTERIM, FINAL = PaymentStage.INTERIM, PaymentStage.FINAL


def account(
    award="10000.00",
    contribution="0.00",
    received=None,
    *,
    paid="0.00",
    certified=False,
    first=None,
):
    """An account whose contribution is in and is used first, unless told otherwise."""
    received = contribution if received is None else received
    return Account(
        award=award,
        contribution=contribution,
        contribution_received=received,
        contribution_first=first,
        paid=paid,
        paid_from_award=max(Decimal(0), Decimal(paid) - Decimal(received)),
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


def test_where_the_policy_asks_it_the_contribution_comes_first():
    """Stroud, approval of grants (b); nothing is paid out until it is in, to the penny."""
    clause = "Stroud App 2 Approval of Grant Applications and Making Payments"
    check_payment(account(contribution="3329.25", first=clause), invoice(), INTERIM)
    lacking = account(contribution="3329.25", received="3329.24", first=clause)
    for stage in PaymentStage:
        assert clause in refusal(lacking, invoice(), stage)


@pytest.mark.parametrize("received,at_most", [("0.00", "10000.00"), ("500.00", "10500.00")])
def test_elsewhere_the_award_is_paid_without_it_and_nothing_is_lent(received, at_most):
    """Gloucester asks no contribution first; what is not in is not paid out."""
    lacking = account(contribution="2000.00", received=received, certified=True)
    check_payment(lacking, invoice(at_most), FINAL)
    penny_above = f"{Decimal(at_most) + Decimal('0.01'):.2f}"
    assert "in hand" in refusal(lacking, invoice(penny_above), FINAL)


def test_without_the_contribution_ninety_per_cent_of_the_award_is_the_limit_still():
    """Section 35 is about the grant: a share that is to come does not raise it."""
    lacking = account(contribution="2000.00", received="0.00")
    check_payment(lacking, invoice("9000.00"), INTERIM)
    assert "guidance B129" in refusal(lacking, invoice("9000.01"), INTERIM)


@pytest.mark.parametrize("paid,amount", [("0.00", "12000.00"), ("9000.00", "3000.00")])
def test_in_the_end_award_and_contribution_are_paid_and_not_a_penny_more(paid, amount):
    whole = account("10000.00", "2000.00", paid=paid, certified=True)
    check_payment(whole, invoice(amount), FINAL)
    penny_above = f"{Decimal(amount) + Decimal('0.01'):.2f}"
    assert "that is left" in refusal(whole, invoice(penny_above), FINAL)


def test_the_final_payment_waits_for_the_certificate():
    assert "B129" in refusal(account(), invoice(), FINAL)
    check_payment(account(certified=True), invoice(), FINAL)


@pytest.mark.parametrize("stage", PaymentStage)
@pytest.mark.parametrize("worth,payable", [("3000.00", True), ("2999.99", False), ("0.00", False)])
def test_the_work_done_is_worth_what_was_paid(stage, worth, payable):
    """Section 37; Gloucester 5: what was paid before counts, in the end too."""
    before = account(paid="1000.00", certified=True)
    if payable:
        check_payment(before, invoice("2000.00", worth), stage)
    else:
        assert "section 37" in refusal(before, invoice("2000.00", worth), stage)


BOTH = PaymentsPolicy(
    stage_limit=StageLimit(percent=90, clause="guidance B129"),
    contractor_limit=StageLimit(percent=90, clause="Gloucester 5"),
)


def of_contractor(estimate="5000.00", agreed_by=None):
    return Contractor(estimate=estimate, agreed_by=agreed_by)


@pytest.mark.parametrize(
    "estimate,paid_before,at_most",
    [("5000.00", "0.00", "4500.00"), ("5000.00", "4000.00", "500.00"), ("0.15", "0.00", "0.13")],
)
def test_before_completion_ninety_per_cent_of_what_any_one_contractor_is_due(
    estimate, paid_before, at_most
):
    """Gloucester 5, Stroud App 4 7. Where the policy does not say so the award's limit stands alone."""
    due = of_contractor(estimate), Decimal(paid_before)
    penny_above = Decimal(at_most) + Decimal("0.01")
    check_contractor(*due, Decimal(at_most), INTERIM, BOTH)
    with pytest.raises(PaymentRefused, match=r"90 %.*Gloucester 5"):
        check_contractor(*due, penny_above, INTERIM, BOTH)
    check_contractor(*due, penny_above, FINAL, BOTH)
    alone = BOTH.model_copy(update={"contractor_limit": None})
    check_contractor(*due, penny_above, INTERIM, alone)


def test_whoever_agreed_to_a_contractor_does_not_pay_them():
    check_payer(of_contractor(agreed_by="officer"), "finance")
    check_payer(of_contractor(), "finance")
    with pytest.raises(PaymentRefused, match="somebody else"):
        check_payer(of_contractor(agreed_by="finance"), "finance")


@pytest.mark.parametrize(
    "one,other,same",
    [
        ("INV 7", "inv7", True),
        ("007", "7", True),
        ("0", "00", True),
        ("INV-7", "INV-8", False),
        ("7", "70", False),
    ],
)
def test_the_same_invoice_by_its_reference(one, other, same):
    by = uuid.uuid4()
    assert (invoice_id(by, one) == invoice_id(by, other)) is same
    assert invoice_id(uuid.uuid4(), one) != invoice_id(by, one)


@pytest.mark.parametrize(
    "one,other,same",
    [
        ("A. Builder Ltd", "a builder LIMITED", True),
        ("Smith & Sons", "Smith Sons", True),
        ("Builder 1", "Builder 2", False),
    ],
)
def test_the_same_contractor_by_their_name(one, other, same):
    case_id = uuid.uuid4()
    assert (contractor_id(case_id, one) == contractor_id(case_id, other)) is same
    assert contractor_id(uuid.uuid4(), one) != contractor_id(case_id, one)


def test_an_invoice_of_the_family_is_not_accepted():
    """Section 37(4); B130."""
    check_acceptable(invoice())
    with pytest.raises(InvalidInput) as refused:
        check_acceptable(invoice(issued_by_family=True))
    assert [e.pointer for e in refused.value.errors] == ["/invoice/issued_by_family"]


def line(**changes):
    return {"description": "Tiles", "net": "60.00", "vat": "0.00", "code": "O"} | changes


@pytest.mark.parametrize(
    "lines, only_materials",
    [
        ([line(net="40.00", materials=True), line(materials=True)], True),
        ([line(net="40.00", materials=True), line()], False),
        ([], False),
    ],
)
def test_where_the_family_does_the_work_third_parties_are_paid_for_materials_alone(
    lines, only_materials
):
    """Guidance B130; Gloucester, Stroud."""
    claim = invoice("100.00", lines=lines, labour_by_family=True)
    if only_materials:
        check_acceptable(claim)
        return
    with pytest.raises(InvalidInput) as refused:
        check_acceptable(claim)
    assert [e.pointer for e in refused.value.errors] == ["/invoice/lines"]
    assert "B130" in refused.value.errors[0].detail


@pytest.mark.parametrize(
    "day,lies",
    [("2026-03-02", False), ("2026-03-03", True), ("2026-06-01", True), ("2026-06-02", False)],
)
def test_every_date_of_an_account_lies_between_the_approval_and_today(day, lies):
    dates, approved_on = {"/a": dt.date.fromisoformat(day), "/b": TODAY}, dt.date(2026, 3, 3)
    if lies:
        check_dates(dates, approved_on, TODAY)
        return
    with pytest.raises(InvalidInput) as refused:
        check_dates(dates, approved_on, TODAY)
    assert [e.pointer for e in refused.value.errors] == ["/a"]


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
    assert now.from_award(Decimal(amount)) == Decimal(award_pays)
