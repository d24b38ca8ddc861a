"""Approved invoices that are not paid yet: paid although the approval has ended, or taken back."""

import uuid

from services.payments.books import Book, locked, release_rest, settle_if_done
from services.payments.domain.ledger.chart import Code
from services.payments.domain.ledger.entries import deducted, taken_back
from services.payments.domain.life import InvoiceStep
from services.payments.invoices.deciding import of_case
from services.payments.invoices.standing import POSTED_AS, standing_entry
from services.payments.tables import ReceivedInvoice
from shared.money import NIL, pence
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


async def continue_payment(
    uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID, reason: str
) -> ReceivedInvoice:
    """Decide that work done before the approval ended is paid for (sections 41 and 56; B136, B137)."""
    book = await locked(uow, case_id)
    if book.row.frozen_on is None:
        raise WrongState("the approval has not ended: the next run pays it anyway")
    received = await _waiting(uow, case_id, received_id, InvoiceStep.CONTINUE)
    received.continued_by, received.continued_because = uow.reach.principal, reason
    return received


async def cancel_invoice(
    uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID, reason: str
) -> ReceivedInvoice:
    """Take an approval back before anything was paid: the award is committed again, or released."""
    book = await locked(uow, case_id)
    received = await _waiting(uow, case_id, received_id, InvoiceStep.CANCEL)
    kept_back = -book.balances.by(Code.RETAINED).get(received.owner, 0)
    if received.kind not in POSTED_AS or pence(received.retained) > kept_back:
        raise WrongState("what was held back is due already: it stays due")
    _check_not_demanded(book, received)
    entry = taken_back(await standing_entry(uow, received))
    book.post(uow, "cancellation", entry, uow.today, cause=received.id)
    if received.deducted:
        entry = taken_back(deducted(received.owner, pence(received.deducted)))
        book.post(uow, "deduction-cancelled", entry, uow.today, cause=received.id)
    received.reason = reason
    if book.row.frozen_on is not None:
        release_rest(uow, book)
        await settle_if_done(uow, book)
    return received


def _check_not_demanded(book: Book, received: ReceivedInvoice) -> None:
    """What was demanded back of the grant was paid of it: a payment that came back is made again."""
    spent = book.balances.debits(Code.DRAWN) - pence(received.from_award or NIL)
    if book.balances.due(Code.RECOVERED) > spent:
        raise WrongState("what it was paid with is demanded back: it stays due")


async def _waiting(
    uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID, step: InvoiceStep
) -> ReceivedInvoice:
    received = await of_case(uow, case_id, received_id)
    received.take(step)
    if received.run_id or received.paid_on:
        raise WrongState("only an invoice that is neither paid nor in a run")
    return received
