"""Invoices are decided on, by others than who received them."""

import uuid
from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import func, select

from services.payments.books import (
    Book,
    acceptance_of,
    check_undisputed,
    contractor_of,
    known_contractor,
    plan_of,
    unsettled,
    worth_of,
)
from services.payments.domain.accreditation import check_in_date, check_no_interest, check_tax
from services.payments.domain.bank import check_other
from services.payments.domain.contractors import Contractor
from services.payments.domain.invoices import (
    Invoice,
    InvoiceKind,
    PaymentRefused,
    check_complete,
    check_contractor,
    check_payer,
    check_payment,
    invoice_id,
)
from services.payments.domain.ledger import entries
from services.payments.domain.ledger.chart import Code
from services.payments.domain.life import InvoiceState, InvoiceStep
from services.payments.domain.stages import StagePlan, check_accepted, check_stage
from services.payments.in_force import policy_of
from services.payments.invoices.own_works import accept_own
from services.payments.invoices.retention import release_retained
from services.payments.tables import PAYABLE, Account, Payment, ReceivedInvoice
from shared.contracts.codes import PaymentStage
from shared.contracts.contractors import contractor_id
from shared.money import NIL, pence
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound


async def approve_invoice(
    uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID
) -> ReceivedInvoice:
    """Find an invoice acceptable: it is due to the contractor, and the next run may pay it.

    One whose approval lapsed is in the ledger already.
    """
    book = await unsettled(uow, case_id)
    if (await of_case(uow, case_id, received_id)).lapsed_on is not None:
        return await _approve_again(uow, book, received_id)
    received = await _decided(uow, case_id, received_id, InvoiceStep.APPROVE)
    if received.kind != InvoiceKind.WORKS:
        raise NotFound
    stage, plan = PaymentStage(received.stage), await plan_of(uow, case_id)
    await _check_payee(uow, book.row, received.invoice, stage)
    await _check_works(uow, book, received, plan)
    from_award = book.standing.from_award(received.amount)
    drawn = entries.drawn_from(book.balances.by(Code.COMMITTED), pence(from_award))
    received.from_award = from_award
    if not book.row.is_grant:
        await accept_own(uow, book, received, drawn)
    else:
        if plan and stage is PaymentStage.INTERIM:
            received.retained = plan.retained_of(received.amount)
        share, retained = pence(received.amount - from_award), pence(received.retained)
        revenue = max(0, pence(received.invoice.revenue) - share)
        accepted = entries.invoice(received.owner, share, drawn, retained, revenue)
        book.post(uow, "invoice", accepted, uow.today, cause=received.id)
    if stage is PaymentStage.FINAL:
        await release_retained(uow, book)
    return received


async def _approve_again(uow: UnitOfWork, book: Book, received_id: uuid.UUID) -> ReceivedInvoice:
    """Find it acceptable again, on another certificate and word of the applicant (section 37(4))."""
    case_id = book.row.case_id
    received = await _decided(uow, case_id, received_id, InvoiceStep.APPROVE_AGAIN)
    await _check_payee(uow, book.row, received.invoice, PaymentStage.FINAL)
    await check_undisputed(uow, received)
    check_complete(book.standing, await worth_of(uow, case_id))
    check_accepted(await acceptance_of(uow, case_id))
    received.lapsed_on = None
    return received


async def reject_invoice(
    uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID, reason: str
) -> ReceivedInvoice:
    """Turn an invoice down, with the reason; one that is put right may come in again."""
    await uow.load(Account, case_id)
    received = await _decided(uow, case_id, received_id, InvoiceStep.REJECT)
    received.reason = reason
    return received


async def _check_works(
    uow: UnitOfWork, book: Book, received: ReceivedInvoice, plan: StagePlan | None
) -> None:
    """The works are worth it, its stage was fixed before, and nobody is in dispute over them."""
    case_id, stage = received.case_id, PaymentStage(received.stage)
    await check_undisputed(uow, received)
    worth = await worth_of(uow, case_id)
    known = {} if worth is None else {"value_of_work": worth}
    check_payment(book.standing, received.invoice.model_copy(update=known), stage)
    if stage is PaymentStage.FINAL and book.row.is_grant:
        check_accepted(await acceptance_of(uow, case_id))
    if stage is PaymentStage.INTERIM:
        claimed = await _claimed(uow, case_id, received.invoice.plan_stage)
        check_stage(plan, received.invoice, claimed)


