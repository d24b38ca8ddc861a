"""What follows once money has reached a contractor, or is never to."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.payments.books.book import Book
from services.payments.domain.invoices import InvoiceKind, LapsedApproval
from services.payments.domain.ledger.chart import Code
from services.payments.domain.ledger.entries import release, taken_back
from services.payments.domain.life import InvoiceState, InvoiceStep
from services.payments.tables import Account, Payment, ReceivedInvoice
from shared.contracts.codes import PaymentStage
from shared.contracts.event import Event
from shared.contracts.payments import (
    AccountReopened,
    AccountSettled,
    ContributionRefunded,
    PaymentMade,
    PaymentReturned,
)
from shared.persistence.unit_of_work import UnitOfWork


def tell(uow: UnitOfWork, account: Account, event: Event) -> None:
    """Tell the other services of a grant; what the council ordered itself is no case of theirs."""
    if account.is_grant:
        uow.publish(event)


def settle(uow: UnitOfWork, book: Book) -> None:
    """Nothing more is paid; the rest of the award is released and what is due back is told."""
    release_rest(uow, book)
    book.row.settled_on = uow.today
    _tell_settled(uow, book, uow.today)


def reopen(uow: UnitOfWork, book: Book) -> None:
    """What settled the account was a mistake: money is taken in and paid again, as others hear."""
    row = book.row
    row.settled_on = None
    reopened = AccountReopened(case_id=row.case_id, district=row.district, reopened_on=uow.today)
    tell(uow, row, reopened)


def release_rest(uow: UnitOfWork, book: Book) -> None:
    """What nobody has drawn of the award goes back to the district's budget."""
    if committed := book.balances.by(Code.COMMITTED):
        book.post(uow, "release", release(committed), uow.today)


def end(uow: UnitOfWork, book: Book, on: dt.date) -> None:
    """The approval ended before the works were complete: the account is settled at what was paid.

    What was approved and not paid yet waits until somebody decides on it (sections 41 and 56).
    """
    book.row.frozen_on = on
    if book.owed:
        release_rest(uow, book)
    else:
        settle(uow, book)


async def restore(uow: UnitOfWork, book: Book) -> None:
    """The approval had not ended: what was released is committed again, and the account goes on.

    Where the last of all was paid meanwhile, the account stays settled, which is told again.
    """
    settled_on = book.row.settled_on
    book.row.frozen_on = None
    if settled_on and not book.owed and await final_invoice(uow, book.row.case_id):
        _tell_settled(uow, book, settled_on)
        return
    if released := book.balances.by(Code.RELEASED):
        book.post(uow, "recommitment", taken_back(release(released)), uow.today)
    if settled_on is not None:
        reopen(uow, book)


def _tell_settled(uow: UnitOfWork, book: Book, on: dt.date) -> None:
    row = book.row
    settled = AccountSettled(
        case_id=row.case_id,
        district=row.district,
        settled_on=on,
        paid=book.paid,
        contribution_due_back=book.standing.contribution_unspent,
        approval_ended=row.frozen_on is not None,
    )
    tell(uow, row, settled)


async def settle_if_done(uow: UnitOfWork, book: Book) -> None:
    """Settle an account on which nothing is owed and nothing more can come."""
    row = book.row
    if row.settled_on is not None or book.owed:
        return
    if row.frozen_on is not None or await final_invoice(uow, row.case_id):
        settle(uow, book)


async def arrived(
    uow: UnitOfWork, book: Book, invoice: ReceivedInvoice, payment_id: uuid.UUID, day: dt.date
) -> None:
    """An approved invoice has reached its contractor; the last of all settles the account."""
    row = book.row
    invoice.paid_on = day
    if invoice.kind == InvoiceKind.REFUND:
        _tell_refunded(uow, invoice, day)
        return
    payment = Payment(
        id=payment_id,
        case_id=row.case_id,
        district=row.district,
        stage=invoice.stage,
        amount=invoice.payable,
        from_award=invoice.paid_from_award,
        paid_on=day,
        invoice=invoice.invoice,
        invoice_id=invoice.invoice_id,
    )
    uow.add(payment)
    await _tell_made(uow, book, payment)


async def reinstate(uow: UnitOfWork, book: Book, invoice: ReceivedInvoice, made: Payment) -> None:
    """A payment stands after all that was said not to: it is told again, with the sum that stands."""
    made.returned_on = made.taken_back = None
    invoice.paid_on = made.paid_on
    await _tell_made(uow, book, made)


def fall_back(
    uow: UnitOfWork, book: Book, invoice: ReceivedInvoice, made: Payment, on: dt.date
) -> None:
    """A payment does not stand: its invoice is owed again, and others hear the sum that does."""
    made.returned_on, invoice.paid_on = on, None
    returned = PaymentReturned(
        case_id=made.case_id,
        district=made.district,
        payment_id=made.id,
        returned_on=on,
        amount=made.amount,
        paid_to_date=book.paid,
    )
    tell(uow, book.row, returned)


async def _tell_made(uow: UnitOfWork, book: Book, payment: Payment) -> None:
    made = PaymentMade(
        case_id=payment.case_id,
        district=payment.district,
        payment_id=payment.id,
        paid_on=payment.paid_on,
        stage=PaymentStage(payment.stage),
        amount=payment.amount,
        paid_to_date=book.paid,
    )
    tell(uow, book.row, made)
    await settle_if_done(uow, book)


def _tell_refunded(uow: UnitOfWork, refund: ReceivedInvoice, day: dt.date) -> None:
    uow.publish(
        ContributionRefunded(
            case_id=refund.case_id,
            district=refund.district,
            refund_id=refund.id,
            refunded_on=day,
            amount=refund.amount,
        )
    )


async def lapse(uow: UnitOfWork, case_id: uuid.UUID, reason: str) -> None:
    """What is paid last and was approved on a certificate that was a mistake is looked at again."""
    unpaid = await uow.session.scalars(
        select(ReceivedInvoice).where(
            ReceivedInvoice.case_id == case_id,
            ReceivedInvoice.state == InvoiceState.APPROVED,
            ReceivedInvoice.paid_on.is_(None),
            ReceivedInvoice.lapsed_on.is_(None),
        )
    )
    for invoice in unpaid:
        if not invoice.is_last or invoice.decided_on is None or invoice.decided_by is None:
            continue
        invoice.take(InvoiceStep.LAPSE)
        lapsed = LapsedApproval(
            on=uow.today,
            by=uow.reach.principal,
            because=reason,
            approved_on=invoice.decided_on,
            approved_by=invoice.decided_by,
        )
        invoice.lapsed_approvals += (lapsed,)
        invoice.lapsed_on = uow.today


async def final_invoice(uow: UnitOfWork, case_id: uuid.UUID) -> ReceivedInvoice | None:
    """The case's final invoice, once it is approved."""
    final = select(ReceivedInvoice).where(
        ReceivedInvoice.case_id == case_id,
        ReceivedInvoice.kind == InvoiceKind.WORKS,
        ReceivedInvoice.stage == PaymentStage.FINAL,
        ReceivedInvoice.state == InvoiceState.APPROVED,
    )
    found: ReceivedInvoice | None = await uow.session.scalar(final)
    return found
