"""What readers are shown of invoices and their payment."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.payments.accounts.waiting import TO_DECIDE, TO_PAY
from services.payments.domain.cis import Deduction
from services.payments.domain.invoices import Invoice, InvoiceKind, LapsedApproval
from services.payments.domain.life import InvoiceState
from services.payments.tables import Account, Payment, ReceivedInvoice
from shared.contracts.codes import PaymentStage
from shared.contracts.event import District
from shared.mistakes import TakenBack
from shared.persistence.reading import Reading
from shared.problems import NotFound
from shared.schema import Date, Pounds
from shared.views import ViewOfRow
from shared.web.lists import Asked, Order, Page, list_page, narrowed

BY_DAY = Order((Payment.paid_on, Payment.id))
AS_RECEIVED = Order((ReceivedInvoice.received_on, ReceivedInvoice.id))
AS_DUE = Order((ReceivedInvoice.due_on, ReceivedInvoice.id))


class PaymentView(ViewOfRow):
    """An invoice and its payment; pounds."""

    id: uuid.UUID
    """The number of the payment."""
    paid_on: dt.date
    """The day of the payment."""
    stage: PaymentStage
    """Whether it was an interim payment or the last one."""
    amount: Pounds
    """What was paid, in pounds."""
    from_award: Pounds
    """What of it came from the award; the rest was the applicant's contribution."""
    returned_on: dt.date | None
    """The day on which the contractor's bank sent it back, or it was found to be a mistake; null:
    it stands."""
    taken_back: TakenBack | None
    """By whom and why it was found to be recorded by mistake; null otherwise."""
    invoice: Invoice
    """The invoice that it paid."""


class PaymentPage(Page):
    """A page of payments, the first paid first."""

    items: list[PaymentView]
    """The payments of this page."""


class PaymentSearch(Asked):
    """Which payments of the case: all of them."""


class InvoiceView(ViewOfRow):
    """An invoice and what was decided on it; pounds."""

    id: uuid.UUID
    """The number of the invoice here."""
    case_id: uuid.UUID
    """The case that it is for."""
    version: int
    """Counts the changes; the ETag is made of it."""
    state: InvoiceState
    """How far it has come."""
    kind: InvoiceKind
    """Whether it is for works, for what was held back of them, or a refund to the applicant."""
    stage: PaymentStage
    """Whether it is for interim work or the last one."""
    amount: Pounds
    """What it asks for, in pounds with VAT."""
    from_award: Pounds | None
    """What of it comes from the award; null until it is approved."""
    received_on: dt.date
    """The day on which it came in: its time to pay runs from there."""
    received_by: str
    """Who registered it."""
    due_on: dt.date
    """The day by which it is to be paid."""
    decided_on: dt.date | None
    """The day of the decision; null before that."""
    decided_by: str | None
    """Who decided: never who registered it."""
    lapsed_on: dt.date | None
    """Since when its approval does not count, for the works were not complete: it is to be approved
    again; null: it counts."""
    lapsed_approvals: tuple[LapsedApproval, ...]
    """The approvals that lapsed so, the first first."""
    retained: Pounds
    """What is held back of it until the works are complete, in pounds."""
    credited: Pounds
    """What its contractor took back of it by credit notes, in pounds."""
    deducted: Pounds
    """What is taken off for HMRC where the council ordered the works itself, in pounds."""
    cis: Deduction | None
    """How that was worked out; null of grants, and until it is approved."""
    hmrc_payment: uuid.UUID | None
    """The payment with which HMRC has it; null before that."""
    pay_to: str | None
    """The applicant, where they are paid instead of the contractor; null otherwise."""
    pay_to_because: str | None
    """Why they are; null otherwise."""
    reason: str | None
    """Why it was rejected or cancelled; null otherwise."""
    continued_because: str | None
    """Why it is paid although the approval has ended; null otherwise."""
    run_id: uuid.UUID | None
    """The payment run that it is in, also while a payment that failed is not made good."""
    paid_on: dt.date | None
    """The day on which it was paid; null before that, and once the payment came back."""
    invoice: Invoice
    """The invoice itself."""


class InvoicePage(Page):
    """A page of invoices."""

    items: list[InvoiceView]
    """The invoices of this page."""


class InvoiceSearch(Asked):
    """Which invoices of the case: all of them."""


class InvoicesSought(Asked):
    """Which invoices of all cases; whatever is left out does not matter."""

    district: District | None = None
    """ONS code of the district that pays."""
    state: InvoiceState | None = None
    """How far the invoice has come."""
    waiting: bool = False
    """Only those that are approved, not paid and in no run: what the next run would hold."""
    for_me: bool = False
    """Only those that wait for a decision that whoever asks may make: somebody else registered it."""
    due_before: Date | None = None
    """Only those that are to be paid before this day."""


async def all_invoices(reading: Reading, asked: InvoicesSought) -> InvoicePage:
    """The invoices of all cases within reach, the first due first."""
    rows = narrowed(select(ReceivedInvoice), asked, ReceivedInvoice.district, ReceivedInvoice.state)
    if asked.due_before is not None:
        rows = rows.where(ReceivedInvoice.due_on < asked.due_before)
    if asked.waiting:
        rows = rows.where(TO_PAY)
    if asked.for_me:
        rows = rows.where(TO_DECIDE, ReceivedInvoice.received_by != reading.reach.principal)
    found, following = await list_page(reading, rows, asked, AS_DUE)
    return InvoicePage(items=[InvoiceView.of(row) for row in found], next=following)


async def invoices(reading: Reading, case_id: uuid.UUID, asked: InvoiceSearch) -> InvoicePage:
    """The invoices of a case, and what was decided on each."""
    await reading.read(Account, case_id)
    rows = select(ReceivedInvoice).where(ReceivedInvoice.case_id == case_id)
    found, following = await list_page(reading, rows, asked, AS_RECEIVED)
    return InvoicePage(items=[InvoiceView.of(row) for row in found], next=following)


async def invoice(reading: Reading, case_id: uuid.UUID, invoice_id: uuid.UUID) -> InvoiceView:
    """One invoice of a case, or what goes back to its applicant. Raises `NotFound` of another case."""
    row = await reading.read(ReceivedInvoice, invoice_id)
    if row.case_id != case_id:
        raise NotFound
    return InvoiceView.of(row)


async def payments(reading: Reading, case_id: uuid.UUID, asked: PaymentSearch) -> PaymentPage:
    """What was paid on a case, with the invoices."""
    await reading.read(Account, case_id)
    rows = select(Payment).where(Payment.case_id == case_id)
    found, following = await list_page(reading, rows, asked, BY_DAY)
    items = [PaymentView.of(row) for row in found]
    return PaymentPage(items=items, next=following)
