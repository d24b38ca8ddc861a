"""Payments are stopped at the bank, come back from it, and are made good by others."""

import datetime as dt
import uuid

from services.payments.books import book_of, fall_back
from services.payments.domain.ledger import entries
from services.payments.domain.life import RunStep
from services.payments.domain.releases import Outcome, RunChanged
from services.payments.domain.returns import (
    Recall,
    Returned,
    ReturnReason,
    check_recall,
    check_returned,
    nth,
)
from services.payments.runs.loading import after_step, invoices_of, payment_of, post_step
from services.payments.runs.proposing import debit_account_of, lock, still_goes_to
from services.payments.tables import Account, Payment, PaymentRun, ReceivedInvoice, RunPayment
from shared.money import pence
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, WrongState


async def recall_payment(uow: UnitOfWork, run_id: uuid.UUID, asked: Recall) -> PaymentRun:
    """Note that the bank was asked to stop a payment; its answer says whether it did."""
    run = await after_step(uow, run_id, RunStep.RECALL)
    payment = await payment_of(uow, run.district, asked.reference)
    if payment.run_id != run.id or payment.recalled_by is not None:
        raise InvalidInput.at("/reference", "no payment of this run that can be recalled")
    until = dt.time.fromisoformat((await debit_account_of(uow, run.district)).recall_until)
    check_recall(uow.now, run.content.processing_date, until)
    payment.recalled_by, payment.recall_reason = uow.reach.principal, asked.reason
    return run


async def note_return(uow: UnitOfWork, told: Returned) -> RunPayment:
    """Book a payment that came back: it is owed again, and waits until it is made good."""
    uow.concerns(told.district)
    payment = await payment_of(uow, told.district, told.reference)
    if payment.outcome != Outcome.PAID:
        raise WrongState("the payment was not made, or has come back already")
    row = await uow.load(Account, payment.case_id)
    invoice = await uow.read(ReceivedInvoice, payment.invoice)
    check_returned(told, payment.amount, invoice.paid_on or uow.today, uow.today)
    book = await book_of(uow, row)
    entry = entries.returned(invoice.owner, pence(payment.amount))
    step = nth("returned", len(payment.taken_back))
    book.post(uow, step, entry, told.returned_on, cause=payment.id)
    payment.outcome = Outcome.RETURNED
    payment.returned_on, payment.return_reason = told.returned_on, told.reason
    made = await uow.find(Payment, payment.id)
    if made is None:  # a refund to the applicant is no payment of works
        invoice.paid_on = None
    else:
        fall_back(uow, book, invoice, made, told.returned_on)
    return payment


async def make_good(uow: UnitOfWork, run_id: uuid.UUID, reference: str) -> PaymentRun:
    """What did not reach its payee is due again, once other bank details of theirs are in force.

    What we asked the bank to stop or send back is due again as it was.
    """
    run = await after_step(uow, run_id, RunStep.MAKE_GOOD)
    payment = await payment_of(uow, run.district, reference)
    if payment.run_id != run.id or not _has_failed(payment):
        raise InvalidInput.at("/reference", "no payment of this run waits under it")
    await lock(uow, [payment.case_id])
    invoices = await invoices_of(uow, [payment])
    [goes_to] = await still_goes_to(uow, list(invoices.values()))
    if goes_to == payment.bank_details and not _was_asked_back(payment):
        raise RunChanged("the payee has the same bank details still: two people change them first")
    await post_step(uow, "made_good", [payment], invoices)
    payment.live, invoices[payment.invoice].run_id = False, None
    return run


def _has_failed(payment: RunPayment) -> bool:
    failed = {Outcome.REJECTED, Outcome.RECALLED, Outcome.RETURNED}
    return payment.live and payment.outcome in failed


def _was_asked_back(payment: RunPayment) -> bool:
    return payment.outcome == Outcome.RECALLED or payment.return_reason == ReturnReason.REQUESTED
