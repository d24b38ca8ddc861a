"""Credit notes come in, and are decided on by others than who received them."""

import uuid

from sqlalchemy import select

from services.payments.books import locked, release_rest
from services.payments.domain.bank import check_other
from services.payments.domain.credits import CreditNote, check_after_invoice, check_credit
from services.payments.domain.dates import check_dates
from services.payments.domain.invoices import InvoiceKind, PaymentRefused, invoice_id
from services.payments.domain.ledger import entries
from services.payments.domain.ledger.chart import Code
from services.payments.domain.life import INVOICES, InvoiceState, InvoiceStep
from services.payments.domain.own_works import check_grant
from services.payments.invoices.deciding import of_case
from services.payments.invoices.standing import standing_entry
from services.payments.tables import ReceivedCredit, ReceivedInvoice
from shared.life import after
from shared.money import NIL, pence, pounds
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound, WrongState


async def receive_credit(
    uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID, note: CreditNote
) -> ReceivedCredit:
    """Register a credit note on an approved invoice that is neither paid nor in a run."""
    book = await locked(uow, case_id)
    check_grant(book.row.contracting_party)
    invoice = await _payable(uow, case_id, received_id)
    check_dates({"/dated_on": note.dated_on}, book.row.opened_on, uow.today)
    check_after_invoice(note, invoice.invoice)
    check_credit(note.amount, invoice.payable)
    note_id = invoice_id(invoice.contractor, f"credit {note.reference}")
    await _check_once(uow, note_id)
    credit = ReceivedCredit(
        id=uow.new_id("credit"),
        case_id=case_id,
        district=book.row.district,
        invoice=invoice.id,
        note=note,
        note_id=note_id,
        state=after(INVOICES, "credit note", None, InvoiceStep.RECEIVE),
        received_on=uow.today,
        received_by=uow.reach.principal,
    )
    uow.add(credit)
    return credit


async def approve_credit(
    uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID, credit_id: uuid.UUID
) -> ReceivedCredit:
    """Take it off the invoice: the awards get it back first, then the applicant's share."""
    book = await locked(uow, case_id)
    invoice = await _payable(uow, case_id, received_id)
    credit = await _decided(uow, invoice, credit_id, InvoiceStep.APPROVE)
    amount = credit.note.amount
    check_credit(amount, invoice.payable)
    posted = await standing_entry(uow, invoice)
    drawn = {line.of: line.pence for line in posted if line.code is Code.DRAWN}
    revenue = sum(line.pence for line in posted if line.code is Code.REVENUE)
    entry = entries.credited(invoice.owner, drawn, revenue, pence(amount))
    book.post(uow, "credit", entry, uow.today, cause=credit.id)
    back = pounds(-sum(line.pence for line in entry if line.code is Code.DRAWN))
    invoice.credited += amount
    invoice.from_award = (invoice.from_award or NIL) - back
    if book.row.frozen_on is not None:
        release_rest(uow, book)
    return credit


async def reject_credit(
    uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID, credit_id: uuid.UUID, reason: str
) -> ReceivedCredit:
    """Turn it down, with the reason; one that is put right may come in again."""
    await locked(uow, case_id)
    invoice = await of_case(uow, case_id, received_id)
    credit = await _decided(uow, invoice, credit_id, InvoiceStep.REJECT)
    credit.reason = reason
    return credit


async def _payable(uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID) -> ReceivedInvoice:
    """The invoice, locked, on which a credit can still be taken off what is paid."""
    invoice = await of_case(uow, case_id, received_id)
    if invoice.kind != InvoiceKind.WORKS or invoice.state != InvoiceState.APPROVED:
        raise WrongState("a credit note is on an approved invoice for works: reject others")
    if invoice.paid_on is not None:
        raise PaymentRefused("the invoice is paid: demand the credit back as an overpayment")
    if invoice.run_id is not None:
        raise PaymentRefused("the invoice is in a payment run: void it, or wait for the bank")
    return invoice


async def _check_once(uow: UnitOfWork, note_id: uuid.UUID) -> None:
    """The same note does not count twice; the account is locked."""
    standing = select(ReceivedCredit.id).where(
        ReceivedCredit.note_id == note_id, ReceivedCredit.state != InvoiceState.REJECTED
    )
    if await uow.session.scalar(standing) is not None:
        raise PaymentRefused("this contractor's credit note of that reference is here already")


async def _decided(
    uow: UnitOfWork, invoice: ReceivedInvoice, credit_id: uuid.UUID, step: InvoiceStep
) -> ReceivedCredit:
    """The credit note, which somebody else received, with who decided on it, and when."""
    credit = await uow.find(ReceivedCredit, credit_id)
    if credit is None or credit.invoice != invoice.id:
        raise NotFound
    credit.take(step)
    check_other(uow.reach.principal, credit.received_by)
    credit.decided_on, credit.decided_by = uow.today, uow.reach.principal
    return credit