async def _claimed(uow: UnitOfWork, case_id: uuid.UUID, stage: str | None) -> Decimal:
    """Pounds of the invoices that were approved for a stage of the plan."""
    approved = await uow.session.scalars(
        select(ReceivedInvoice).where(
            ReceivedInvoice.case_id == case_id, ReceivedInvoice.state == InvoiceState.APPROVED
        )
    )
    return sum((each.net for each in approved if each.invoice.plan_stage == stage), NIL)


async def _decided(
    uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID, step: InvoiceStep
) -> ReceivedInvoice:
    """The invoice, which somebody else received, with who decided on it, and when."""
    received = await of_case(uow, case_id, received_id)
    received.take(step)
    check_other(uow.reach.principal, received.received_by)
    received.decided_on, received.decided_by = uow.today, uow.reach.principal
    uow.concerns(received.district, received.case_id)
    return received


async def of_case(uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID) -> ReceivedInvoice:
    """The invoice of the case, locked."""
    received = await uow.find(ReceivedInvoice, received_id)
    if received is None or received.case_id != case_id:
        raise NotFound
    return received


async def _accepted(uow: UnitOfWork, by: uuid.UUID) -> Decimal:
    """Pounds that are due to a contractor and were not paid yet."""
    total = await uow.session.scalar(
        select(func.coalesce(func.sum(PAYABLE), 0)).where(
            ReceivedInvoice.contractor == by,
            ReceivedInvoice.state == InvoiceState.APPROVED,
            ReceivedInvoice.paid_on.is_(None),
        )
    )
    return Decimal(total or 0)


async def _check_payee(
    uow: UnitOfWork, account: Account, invoice: Invoice, stage: PaymentStage
) -> None:
    """The invoice was not accepted before, and its contractor can be paid (section 38; B132).

    The account's row is locked: what was paid before is all that was.
    """
    by = contractor_id(account.case_id, invoice.contractor)
    before = await _paid_to(uow, account.case_id, by)
    this = invoice_id(by, invoice.reference)
    if any(invoice_id(by, payment.invoice.reference) == this for payment in before):
        raise PaymentRefused("this contractor's invoice of that reference is paid already")
    await _check_known(uow, account.district, invoice)
    row = await contractor_of(uow, by)
    if row is None:
        if account.names_contractors:
            raise PaymentRefused(
                "the contractor gave no estimate for the approval, and nobody has agreed to them"
                " since (section 38; guidance B132)"
            )
        return
    if not account.is_grant:
        return
    contractor = Contractor(estimate=row.estimate, agreed_by=row.agreed_by)
    check_payer(contractor, uow.reach.principal)
    paid = sum((payment.amount for payment in before), NIL) + await _accepted(uow, by)
    check_contractor(contractor, paid, invoice.amount, stage, policy_of(account.policy_version))


async def _check_known(uow: UnitOfWork, district: str, invoice: Invoice) -> None:
    """Whoever is on the district's list is in date, and decided on by nobody with an interest."""
    known = await known_contractor(uow, district, invoice.contractor)
    if known is None:
        return
    check_no_interest(known.accreditation, uow.reach.principal)
    suspended = known.suspended_because if known.suspended_on else None
    check_in_date(known.accreditation, suspended, uow.today)
    check_tax(known.accreditation, invoice)


async def _paid_to(uow: UnitOfWork, case_id: uuid.UUID, by: uuid.UUID) -> Sequence[Payment]:
    payments = await uow.session.scalars(
        select(Payment).where(Payment.case_id == case_id, Payment.returned_on.is_(None))
    )
    return [p for p in payments if contractor_id(case_id, p.invoice.contractor) == by]
