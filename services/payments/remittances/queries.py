"""Whom a run paid, and the letters that told them so."""

import datetime as dt
import uuid
from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import select

from services.payments.books import payee
from services.payments.domain.releases import Outcome
from services.payments.tables import PaymentRun, ReceivedInvoice, Remittance, RunPayment
from shared.money import NIL
from shared.persistence.reading import Reading, Transaction
from shared.problems import NotFound, WrongState
from shared.schema import Date, Model, Pounds
from shared.views import shown
from shared.web.files import Content
from shared.web.letters import Form, content_of
from shared.web.lists import Asked, Page, page_of


class Paid(NamedTuple):
    """A payment of a run that left the bank."""

    payee: uuid.UUID
    name: str
    case_id: uuid.UUID
    invoice: str
    reference: str
    amount: Decimal


class RemittanceView(Model):
    """A letter that tells a payee what a run has paid them."""

    id: uuid.UUID
    """The letter."""
    run_id: uuid.UUID
    """The run."""
    version: Date
    """The date of the template that it was written by."""
    written_at: dt.datetime
    """When it was written."""
    written_by: str
    """Who had it written."""
    printable: bool
    """Whether it is there as PDF too."""

    @classmethod
    def of(cls, row: Remittance) -> "RemittanceView":
        return shown(cls, row, printable=row.pdf_sha256 is not None)


class PayeeOfRun(Model):
    """Somebody whom a run paid; pounds."""

    name: str
    """The payee, as the run names them."""
    payments: int
    """How many payments reached them."""
    total: Pounds
    """What they come to, in pounds."""
    letters: tuple[RemittanceView, ...]
    """The letters that told them; none while it is still to be written."""


class PayeesAsked(Asked):
    """Which payees of the run: all of them."""


class Remittances(Page):
    """A page of those whom a run paid, by name."""

    items: list[PayeeOfRun]
    """The payees of this page."""


_BY_NAME = TypeAdapter(tuple[str])
"""No two payees of a district are called the same."""


async def remittances(reading: Reading, run_id: uuid.UUID, asked: PayeesAsked) -> Remittances:
    """Each payee of a run, with the letters that told them what they were paid."""
    run = await reading.read(PaymentRun, run_id)
    paid: defaultdict[uuid.UUID, list[Paid]] = defaultdict(list)
    for line in await paid_by(reading, run):
        paid[line.payee].append(line)
    written: defaultdict[uuid.UUID, list[RemittanceView]] = defaultdict(list)
    rows = select(Remittance).where(Remittance.run_id == run_id)
    for row in await reading.session.scalars(rows.order_by(Remittance.written_at, Remittance.id)):
        written[row.payee].append(RemittanceView.of(row))
    items = [
        PayeeOfRun(
            name=lines[0].name,
            payments=len(lines),
            total=sum((line.amount for line in lines), NIL),
            letters=tuple(written[to]),
        )
        for to, lines in paid.items()
    ]
    page, following = page_of(items, asked, _BY_NAME, lambda item: (item.name,))
    return Remittances(items=page, next=following)


async def remittance_as(
    reading: Reading, run_id: uuid.UUID, letter_id: uuid.UUID, form: Form
) -> Content:
    """A letter as it was written, to be read or printed."""
    row = await reading.read(Remittance, letter_id)
    if row.run_id != run_id:
        raise NotFound
    return content_of(row, form)


async def paid_by(transaction: Transaction, run: PaymentRun) -> list[Paid]:
    """What a confirmed run paid, in the order of its file; what failed or came back is not in it."""
    rows = await transaction.session.execute(
        select(RunPayment, ReceivedInvoice)
        .join(ReceivedInvoice, ReceivedInvoice.id == RunPayment.invoice)
        .where(RunPayment.run_id == run.id)
        .order_by(RunPayment.line)
    )
    sent = rows.all()
    if any(payment.outcome is None for payment, _ in sent):
        raise WrongState("the bank has not answered for every payment of the run yet")
    return [
        Paid(
            payee=payee(invoice),
            name=run.content.payments[payment.line - 1].name,
            case_id=payment.case_id,
            invoice=invoice.invoice.reference,
            reference=payment.reference,
            amount=payment.amount,
        )
        for payment, invoice in sent
        if payment.outcome == Outcome.PAID
    ]
