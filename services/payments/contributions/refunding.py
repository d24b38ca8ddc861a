"""What the applicant paid in and was not spent goes back, by the same runs as all payments."""

import uuid

from services.payments.books import locked
from services.payments.domain.bank import check_other
from services.payments.domain.contributions import RefundAsked, check_refund
from services.payments.domain.invoices import Invoice, InvoiceKind, invoice_id
from services.payments.domain.ledger import entries
from services.payments.domain.life import INVOICES, InvoiceStep
from services.payments.tables import Account, ReceivedInvoice
from shared.contracts.codes import PaymentStage
from shared.contracts.contractors import contractor_id
from shared.life import after
from shared.money import NIL, pence
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound


async def propose_refund(
    uow: UnitOfWork, case_id: uuid.UUID, asked: RefundAsked
) -> ReceivedInvoice:
    """Ask that money be given back; somebody else decides, and a run pays it."""
    book = await locked(uow, case_id)
    check_refund(book.standing, asked.amount, ended=_ended(book.row))
    refund_id, payee = uow.new_id("refund"), contractor_id(case_id, asked.payee)
    refund = ReceivedInvoice(
        id=refund_id,
        case_id=case_id,
        district=book.row.district,
        contractor=payee,
        invoice=Invoice(
            contractor=asked.payee,
            reference=f"Refund {refund_id}",
            amount=asked.amount,
            invoiced_on=uow.today,
            inspected_on=uow.today,
            value_of_work=NIL,
        ),
        invoice_id=invoice_id(payee, str(refund_id)),
        kind=InvoiceKind.REFUND,
        stage=PaymentStage.FINAL,
        amount=asked.amount,
        retained=NIL,
        credited=NIL,
        state=after(INVOICES, "refund", None, InvoiceStep.RECEIVE),
        received_on=uow.today,
        received_by=uow.reach.principal,
        due_on=uow.today,
    )
    uow.add(refund)
    return refund


async def approve_refund(
    uow: UnitOfWork, case_id: uuid.UUID, refund_id: uuid.UUID
) -> ReceivedInvoice:
    """Give it back: it is due to the applicant, and the next run may pay it."""
    book = await locked(uow, case_id)
    refund = await uow.find(ReceivedInvoice, refund_id)
    if refund is None or (refund.case_id, refund.kind) != (case_id, InvoiceKind.REFUND):
        raise NotFound
    refund.take(InvoiceStep.APPROVE)
    check_other(uow.reach.principal, refund.received_by)
    check_refund(book.standing, refund.amount, ended=_ended(book.row))
    entry = entries.refund(pence(refund.amount))
    book.post(uow, "refund", entry, uow.today, cause=refund.id)
    refund.from_award = NIL
    refund.decided_on, refund.decided_by = uow.today, uow.reach.principal
    return refund


def _ended(row: Account) -> bool:
    return row.settled_on is not None
