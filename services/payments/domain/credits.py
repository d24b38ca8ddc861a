"""Credit notes: a contractor takes back part of what an invoice asks for."""

from decimal import Decimal

from services.payments.domain.invoices import Invoice, PaymentRefused
from shared.problems import InvalidInput
from shared.schema import Date, Field, Model, Pounds, example


class CreditNote(Model):
    """A contractor's credit note on one of its invoices."""

    model_config = example(
        reference="CN 2026-7", amount="120.00", dated_on="2026-03-09", about="Grab rail not fitted"
    )

    reference: str = Field(min_length=1, max_length=100)
    """The note's own number; each counts once."""
    amount: Pounds = Field(gt=0)
    """How much it takes back, in pounds with VAT; less than what is still payable."""
    dated_on: Date
    """The date on the note; neither before its invoice's nor after today."""
    about: str = Field(min_length=1, max_length=1000)
    """What it is for, up to 1,000 characters."""


def check_after_invoice(note: CreditNote, invoice: Invoice) -> None:
    """Refuse a note of before the invoice that it takes back from."""
    if note.dated_on < invoice.invoiced_on:
        raise InvalidInput.at("/dated_on", f"not before the invoice of {invoice.invoiced_on}")


def check_credit(amount: Decimal, payable: Decimal) -> None:
    """A credit leaves something to pay: an invoice of which nothing is left is cancelled."""
    if amount >= payable:
        raise PaymentRefused(
            f"{payable:.2f} is payable: where nothing is left of an invoice, it is cancelled"
        )
