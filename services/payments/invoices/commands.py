"""Invoices come in, and are decided on and paid by others."""

import uuid
from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import func, select

from services.payments.books import Book, arrived, unsettled
from services.payments.domain.bank import check_other
from services.payments.domain.contractors import Contractor
from services.payments.domain.dates import check_dates
from services.payments.domain.invoices import (
    Invoice,
    InvoiceState,
    PaymentRefused,
    check_acceptable,
    check_contractor,
    check_payer,
    check_payment,
    due_on,
    invoice_id,
)
from services.payments.domain.ledger import entries
from services.payments.domain.ledger.chart import Code
from services.payments.in_force import policy_of
from services.payments.tables import Account, ContractorOfCase, Payment, ReceivedInvoice
from shared.contracts.codes import PaymentStage
from shared.contracts.contractors import contractor_id
from shared.money import NIL, pence
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound, WrongState


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
        stage=stage,
        amount=invoice.amount,
        state=InvoiceState.RECEIVED,
        received_on=uow.today,
        received_by=uow.reach.principal,
        due_on=due_on(uow.today, policy_of(row.policy_version)),
    )
    uow.add(received)
    uow.concerns(row.district, case_id)
    return received


async def approve_invoice(
    uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID
) -> ReceivedInvoice:
    """Find an invoice acceptable: it is due to the contractor, and the next run may pay it."""
    book = await unsettled(uow, case_id)
    received = await _undecided(uow, case_id, received_id)
    invoice, stage = received.invoice, PaymentStage(received.stage)
    await _check_payee(uow, book.row, invoice, stage)
    check_payment(book.standing, invoice, stage)
    from_award = book.standing.from_award(invoice.amount)
    drawn = entries.drawn_from(book.balances.by(Code.COMMITTED), pence(from_award))
    share = pence(invoice.amount - from_award)
    accepted = entries.invoice(str(received.contractor), share, drawn)
    book.post(uow, "invoice", accepted, uow.today, cause=received.id)
    received.from_award = from_award
    _decide(uow, received, InvoiceState.APPROVED)
    return received


async def reject_invoice(
    uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID, reason: str
) -> ReceivedInvoice:
    """Turn an invoice down, with the reason; one that is put right may come in again."""
    await unsettled(uow, case_id)
    received = await _undecided(uow, case_id, received_id)
    received.reason = reason
    _decide(uow, received, InvoiceState.REJECTED)
    return received


async def pay_invoice(uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID) -> Book:
    """Record that an approved invoice was paid outside the runs; never by who decided on it."""
    book = await unsettled(uow, case_id)
    received = await _of_case(uow, case_id, received_id)
    if received.state != InvoiceState.APPROVED:
        raise WrongState(f"the invoice is {received.state}, not approved")
    check_other(uow.reach.principal, received.received_by, received.decided_by)
    if received.run_id is not None or received.paid_on is not None:
        raise PaymentRefused("the invoice is paid already, or in a payment run")
    entry = entries.payment(str(received.contractor), pence(received.amount))
    book.post(uow, "payment", entry, uow.today, cause=received.id)
    await arrived(uow, book, received, uow.new_id("payment"), uow.today)
    return book


async def _undecided(
    uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID
) -> ReceivedInvoice:
    received = await _of_case(uow, case_id, received_id)
    if received.state != InvoiceState.RECEIVED:
        raise WrongState(f"the invoice is {received.state} already")
    check_other(uow.reach.principal, received.received_by)
    return received


async def _of_case(uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID) -> ReceivedInvoice:
    received = await uow.find(ReceivedInvoice, received_id)
    if received is None or received.case_id != case_id:
        raise NotFound
    return received


def _decide(uow: UnitOfWork, received: ReceivedInvoice, state: InvoiceState) -> None:
    received.state = state
    received.decided_on, received.decided_by = uow.today, uow.reach.principal
    uow.concerns(received.district, received.case_id)


def _check_invoice(uow: UnitOfWork, account: Account, invoice: Invoice) -> None:
    check_acceptable(invoice)
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
            ReceivedInvoice.case_id == case_id, ReceivedInvoice.state != InvoiceState.REJECTED
        )
    )
    for other in standing:
        if other.invoice_id == this:
            raise PaymentRefused("this contractor's invoice of that reference is here already")
        if other.stage == PaymentStage.FINAL and other.state == InvoiceState.APPROVED:
            raise PaymentRefused("the final invoice is approved: no other follows it")


async def _accepted(uow: UnitOfWork, by: uuid.UUID) -> Decimal:
    """Pounds of a contractor's invoices that were approved and not paid yet."""
    total = await uow.session.scalar(
        select(func.coalesce(func.sum(ReceivedInvoice.amount), 0)).where(
            ReceivedInvoice.contractor == by,
            ReceivedInvoice.state == InvoiceState.APPROVED,
            ReceivedInvoice.paid_on.is_(None),
        )
    )
    return Decimal(total or 0)


async def _check_payee(
    uow: UnitOfWork, account: Account, invoice: Invoice, stage: PaymentStage
) -> None:
    """The invoice was not accepted before, and its contractor can be paid (section 38; B132).

    The account's row is locked: what was paid before is all that was.
    """
    by = contractor_id(account.case_id, invoice.contractor)
    before = await _paid_to(uow, account.case_id, by)
    this = invoice_id(by, invoice.reference)
    if any(invoice_id(by, payment.invoice.reference) == this for payment in before):
        raise PaymentRefused("this contractor's invoice of that reference is paid already")
    row = await uow.find(ContractorOfCase, by)
    if row is None:
        if account.names_contractors:
            raise PaymentRefused(
                "the contractor gave no estimate for the approval, and nobody has agreed to them"
                " since (section 38; guidance B132)"
            )
        return
    contractor = Contractor(estimate=row.estimate, agreed_by=row.agreed_by)
    check_payer(contractor, uow.reach.principal)
    paid = sum((payment.amount for payment in before), NIL) + await _accepted(uow, by)
    check_contractor(contractor, paid, invoice.amount, stage, policy_of(account.policy_version))


async def _paid_to(uow: UnitOfWork, case_id: uuid.UUID, by: uuid.UUID) -> Sequence[Payment]:
    payments = await uow.session.scalars(
        select(Payment).where(Payment.case_id == case_id, Payment.returned_on.is_(None))
    )
    return [p for p in payments if contractor_id(case_id, p.invoice.contractor) == by]
