"""Invoices come in, and are paid beside the runs by others than who decided on them."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.payments.books import (
    Book,
    arrived,
    check_undisputed,
    fall_back,
    locked,
    take_back,
    tell,
    unsettled,
)
from services.payments.domain.bank import check_other
from services.payments.domain.dates import check_dates
from services.payments.domain.invoices import (
    Invoice,
    InvoiceKind,
    PaymentRefused,
    check_acceptable,
    due_on,
    invoice_id,
)
from services.payments.domain.ledger import entries
from services.payments.domain.life import INVOICES, NO_LONGER, InvoiceState, InvoiceStep
from services.payments.domain.overdue import InvoiceFellDue
from services.payments.domain.own_works import check_own_invoice
from services.payments.in_force import policy_of
from services.payments.invoices.deciding import of_case
from services.payments.tables import Account, Payment, ReceivedInvoice
from shared.calendar import begins
from shared.contracts.codes import PaymentStage
from shared.contracts.contractors import contractor_id
from shared.contracts.payments import InvoiceOverdue
from shared.life import after
from shared.mistakes import Mistake
from shared.money import NIL, pence
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState

DAY = dt.timedelta(days=1)


async def receive_invoice(
    uow: UnitOfWork, case_id: uuid.UUID, invoice: Invoice, stage: PaymentStage
) -> ReceivedInvoice:
    """Register an invoice, from which day on its time to pay runs."""
    row = (await unsettled(uow, case_id)).row
    _check_invoice(uow, row, invoice)
    await _check_once(uow, case_id, invoice)
    by = contractor_id(case_id, invoice.contractor)
    received = ReceivedInvoice(
        id=uow.new_id("invoice"),
        case_id=case_id,
        district=row.district,
        contractor=by,
        invoice=invoice,
        invoice_id=invoice_id(by, invoice.reference),
        kind=InvoiceKind.WORKS,
        stage=stage,
        amount=invoice.amount,
        retained=NIL,
        credited=NIL,
        state=after(INVOICES, "invoice", None, InvoiceStep.RECEIVE),
        received_on=uow.today,
        received_by=uow.reach.principal,
        due_on=due_on(uow.today, policy_of(row.policy_version)),
    )
    uow.add(received)
    uow.concerns(row.district, case_id)
    due = InvoiceFellDue(case_id=case_id, district=row.district, invoice_id=received.id)
    uow.later(due, max(begins(received.due_on + DAY), uow.now))
    return received


async def pay_invoice(uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID) -> Book:
    """Record that an approved invoice was paid outside the runs; never by who decided on it."""
    book = await locked(uow, case_id)
    received = await of_case(uow, case_id, received_id)
    received.take(InvoiceStep.PAY)
    check_other(uow.reach.principal, received.received_by, received.decided_by)
    if received.run_id is not None or received.paid_on is not None:
        raise PaymentRefused("the invoice is paid already, or in a payment run")
    _check_continues(book.row, received)
    await check_undisputed(uow, received)
    payment_id = uow.new_id("payment")
    entry = entries.payment(received.owner, pence(received.payable))
    refund = received.kind == InvoiceKind.REFUND  # its own row tells when it was paid
    book.post(uow, "payment", entry, uow.today, cause=received.id if refund else payment_id)
    await arrived(uow, book, received, payment_id, uow.today)
    return book


async def correct_payment(
    uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID, mistake: Mistake
) -> Book:
    """Take back that an invoice was paid outside the runs, where it was not: it is due again."""
    book = await locked(uow, case_id)
    received = await of_case(uow, case_id, received_id)
    if received.paid_on is None:
        raise WrongState("nobody has recorded that it was paid")
    if received.run_id is not None:
        raise WrongState("a run has paid it: book what the payee's bank sends back")
    made = await uow.session.scalar(
        select(Payment).where(
            Payment.invoice_id == received.invoice_id, Payment.returned_on.is_(None)
        )
    )
    if made is None:
        raise WrongState(
            "a refund, or a payment from before invoices were kept: neither is taken back"
        )
    take_back(uow, made, mistake.reason)
    entry = entries.taken_back(entries.payment(received.owner, pence(made.amount)))
    book.post(uow, "payment-corrected", entry, uow.today, cause=made.id)
    fall_back(uow, book, received, made, uow.today)
    return book


def _check_continues(account: Account, received: ReceivedInvoice) -> None:
    """Once the approval has ended somebody decides first, and the last waits for the certificate;
    what goes back to the applicant waits for neither.
    """
    if received.kind == InvoiceKind.REFUND:
        return
    if account.frozen_on is not None:
        if received.continued_by is None:
            raise WrongState(
                f"the approval ended on {account.frozen_on}: decide first that it is paid"
            )
    elif account.works_certified_on is None and received.is_last:
        raise WrongState("that the works are complete was taken back: it waits for the certificate")
    elif received.lapsed_on is not None:
        raise WrongState(f"its approval lapsed on {received.lapsed_on}: have it approved again")


def _check_invoice(uow: UnitOfWork, account: Account, invoice: Invoice) -> None:
    check_acceptable(invoice)
    if not account.is_grant:
        check_own_invoice(invoice)
    dates = {
        "/invoice/invoiced_on": invoice.invoiced_on,
        "/invoice/inspected_on": invoice.inspected_on,
    }
    check_dates(dates, account.opened_on, uow.today)


async def _check_once(uow: UnitOfWork, case_id: uuid.UUID, invoice: Invoice) -> None:
    """Neither the same invoice twice nor another after the final one; the account is locked."""
    this = invoice_id(contractor_id(case_id, invoice.contractor), invoice.reference)
    standing = await uow.session.scalars(
        select(ReceivedInvoice).where(
            ReceivedInvoice.case_id == case_id, ReceivedInvoice.state.not_in(NO_LONGER)
        )
    )
    for other in standing:
        if other.invoice_id == this:
            raise PaymentRefused("this contractor's invoice of that reference is here already")
        if (
            other.kind == InvoiceKind.WORKS
            and other.stage == PaymentStage.FINAL
            and other.state == InvoiceState.APPROVED
        ):
            raise PaymentRefused("the final invoice is approved: no other follows it")


async def tell_overdue(uow: UnitOfWork, event: InvoiceFellDue) -> None:
    """Tell, once, that an invoice was not paid within its time."""
    received = await uow.read(ReceivedInvoice, event.invoice_id)
    if received.state in NO_LONGER or received.paid_on is not None:
        return
    overdue = InvoiceOverdue(
        case_id=received.case_id,
        district=received.district,
        invoice_id=received.id,
        due_on=received.due_on,
        amount=received.amount,
        approved=received.state == InvoiceState.APPROVED,
    )
    tell(uow, await uow.read(Account, received.case_id), overdue)
