"""What a bank did was noted wrongly: what is right is noted, and what was said before stays."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from services.payments.books import Book, arrived, book_of, fall_back, reinstate, take_back
from services.payments.domain.ledger import entries
from services.payments.domain.ledger.entries import Entry
from services.payments.domain.life import RunStep
from services.payments.domain.releases import Outcome
from services.payments.domain.returns import (
    AnswerCorrection,
    AnswerTakenBack,
    ReturnCorrection,
    ReturnReason,
    check_correction,
    nth,
)
from services.payments.runs.loading import after_step, payment_of
from services.payments.tables import (
    Account,
    LedgerEntry,
    Payment,
    PaymentRun,
    ReceivedInvoice,
    RunPayment,
)
from shared.money import pence
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, WrongState


@dataclass(frozen=True)
class Sent:
    """A payment of a run, the invoice that it pays, and its account, which is locked."""

    uow: UnitOfWork
    payment: RunPayment
    invoice: ReceivedInvoice
    book: Book

    def post(self, step: str, as_entry: Callable[[str, int], Entry]) -> None:
        """Take a step in the ledger."""
        self._post(step, as_entry(self.invoice.owner, pence(self.payment.amount)))

    def undo(self, step: str, as_entry: Callable[[str, int], Entry], reason: str) -> None:
        """Take a step back; what was noted until now stays with the payment."""
        entry = as_entry(self.invoice.owner, pence(self.payment.amount))
        self._post(f"{step}-corrected", entries.taken_back(entry))
        self.keep(reason)

    def keep(self, reason: str) -> None:
        """Keep what was noted until now, and why it is no longer."""
        noted = self.payment
        before = AnswerTakenBack(
            on=self.uow.today,
            by=self.uow.reach.principal,
            because=reason,
            outcome=Outcome(noted.outcome or ""),
            returned_on=noted.returned_on,
            return_reason=ReturnReason(noted.return_reason) if noted.return_reason else None,
        )
        noted.taken_back = (*noted.taken_back, before)

    async def made(self) -> Payment | None:
        """What the account has of it; None where it never reached its payee, and of a refund."""
        return await self.uow.find(Payment, self.payment.id)

    def _post(self, step: str, entry: Entry) -> None:
        name = nth(step, len(self.payment.taken_back))
        self.book.post(self.uow, name, entry, self.uow.today, cause=self.payment.id)


async def correct_answer(uow: UnitOfWork, run_id: uuid.UUID, said: AnswerCorrection) -> PaymentRun:
    """Note what the bank did with a payment, in place of what was noted; the ledger follows."""
    run = await after_step(uow, run_id, RunStep.CORRECT)
    payment = await payment_of(uow, run.district, said.reference)
    if payment.run_id != run.id or not payment.live:
        raise InvalidInput.at("/reference", "no payment of this run that can be corrected")
    check_correction(said, payment.outcome, recalled=payment.recalled_by is not None)
    await _check_posted(uow, payment)
    sent = await _sent(uow, payment)
    if payment.outcome == Outcome.PAID:
        await _was_not_made(sent, said.reason)
    elif said.outcome is Outcome.PAID:
        await _was_made(sent, run, said.reason)
    else:
        sent.keep(said.reason)
    payment.outcome = said.outcome
    return run


async def correct_return(uow: UnitOfWork, said: ReturnCorrection) -> RunPayment:
    """Take back that a payment came back, until it is made good: it stands as it was made."""
    uow.concerns(said.district)
    payment = await payment_of(uow, said.district, said.reference)
    if payment.outcome != Outcome.RETURNED:
        raise WrongState("nobody has booked that the payment came back")
    if not payment.live:
        raise WrongState("the payment is made good already: the invoice is due again")
    sent = await _sent(uow, payment)
    sent.undo("returned", entries.returned, said.reason)
    payment.outcome, payment.returned_on, payment.return_reason = Outcome.PAID, None, None
    made = await sent.made()
    if made is None:  # a refund to the applicant is no payment of works
        sent.invoice.paid_on = (await uow.read(PaymentRun, payment.run_id)).confirmed_on
    else:
        await reinstate(uow, sent.book, sent.invoice, made)
    return payment


async def _was_not_made(sent: Sent, reason: str) -> None:
    """It never left the bank, and waits until it is made good."""
    made = await sent.made()
    if made is None:
        raise WrongState("that the refund was paid is told: book what the payee's bank sends back")
    sent.undo("debited", entries.debited, reason)
    sent.post("sent_back", entries.sent_back)
    take_back(sent.uow, made, reason)
    fall_back(sent.uow, sent.book, sent.invoice, made, sent.uow.today)


async def _was_made(sent: Sent, run: PaymentRun, reason: str) -> None:
    """It reached its payee on the day of the bank's answer."""
    sent.undo("sent_back", entries.sent_back, reason)
    sent.post("debited", entries.debited)
    made = await sent.made()
    if made is None:
        day = run.confirmed_on or sent.uow.today
        await arrived(sent.uow, sent.book, sent.invoice, sent.payment.id, day)
    else:
        await reinstate(sent.uow, sent.book, sent.invoice, made)


async def _check_posted(uow: UnitOfWork, payment: RunPayment) -> None:
    """The payments of an answered run are posted one after the other."""
    if payment.outcome == Outcome.PAID or payment.taken_back:
        return
    sent_back = uuid.uuid5(payment.id, "entry/sent_back")
    if await uow.session.get(LedgerEntry, sent_back) is None:
        raise WrongState("the bank's answer is being posted: try again in a moment")


async def _sent(uow: UnitOfWork, payment: RunPayment) -> Sent:
    row = await uow.load(Account, payment.case_id)
    uow.concerns(row.district, row.case_id)
    invoice = await uow.read(ReceivedInvoice, payment.invoice)
    return Sent(uow, payment, invoice, await book_of(uow, row))
