"""The payments of an answered run are posted, one transaction each: a job that goes on anywhere."""

from sqlalchemy import select

from services.payments.books import book_of, settle
from services.payments.domain.invoices import InvoiceState
from services.payments.domain.ledger import entries
from services.payments.domain.releases import Outcome, RunConfirmed
from services.payments.tables import Account, Payment, PaymentRun, ReceivedInvoice, RunPayment
from shared.bus.job import Job
from shared.contracts.codes import PaymentStage
from shared.contracts.payments import PaymentMade
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
    contractor, day = str(invoice.contractor), run.confirmed_on or uow.today
    uow.concerns(sent.district, sent.case_id)
    if sent.outcome == Outcome.REJECTED:
        entry = entries.sent_back(contractor, pence(sent.amount))
        book.post(uow, "sent_back", entry, day, cause=sent.id)
        return
    sent.outcome = Outcome.PAID
    entry = entries.debited(contractor, pence(sent.amount))
    book.post(uow, "debited", entry, day, cause=sent.id)
    payment = Payment(
        id=sent.id,
        case_id=sent.case_id,
        district=sent.district,
        stage=invoice.stage,
        amount=sent.amount,
        from_award=invoice.from_award,
        paid_on=day,
        invoice=invoice.invoice,
        invoice_id=invoice.invoice_id,
    )
    uow.add(payment)
    uow.publish(
        PaymentMade(
            case_id=sent.case_id,
            district=sent.district,
            payment_id=payment.id,
            paid_on=day,
            stage=PaymentStage(invoice.stage),
            amount=sent.amount,
            paid_to_date=book.paid,
        )
    )
    if row.settled_on is None and not book.owed and await _ended(uow, sent):
        settle(uow, book)


async def _ended(uow: UnitOfWork, sent: RunPayment) -> bool:
    """Whether the case's final invoice is approved."""
    final = select(ReceivedInvoice.id).where(
        ReceivedInvoice.case_id == sent.case_id,
        ReceivedInvoice.stage == PaymentStage.FINAL,
        ReceivedInvoice.state == InvoiceState.APPROVED,
    )
    return await uow.session.scalar(final) is not None
