"""The Construction Industry Scheme: what is taken off labour and paid to HMRC.

It applies where the council is the contracting party, and to no private householder's grant, though
the council pays the builder (HMRC CISR14180).
"""

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from typing import Annotated

from services.payments.domain.invoices import Invoice, PaymentRefused
from shared.identifiers.tax_reference import TaxReference
from shared.money import NIL, PENNY
from shared.problems import InvalidInput, WrongState
from shared.schema import Date, Field, Model, Pounds

MONTH_ENDS = 5
"""The day of the month on which a tax month ends (HMRC CIS 340)."""
DAYS_TO_TELL = 14
"""From the end of a tax month: for the return, on the 19th, and for the statements (CIS 340)."""
PASSED_ON = "deduction-passed-on"
"""The step of the ledger in which HMRC is paid what was taken off an invoice."""
NOT_PASSED_ON = "deduction-passed-on-corrected"
"""The step in which that is taken back."""


class Standing(StrEnum):
    """How HMRC verified a subcontractor."""

    GROSS = "gross"
    NET = "net"
    UNMATCHED = "unmatched"


class Verification(Model):
    """What HMRC answered when the council asked about a subcontractor."""

    standing: Standing
    """How it is to be paid."""
    tax_reference: TaxReference
    """Its unique taxpayer reference."""
    number: str = Field(min_length=1, max_length=20)
    """HMRC's number of the verification, up to 20 characters."""
    verified_on: Date
    """The day of the answer."""


class Rates(Model):
    """What is taken off from a day on, in hundredths, and who says so."""

    since: Date
    """The first day."""
    percent: dict[Standing, Annotated[int, Field(ge=0, le=100)]]
    """In hundredths of labour, by how HMRC verified the subcontractor."""
    source: str = Field(min_length=1)
    """Where the council has it from."""

    def model_post_init(self, _context: object, /) -> None:
        if set(Standing) - self.percent.keys():
            raise ValueError("a rate for each standing")


class Deduction(Model):
    """What was taken off a payment, and from what it was worked out; pounds."""

    standing: Standing
    """How HMRC had verified the subcontractor."""
    tax_reference: TaxReference
    """Its unique taxpayer reference."""
    verification: str
    """HMRC's number of the verification."""
    percent: int
    """The rate, in hundredths of labour."""
    source: str
    """Where the council has the rate from."""
    payment: Pounds
    """What was asked for without VAT, materials with it."""
    materials: Pounds
    """What of that was for materials, without VAT."""
    deducted: Pounds
    """What HMRC is paid of it."""


def rates_on(table: Iterable[Rates], on: dt.date) -> Rates:
    """The rates of a day. One that the council's table does not reach is refused."""
    holding = [rates for rates in table if rates.since <= on]
    if not holding:
        raise PaymentRefused(f"the council's table of CIS rates says nothing of {on}")
    return max(holding, key=lambda rates: rates.since)


def deduct(invoice: Invoice, verified: Verification | None, rates: Rates) -> Deduction:
    """Take the rate off labour: the lines without VAT and materials, down to the whole penny."""
    if verified is None:
        raise PaymentRefused(
            "the contractor is not verified with HMRC: enter it on the district's list, and have"
            " somebody else approve it (HMRC CIS 340)"
        )
    percent = rates.percent[verified.standing]
    payment = sum((line.net for line in invoice.lines), NIL)
    materials = sum((line.net for line in invoice.lines if line.materials), NIL)
    return Deduction(
        standing=verified.standing,
        tax_reference=verified.tax_reference,
        verification=verified.number,
        percent=percent,
        source=rates.source,
        payment=payment,
        materials=materials,
        deducted=_part(payment - materials, percent),
    )


def tax_month(ending: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day of the tax month that ends on a 5th."""
    if ending.day != MONTH_ENDS:
        raise InvalidInput.at("/ending", "a tax month ends on the 5th")
    before = ending.replace(day=1) - dt.timedelta(days=1)
    return before.replace(day=MONTH_ENDS + 1), ending


def check_over(ending: dt.date, today: dt.date) -> None:
    """Nothing is stated or paid of a tax month that is not over."""
    if today <= ending:
        raise WrongState(f"the tax month goes on until {ending}")


def _part(amount: Decimal, percent: int) -> Decimal:
    return (amount * percent / 100).quantize(PENNY, ROUND_DOWN)
