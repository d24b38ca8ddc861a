"""A run is proposed, approved, sealed, handed in and answered, each step once, or voided."""

import hashlib
import uuid
from collections.abc import Sequence

from sqlalchemy import select

from services.payments.books import book_of
from services.payments.domain.bank import check_other
from services.payments.domain.ledger import entries
from services.payments.domain.releases import (
    Answered,
    Outcome,
    Proposal,
    RunChanged,
    RunConfirmed,
    RunState,
    Seen,
    check_answered,
    check_seen,
    check_state,
    digest_of,
)
from services.payments.domain.runs import read_run
from services.payments.formats import bacs18
from services.payments.runs.proposing import details_of, draft, lines_of, lock_open
from services.payments.tables import Account, PaymentRun, ReceivedInvoice, RunPayment
from shared.money import pence
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput

_STEPS = {
    "sealed": entries.sealed,
    "sent_back": entries.sent_back,
    "made_good": entries.made_good,
}


async def propose_run(uow: UnitOfWork, asked: Proposal) -> PaymentRun:
    """Put approved invoices into a run: payee, account, sum and reference are frozen."""
    uow.concerns(asked.district)
    lines = await lines_of(uow, asked)
    content = await draft(uow, asked, lines)
    run = PaymentRun(
        id=uow.new_id("run"),
        district=asked.district,
        state=RunState.PROPOSED,
        content=content,
        service_user_number=content.service_user_number,
        serial=content.serial,
        digest=digest_of(content.payments),
        proposed_at=uow.now,
        proposed_by=uow.reach.principal,
    )
    uow.add(run)
    await uow.session.flush()
    for line, ((invoice, details), payment) in enumerate(
        zip(lines, content.payments, strict=True), 1
    ):
        uow.add(
            RunPayment(
                id=uow.new_id(f"payment/{line}"),
                run_id=run.id,
                line=line,
                case_id=invoice.case_id,
                district=asked.district,
                invoice=invoice.id,
                bank_details=details.id,
                amount=payment.amount,
                reference=payment.reference,
                live=True,
            )
        )
    return run


async def approve_run(uow: UnitOfWork, run_id: uuid.UUID, seen: Seen) -> PaymentRun:
    """Approve the very payments that were seen; never by who proposed them."""
    run = await _at(uow, run_id, RunState.PROPOSED)
    check_other(uow.reach.principal, run.proposed_by)
    check_seen(seen, len(run.content.payments), run.content.total, run.digest)
    run.state, run.approved_by = RunState.APPROVED, uow.reach.principal
    return run


async def seal_run(uow: UnitOfWork, run_id: uuid.UUID) -> PaymentRun:
    """Make the file and post what it holds, in one transaction; its bytes never change after.

    A frozen case, other bank details or a day that has passed refuse it: no date is rolled on.
    """
    run = await _at(uow, run_id, RunState.APPROVED)
    check_other(uow.reach.principal, run.proposed_by, run.approved_by)
    payments = await _payments(uow, run)
    open_cases = await lock_open(uow, [payment.case_id for payment in payments])
    for payment in payments:
        invoice = await _invoice(uow, payment)
        if payment.case_id not in open_cases:
            raise RunChanged(f"the case of {payment.reference} is frozen: void the run")
        if (await details_of(uow, invoice)).id != payment.bank_details:
            raise RunChanged(f"the payee of {payment.reference} has other details: void the run")
        await _post(uow, payment, "sealed")
    made = run.content.model_copy(update={"created_at": uow.now})
    run.content = read_run(made.model_dump(mode="json"))
    run.file = bacs18.write(run.content)
    run.file_sha256 = hashlib.sha256(run.file).hexdigest()
    run.state, run.sealed_by = RunState.SEALED, uow.reach.principal
    return run


async def hand_in(uow: UnitOfWork, run_id: uuid.UUID) -> PaymentRun:
    """Note that the bank has the file: from here on only a recall can stop it."""
    run = await _at(uow, run_id, RunState.SEALED)
    run.state, run.handed_in_on = RunState.HANDED_IN, uow.today
    return run


async def confirm_run(uow: UnitOfWork, run_id: uuid.UUID, answered: Answered) -> PaymentRun:
    """Take the bank's answer; each payment is then posted by itself."""
    run = await _at(uow, run_id, RunState.HANDED_IN)
    check_answered(answered.confirmed_on, run.handed_in_on or uow.today, uow.today)
    payments = {payment.reference: payment for payment in await _payments(uow, run)}
    for at, reference in enumerate(answered.rejected):
        if reference not in payments:
            raise InvalidInput.at(f"/rejected/{at}", "no reference of this run")
        payments[reference].outcome = Outcome.REJECTED
    run.state, run.confirmed_on = RunState.CONFIRMED, answered.confirmed_on
    uow.later(RunConfirmed(district=run.district, run_id=run.id, payments=len(payments)))
    return run


async def void_run(uow: UnitOfWork, run_id: uuid.UUID) -> PaymentRun:
    """Give a run up that the bank does not have: what it held is due again, its serial is burnt.

    A sealed run is voided by somebody else than who sealed it.
    """
    run = await _at(uow, run_id, RunState.PROPOSED, RunState.APPROVED, RunState.SEALED)
    check_other(uow.reach.principal, run.sealed_by)
    payments = await _payments(uow, run)
    await lock_open(uow, [payment.case_id for payment in payments])
    for payment in payments:
        if run.state == RunState.SEALED:
            await _post(uow, payment, "sent_back")
            await _post(uow, payment, "made_good")
        payment.live, payment.outcome = False, Outcome.VOIDED
    run.state, run.voided_by = RunState.VOIDED, uow.reach.principal
    return run


async def make_good(uow: UnitOfWork, run_id: uuid.UUID, reference: str) -> PaymentRun:
    """What the bank rejected is due again, once its payee has other bank details in force."""
    run = await _at(uow, run_id, RunState.CONFIRMED)
    payment = next((p for p in await _payments(uow, run) if p.reference == reference), None)
    if payment is None or payment.outcome != Outcome.REJECTED or not payment.live:
        raise InvalidInput.at("/reference", "no rejected payment of this run waits under it")
    if (await details_of(uow, await _invoice(uow, payment))).id == payment.bank_details:
        raise RunChanged("the payee has the same bank details still: two people change them first")
    await lock_open(uow, [payment.case_id])
    await _post(uow, payment, "made_good")
    payment.live = False
    return run


async def _at(uow: UnitOfWork, run_id: uuid.UUID, *states: RunState) -> PaymentRun:
    run = await uow.load(PaymentRun, run_id)
    uow.concerns(run.district)
    check_state(run.state, *states)
    return run


async def _payments(uow: UnitOfWork, run: PaymentRun) -> Sequence[RunPayment]:
    rows = select(RunPayment).where(RunPayment.run_id == run.id).order_by(RunPayment.line)
    return (await uow.session.scalars(rows)).all()


async def _invoice(uow: UnitOfWork, payment: RunPayment) -> ReceivedInvoice:
    return await uow.read(ReceivedInvoice, payment.invoice)


async def _post(uow: UnitOfWork, payment: RunPayment, step: str) -> None:
    """One step of a payment, which has one entry in the ledger for each of its steps."""
    contractor = str((await _invoice(uow, payment)).contractor)
    book = await book_of(uow, await uow.read(Account, payment.case_id))
    entry = _STEPS[step](contractor, pence(payment.amount))
    book.post(uow, step, entry, uow.today, cause=payment.id)
