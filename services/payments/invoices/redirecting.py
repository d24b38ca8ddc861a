"""The applicant is paid instead of the contractor, where the authority has so decided."""

import uuid

from services.payments.domain.bank import check_other
from services.payments.domain.invoices import (
    ApplicantPaid,
    InvoiceKind,
    PaymentRefused,
)
from services.payments.domain.life import InvoiceStep
from services.payments.invoices.deciding import of_case
from services.payments.tables import Account, ReceivedInvoice
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


async def pay_applicant(
    uow: UnitOfWork, case_id: uuid.UUID, received_id: uuid.UUID, asked: ApplicantPaid
) -> ReceivedInvoice:
    """Have an unpaid invoice paid to the applicant (section 39(2); guidance B135)."""
    account = await uow.load(Account, case_id)
    uow.concerns(account.district, case_id)
    if account.applicant_paid_from is None:
        raise PaymentRefused(
            "nobody has decided that the applicant is paid instead of the contractor"
            " (section 39(2); guidance B135)"
        )
    received = await of_case(uow, case_id, received_id)
    received.take(InvoiceStep.PAY_APPLICANT)
    if received.run_id is not None or received.paid_on is not None:
        raise WrongState("only an invoice that is not paid and is in no run")
    if received.kind == InvoiceKind.REFUND:
        raise WrongState("a refund goes to the applicant anyway")
    check_other(uow.reach.principal, received.received_by)
    received.pay_to, received.pay_to_by = asked.payee, uow.reach.principal
    received.pay_to_because = asked.reason
    return received
