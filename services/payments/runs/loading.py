"""A run with its payments and their invoices, as commands find it, and what a step posts."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from services.payments.books import Posted, post_each
from services.payments.domain.ledger import entries
from services.payments.domain.life import RunStep
from services.payments.tables import PaymentRun, ReceivedInvoice, RunPayment
from shared.money import pence
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState

Invoices = Mapping[uuid.UUID, ReceivedInvoice]

_STEPS = {
    "sealed": entries.sealed,
    "sent_back": entries.sent_back,
    "made_good": entries.made_good,
}


async def after_step(uow: UnitOfWork, run_id: uuid.UUID, step: RunStep) -> PaymentRun:
    """The run, locked, after a step of its life. Raises `WrongState`."""
    run = await uow.load(PaymentRun, run_id)
    uow.concerns(run.district)
    run.take(step)
    return run


async def payment_of(uow: UnitOfWork, district: str, reference: str) -> RunPayment:
    """The payment of a reference, locked: no other has it, nor ever will."""
    found = await uow.session.scalar(
        select(RunPayment)
        .where(RunPayment.district == district, RunPayment.reference == reference)
        .with_for_update()
    )
    if found is None:
        raise WrongState("no payment of the district has this reference")
    return found


async def payments_of(uow: UnitOfWork, run: PaymentRun) -> Sequence[RunPayment]:
    """Its payments in the order of the file."""
    rows = select(RunPayment).where(RunPayment.run_id == run.id).order_by(RunPayment.line)
    return (await uow.session.scalars(rows)).all()


async def invoices_of(uow: UnitOfWork, payments: Sequence[RunPayment]) -> Invoices:
    """The invoices that they pay, by their numbers."""
    wanted = ReceivedInvoice.id.in_([payment.invoice for payment in payments])
    return {row.id: row for row in await uow.session.scalars(select(ReceivedInvoice).where(wanted))}


async def post_step(
    uow: UnitOfWork, step: str, payments: Sequence[RunPayment], invoices: Invoices
) -> None:
    """One step of each payment, which has one entry for each of its steps; accounts are locked."""
    await post_each(
        uow,
        step,
        [
            Posted(
                payment.id,
                payment.case_id,
                payment.district,
                _STEPS[step](invoices[payment.invoice].owner, pence(payment.amount)),
            )
            for payment in payments
        ],
    )
