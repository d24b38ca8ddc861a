"""A run is proposed, approved, sealed, handed in and answered, each step once, or voided."""

import hashlib
import uuid

from services.payments.domain.bank import FileFormat, check_other
from services.payments.domain.life import RUNS, RunStep
from services.payments.domain.limits import check_limit
from services.payments.domain.releases import (
    Answered,
    Outcome,
    Proposal,
    RunChanged,
    RunConfirmed,
    Seen,
    check_answered,
    check_seen,
    digest_of,
)
from services.payments.domain.runs import Run, made_at
from services.payments.formats import bacs18, pain001
from services.payments.runs.loading import after_step, invoices_of, payments_of, post_step
from services.payments.runs.proposing import (
    debit_account_of,
    draft,
    lines_of,
    lock,
    still_goes_to,
)
from services.payments.tables import DebitAccount, PaymentRun, ReceivedInvoice, RunPayment
from shared.life import after
from shared.mistakes import Mistake
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput

WRITE = {FileFormat.BACS18: bacs18.write, FileFormat.PAIN001: pain001.write}


async def propose_run(uow: UnitOfWork, asked: Proposal) -> PaymentRun:
    """Put approved invoices into a run: payee, account, sum and reference are frozen."""
    uow.concerns(asked.district)
    lines = await lines_of(uow, asked)
    account = await debit_account_of(uow, asked.district)
    content = await draft(uow, account, asked, lines)
    run = PaymentRun(
        id=uow.new_id("run"),
        district=asked.district,
        state=after(RUNS, "run", None, RunStep.PROPOSE),
        content=content,
        service_user_number=content.service_user_number,
        serial=content.serial,
        file_format=account.file_format,
        digest=digest_of(content.payments),
        proposed_at=uow.now,
        proposed_by=uow.reach.principal,
    )
    uow.add(run)
    await uow.session.flush()
    for line, ((invoice, details), payment) in enumerate(
        zip(lines, content.payments, strict=True), 1
    ):
        invoice.run_id = run.id
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
    """Approve the very payments that were seen, within one's limit; never by who proposed them."""
    run = await after_step(uow, run_id, RunStep.APPROVE)
    check_other(uow.reach.principal, run.proposed_by)
    check_seen(seen, len(run.content.payments), run.content.total, run.digest)
    check_limit(uow.reach.limit, run.content.total)
    run.approved_by = uow.reach.principal
    return run


async def seal_run(uow: UnitOfWork, run_id: uuid.UUID) -> PaymentRun:
    """Make the file and post what it holds, in one transaction; its bytes never change after.

    A frozen case, works that are not complete after all, other bank details, another account to pay from or a day that has passed
    refuse it: no date is rolled on.
    """
    run = await after_step(uow, run_id, RunStep.SEAL)
    check_other(uow.reach.principal, run.proposed_by, run.approved_by)
    payments = await payments_of(uow, run)
    locked = await lock(uow, [payment.case_id for payment in payments])
    invoices = await invoices_of(uow, payments)
    details = await still_goes_to(uow, [invoices[payment.invoice] for payment in payments])
    for payment, goes_to in zip(payments, details, strict=True):
        if not locked.may_pay(invoices[payment.invoice]):
            raise RunChanged(
                f"the case of {payment.reference} is frozen, in dispute or not complete: void the run"
            )
        if goes_to != payment.bank_details:
            raise RunChanged(f"the payee of {payment.reference} has other details: void the run")
    _check_originator(run.content, await debit_account_of(uow, run.district))
    await post_step(uow, "sealed", payments, invoices)
    run.content = made_at(run.content, uow.now)
    run.file = WRITE[FileFormat(run.file_format)](run.content)
    run.file_sha256 = hashlib.sha256(run.file).hexdigest()
    run.sealed_by = uow.reach.principal
    return run


async def hand_in(uow: UnitOfWork, run_id: uuid.UUID) -> PaymentRun:
    """Note that the bank has the file: from here on only a recall can stop it."""
    run = await after_step(uow, run_id, RunStep.HAND_IN)
    run.handed_in_on = uow.today
    return run


async def confirm_run(uow: UnitOfWork, run_id: uuid.UUID, answered: Answered) -> PaymentRun:
    """Take the bank's answer; each payment is then posted by itself."""
    run = await after_step(uow, run_id, RunStep.CONFIRM)
    check_answered(answered.confirmed_on, run.handed_in_on or uow.today, uow.today)
    payments = {payment.reference: payment for payment in await payments_of(uow, run)}
    recallable = {reference: p for reference, p in payments.items() if p.recalled_by}
    _note(payments, "rejected", answered.rejected, Outcome.REJECTED)
    _note(recallable, "recalled", answered.recalled, Outcome.RECALLED)
    run.confirmed_on = answered.confirmed_on
    uow.later(RunConfirmed(district=run.district, run_id=run.id, payments=len(payments)))
    return run


async def void_run(uow: UnitOfWork, run_id: uuid.UUID, mistake: Mistake) -> PaymentRun:
    """Give a run up that the bank does not have: what it held is due again, its serial is burnt.

    A sealed run is voided by somebody else than who sealed it.
    """
    run = await after_step(uow, run_id, RunStep.VOID)
    check_other(uow.reach.principal, run.sealed_by)
    payments = await payments_of(uow, run)
    await lock(uow, [payment.case_id for payment in payments])
    invoices = await invoices_of(uow, payments)
    if run.file is not None:
        await post_step(uow, "sent_back", payments, invoices)
        await post_step(uow, "made_good", payments, invoices)
    for payment in payments:
        _take_out(payment, invoices[payment.invoice])
    run.voided_by, run.voided_because = uow.reach.principal, mistake.reason
    return run


def _take_out(payment: RunPayment, invoice: ReceivedInvoice) -> None:
    payment.live, payment.outcome = False, Outcome.VOIDED
    invoice.run_id = None


def _note(
    known: dict[str, RunPayment], name: str, references: tuple[str, ...], outcome: Outcome
) -> None:
    """What the bank says of single payments."""
    for place, reference in enumerate(references):
        payment = known.get(reference)
        if payment is None or payment.outcome is not None:
            raise InvalidInput.at(f"/{name}/{place}", f"no payment of this run that can be {name}")
        payment.outcome = outcome


def _check_originator(content: Run, account: DebitAccount) -> None:
    """What was approved names the account that pays."""
    by = content.originator
    if (by.sort_code, by.account_number) != (account.sort_code, account.account_number):
        raise RunChanged("the district pays from another account now: void the run")
