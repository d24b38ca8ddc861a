"""Invoices are paid."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from services.payments.books import Book, settle, unsettled
from services.payments.domain.contractors import Contractor
from services.payments.domain.dates import check_dates
from services.payments.domain.invoices import (
    Invoice,
    PaymentRefused,
    check_acceptable,
    check_contractor,
    check_payer,
    check_payment,
    invoice_id,
)
from services.payments.domain.ledger import entries
from services.payments.domain.ledger.chart import Code
from services.payments.in_force import policy_of
from services.payments.tables import Account, ContractorOfCase, Payment
from shared.contracts.codes import PaymentStage
from shared.contracts.contractors import contractor_id
from shared.contracts.payments import PaymentMade
from shared.money import NIL, pence
from shared.persistence.unit_of_work import UnitOfWork


async def pay_invoice(
    uow: UnitOfWork, case_id: uuid.UUID, invoice: Invoice, stage: PaymentStage
) -> Book:
    """Pay an acceptable invoice; the final payment settles the account."""
    book = await unsettled(uow, case_id)
    check_acceptable(invoice)
    dates = {
        "/invoice/invoiced_on": invoice.invoiced_on,
        "/invoice/inspected_on": invoice.inspected_on,
    }
    check_dates(dates, book.row.opened_on, uow.today)
    await _check_payee(uow, book.row, invoice, stage)
    check_payment(book.standing, invoice, stage)
    payment = _add_payment(uow, book, invoice, stage)
    _post(uow, book, payment)
    uow.publish(
        PaymentMade(
            case_id=case_id,
            district=book.row.district,
            payment_id=payment.id,
            paid_on=payment.paid_on,
            stage=stage,
            amount=payment.amount,
            paid_to_date=book.standing.paid,
        )
    )
    if stage is PaymentStage.FINAL:
        settle(uow, book)
    return book


async def _check_payee(
    uow: UnitOfWork, account: Account, invoice: Invoice, stage: PaymentStage
) -> None:
    """The invoice was not paid before, and its contractor can be paid (section 38; B132).

    The account's row is locked: what was paid before is all that was.
    """
    by = contractor_id(account.case_id, invoice.contractor)
    before = await _paid_to(uow, account.case_id, by)
    this = invoice_id(by, invoice.reference)
    if any(invoice_id(by, payment.invoice.reference) == this for payment in before):
        raise PaymentRefused("this contractor's invoice of that reference is paid already")
    row = await uow.find(ContractorOfCase, by)
    if row is None:
        if account.names_contractors:
            raise PaymentRefused(
                "the contractor gave no estimate for the approval, and nobody has agreed to them"
                " since (section 38; guidance B132)"
            )
        return
    contractor = Contractor(estimate=row.estimate, agreed_by=row.agreed_by)
    check_payer(contractor, uow.reach.principal)
    paid = sum((payment.amount for payment in before), NIL)
    check_contractor(contractor, paid, invoice.amount, stage, policy_of(account.policy_version))


async def _paid_to(uow: UnitOfWork, case_id: uuid.UUID, by: uuid.UUID) -> Sequence[Payment]:
    payments = await uow.session.scalars(select(Payment).where(Payment.case_id == case_id))
    return [p for p in payments if contractor_id(case_id, p.invoice.contractor) == by]


def _add_payment(uow: UnitOfWork, book: Book, invoice: Invoice, stage: PaymentStage) -> Payment:
    row = book.row
    by = contractor_id(row.case_id, invoice.contractor)
    payment = Payment(
        id=uow.new_id("payment"),
        case_id=row.case_id,
        district=row.district,
        stage=stage,
        amount=invoice.amount,
        from_award=book.standing.from_award(invoice.amount),
        paid_on=uow.today,
        invoice=invoice,
        invoice_id=invoice_id(by, invoice.reference),
    )
    uow.add(payment)
    return payment


def _post(uow: UnitOfWork, book: Book, payment: Payment) -> None:
    """The invoice is accepted, then paid."""
    by = str(contractor_id(payment.case_id, payment.invoice.contractor))
    from_award = pence(payment.from_award)
    drawn = entries.drawn_from(book.balances.by(Code.COMMITTED), from_award)
    accepted = entries.invoice(by, pence(payment.amount) - from_award, drawn)
    book.post(uow, "invoice", accepted, payment.paid_on)
    book.post(uow, "payment", entries.payment(by, pence(payment.amount)), payment.paid_on)
