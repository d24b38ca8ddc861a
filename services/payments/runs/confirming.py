"""The payments of an answered run are posted, one transaction each: a job that goes on anywhere."""

from sqlalchemy import select

from services.payments.books import arrived, book_of
from services.payments.domain.ledger import entries
from services.payments.domain.releases import Outcome, RunConfirmed
from services.payments.tables import Account, PaymentRun, ReceivedInvoice, RunPayment
from shared.bus.job import Job
from shared.money import pence
from shared.persistence.unit_of_work import UnitOfWork


async def confirm_each(job: Job, event: RunConfirmed) -> None:
    """Post what the bank did with each payment; the cursor is the last line that is done."""
    for line in range(int(job.cursor or 0) + 1, event.payments + 1):
        async with job.step(str(line), action="confirm_payment") as uow:
            payment = await _line(uow, event, line)
            run = await uow.read(PaymentRun, event.run_id)
            await _confirm(uow, run, payment)


async def _line(uow: UnitOfWork, event: RunConfirmed, line: int) -> RunPayment:
    of = (RunPayment.run_id == event.run_id) & (RunPayment.line == line)
    return (await uow.session.scalars(select(RunPayment).where(of))).one()


async def _confirm(uow: UnitOfWork, run: PaymentRun, sent: RunPayment) -> None:
    """The bank paid it, or sent it back."""
    row = await uow.load(Account, sent.case_id)
    book = await book_of(uow, row)
    invoice = await uow.read(ReceivedInvoice, sent.invoice)
    contractor, day = invoice.owner, run.confirmed_on or uow.today
    uow.concerns(sent.district, sent.case_id)
    if sent.outcome in {Outcome.REJECTED, Outcome.RECALLED}:
        entry = entries.sent_back(contractor, pence(sent.amount))
        book.post(uow, "sent_back", entry, day, cause=sent.id)
        return
    sent.outcome = Outcome.PAID
    entry = entries.debited(contractor, pence(sent.amount))
    book.post(uow, "debited", entry, day, cause=sent.id)
    await arrived(uow, book, invoice, sent.id, day)
