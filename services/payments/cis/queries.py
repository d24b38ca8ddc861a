"""What was taken off for HMRC in a tax month, and what subcontractors were told of it."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from sqlalchemy import select

from services.payments.books import payee
from services.payments.cis.paid import paid_in
from services.payments.domain.cis import DAYS_TO_TELL, Deduction, Standing, tax_month
from services.payments.tables import DeductionStatement, HmrcPayment, ReceivedInvoice
from shared.contracts.event import District
from shared.mistakes import TakenBack
from shared.money import NIL
from shared.persistence.reading import Reading, Transaction
from shared.schema import Date, Model, Pounds, example
from shared.views import ViewOfRow
from shared.web.files import Content
from shared.web.letters import Form, content_of


class TaxMonth(Model):
    """Of which district, and of which tax month."""

    model_config = example(district="E07000081", ending="2026-03-05")

    district: District
    """ONS code of the district that pays."""
    ending: Date
    """The last day of the tax month: a 5th."""


class StatementView(ViewOfRow):
    """A letter that tells a subcontractor what was taken off."""

    id: uuid.UUID
    """The letter."""
    ending: dt.date
    """The last day of the tax month."""
    version: Date
    """The date of the template that it was written by."""
    written_at: dt.datetime
    """When it was written."""
    written_by: str
    """Who had it written."""


class HmrcPaymentView(ViewOfRow):
    """What HMRC was paid of a tax month; pounds."""

    id: uuid.UUID
    """The number of the payment."""
    version: int
    """Counts the changes; the ETag is made of it."""
    district: str
    """ONS code of the district that paid."""
    ending: dt.date
    """The last day of the tax month."""
    amount: Pounds
    """How much, in pounds."""
    paid_on: dt.date
    """The day on which it was paid."""
    paid_by: str
    """Who recorded it."""
    taken_back: TakenBack | None
    """When it was found that HMRC was not paid it, by whom and why; null: it counts."""


class SubcontractorMonth(Model):
    """One subcontractor in the return of a tax month; pounds."""

    name: str
    """As its invoices name it."""
    tax_reference: str
    """Its unique taxpayer reference."""
    verification: str
    """HMRC's number of the verification, by the last payment."""
    standing: Standing
    """How HMRC had verified it, by the last payment."""
    payments: Pounds
    """What it was paid in the month, without VAT and before anything was taken off."""
    materials: Pounds
    """What of that was for materials."""
    deducted: Pounds
    """What was taken off."""
    statements: tuple[StatementView, ...]
    """The letters that told it so; none while one is still to be written."""


class MonthlyReturn(Model):
    """What HMRC is told and paid for a tax month; pounds."""

    district: str
    """ONS code of the district that pays."""
    since: dt.date
    """The first day of the tax month."""
    ending: dt.date
    """Its last day."""
    tell_by: dt.date
    """By when HMRC has the return, and each subcontractor its statement."""
    items: tuple[SubcontractorMonth, ...]
    """Each subcontractor that was paid, by name; those from whom nothing was taken too."""
    payments: tuple[HmrcPaymentView, ...]
    """What HMRC was paid of it, the first paid first; what was taken back too."""
    deducted: Pounds
    """All that was taken off."""
    passed_on: Pounds
    """What of it HMRC has been paid."""
    outstanding: Pounds
    """What is still to be paid to HMRC."""


async def monthly_return(transaction: Transaction, asked: TaxMonth) -> MonthlyReturn:
    """The figures of a tax month, by the days on which payments left."""
    since, ending = tax_month(asked.ending)
    paid = await paid_in(transaction, asked.district, asked.ending)
    deducted = sum_of(invoice.deducted for invoice in paid)
    done = sum_of(invoice.deducted for invoice in paid if invoice.hmrc_payment)
    return MonthlyReturn(
        district=asked.district,
        since=since,
        ending=ending,
        tell_by=ending + dt.timedelta(days=DAYS_TO_TELL),
        items=tuple(await _by_subcontractor(transaction, asked, paid)),
        payments=tuple(await _payments(transaction, asked)),
        deducted=deducted,
        passed_on=done,
        outstanding=deducted - done,
    )


async def statement_as(reading: Reading, statement_id: uuid.UUID, form: Form) -> Content:
    """A statement as it was written, to be read or printed."""
    return content_of(await reading.read(DeductionStatement, statement_id), form)


async def _by_subcontractor(
    transaction: Transaction, asked: TaxMonth, paid: Sequence[ReceivedInvoice]
) -> list[SubcontractorMonth]:
    letters = await _statements(transaction, asked)
    found: defaultdict[uuid.UUID, list[ReceivedInvoice]] = defaultdict(list)
    for invoice in paid:
        found[payee(invoice)].append(invoice)
    items = [month_of(of, letters[to]) for to, of in found.items()]
    return sorted(items, key=lambda item: (item.name, item.tax_reference))


def month_of(
    paid: Sequence[ReceivedInvoice], letters: Sequence[StatementView] = ()
) -> SubcontractorMonth:
    """What one subcontractor was paid in a month, and what was taken off."""
    taken: list[Deduction] = [invoice.cis for invoice in paid if invoice.cis]
    return SubcontractorMonth(
        name=paid[-1].payee,
        tax_reference=taken[-1].tax_reference,
        verification=taken[-1].verification,
        standing=taken[-1].standing,
        payments=sum_of(each.payment for each in taken),
        materials=sum_of(each.materials for each in taken),
        deducted=sum_of(each.deducted for each in taken),
        statements=tuple(letters),
    )


async def _statements(
    transaction: Transaction, asked: TaxMonth
) -> defaultdict[uuid.UUID, list[StatementView]]:
    rows = await transaction.session.scalars(
        select(DeductionStatement)
        .where(
            DeductionStatement.district == asked.district,
            DeductionStatement.ending == asked.ending,
        )
        .order_by(DeductionStatement.written_at, DeductionStatement.id)
    )
    found: defaultdict[uuid.UUID, list[StatementView]] = defaultdict(list)
    for row in rows:
        found[row.payee].append(StatementView.of(row))
    return found


async def _payments(transaction: Transaction, asked: TaxMonth) -> list[HmrcPaymentView]:
    rows = await transaction.session.scalars(
        select(HmrcPayment)
        .where(HmrcPayment.district == asked.district, HmrcPayment.ending == asked.ending)
        .order_by(HmrcPayment.paid_on, HmrcPayment.id)
    )
    return [HmrcPaymentView.of(row) for row in rows]


def sum_of(amounts: Iterable[Decimal]) -> Decimal:
    """What they come to, in pounds."""
    return sum(amounts, NIL)
