"""Invoices are paid."""

import uuid

from services.payments.books import settle, standing, unsettled
from services.payments.domain.invoices import Invoice, check_invoice, check_payment, from_award
from services.payments.tables import Account, Payment
from shared.contracts.codes import PaymentStage
from shared.contracts.payments import PaymentMade
from shared.persistence.unit_of_work import UnitOfWork


async def pay_invoice(
    uow: UnitOfWork, case_id: uuid.UUID, invoice: Invoice, stage: PaymentStage
) -> Account:
    """Pay an acceptable invoice; the final payment settles the account."""
    account = await unsettled(uow, case_id)
    check_invoice(invoice, uow.today)
    now = standing(account)
    check_payment(now, invoice, stage)
    payment_id = uow.new_id("payment")
    uow.add(
        Payment(
            id=payment_id,
            case_id=case_id,
            district=account.district,
            stage=stage,
            amount=invoice.amount,
            from_award=from_award(now, invoice.amount),
            paid_on=uow.today,
            invoice=invoice,
        )
    )
    account.paid += invoice.amount
    uow.publish(
        PaymentMade(
            case_id=case_id,
            district=account.district,
            payment_id=payment_id,
            paid_on=uow.today,
            stage=stage,
            amount=invoice.amount,
            paid_to_date=account.paid,
        )
    )
    if stage is PaymentStage.FINAL:
        settle(uow, account)
    return account
