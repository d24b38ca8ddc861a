"""Which invoices can be paid on an approved grant, and when."""

import datetime as dt
from decimal import Decimal

from services.payments.domain.accounts import Account
from shared.contracts.codes import PaymentStage
from shared.money import NIL
from shared.problems import FieldError, InvalidInput, Problem
from shared.schema import Date, Field, Flag, Model, Pounds


class Invoice(Model):
    """A contractor's invoice and the inspection that stands behind it (section 37)."""

    contractor: str = Field(min_length=1, max_length=200)
    reference: str = Field(min_length=1, max_length=100)
    amount: Pounds = Field(gt=0)
    invoiced_on: Date
    issued_by_family: Flag = False
    """Of the applicant or their family: cannot be accepted (guidance B130)."""
    inspected_on: Date
    value_of_work: Pounds
    """What the authority's inspection found the work done so far to be worth."""


class PaymentRefused(Problem):
    """The payment would break a rule: the detail names it and its clause."""

    slug = "payment-refused"
    title = "This cannot be paid"
    status = 409


def check_invoice(invoice: Invoice, today: dt.date) -> None:
    """An invoice must be acceptable (section 37; guidance B129, B130)."""
    errors = [
        FieldError(pointer, "lies in the future")
        for pointer, date in (
            ("/invoice/invoiced_on", invoice.invoiced_on),
            ("/invoice/inspected_on", invoice.inspected_on),
        )
        if date > today
    ]
    if invoice.issued_by_family:
        errors.append(FieldError("/invoice/issued_by_family", "cannot be accepted (guidance B130)"))
    if errors:
        raise InvalidInput(errors=errors)


def check_payment(account: Account, invoice: Invoice, stage: PaymentStage) -> None:
    """Whether an invoice can be paid at this stage; raises `PaymentRefused` with the clause.

    The contribution comes first (guidance 5.31; Stroud, approval of grants (b)). Before
    completion the limit of section 35 holds, and the work done must be worth what is claimed.
    """
    after = account.paid + invoice.amount
    if account.contribution_received < account.contribution:
        raise PaymentRefused("the applicant's contribution is not in yet (guidance 5.31)")
    if after > account.budget:
        raise PaymentRefused(f"more than the {account.budget - account.paid:.2f} that is left")
    if stage is PaymentStage.FINAL and not account.works_certified:
        raise PaymentRefused("the works are not certified as complete (guidance B129)")
    if stage is PaymentStage.INTERIM:
        _check_interim(account, invoice, after)


def _check_interim(account: Account, invoice: Invoice, after: Decimal) -> None:
    if after > account.interim_limit:
        limit = account.stage_limit
        raise PaymentRefused(
            f"before completion at most {limit.percent} % of the award can be paid:"
            f" {account.interim_limit - account.paid:.2f} is left ({limit.clause})"
        )
    if invoice.value_of_work < after:
        raise PaymentRefused("the work done is worth less than would then be paid (Gloucester 5)")


def from_award(account: Account, amount: Decimal) -> Decimal:
    """How much of a payment comes from the award: the contribution is used first."""
    contribution_left = max(NIL, account.contribution - account.paid)
    return max(NIL, amount - contribution_left)
