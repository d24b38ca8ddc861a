"""What was demanded comes in; what was booked by mistake did not."""

import datetime as dt
import uuid
from decimal import Decimal

from services.payments.books import take_back
from services.payments.domain.dates import check_dates
from services.payments.domain.ledger import entries
from services.payments.domain.recoveries import check_outstanding
from services.payments.recoveries.commands import Debt, debt_of
from services.payments.tables import Repayment
from shared.contracts.payments import GrantRecovered, RecoveryCorrected
from shared.mistakes import Mistake
from shared.money import pence
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound


async def receive_repayment(
    uow: UnitOfWork, case_id: uuid.UUID, recovery_id: uuid.UUID, amount: Decimal, on: dt.date
) -> Debt:
    """Book what came back: it goes to the district's grant budget."""
    debt = await debt_of(uow, case_id, recovery_id)
    check_outstanding(amount, debt.outstanding)
    check_dates({"/received_on": on}, debt.row.demanded_on or uow.today, uow.today)
    repayment = Repayment(
        id=uow.new_id("repayment"),
        case_id=case_id,
        district=debt.row.district,
        recovery=recovery_id,
        amount=amount,
        received_on=on,
        received_by=uow.reach.principal,
    )
    uow.add(repayment)
    entry = entries.repaid(str(recovery_id), pence(amount))
    debt.book.post(uow, "repayment", entry, on, cause=repayment.id)
    uow.publish(
        GrantRecovered(
            case_id=case_id,
            district=debt.row.district,
            recovery_id=recovery_id,
            ground=debt.row.demand.ground,
            received_on=on,
            amount=amount,
            outstanding=debt.outstanding,
        )
    )
    return debt


async def correct_repayment(
    uow: UnitOfWork,
    case_id: uuid.UUID,
    recovery_id: uuid.UUID,
    repayment_id: uuid.UUID,
    mistake: Mistake,
) -> Debt:
    """Take back what was booked by mistake; the right sum is booked anew."""
    debt = await debt_of(uow, case_id, recovery_id)
    repayment = await uow.find(Repayment, repayment_id)
    if repayment is None or repayment.recovery != recovery_id:
        raise NotFound
    take_back(uow, repayment, mistake.reason)
    entry = entries.taken_back(entries.repaid(str(recovery_id), pence(repayment.amount)))
    debt.book.post(uow, "repayment-corrected", entry, uow.today, cause=repayment_id)
    uow.publish(
        RecoveryCorrected(
            case_id=case_id,
            district=debt.row.district,
            recovery_id=recovery_id,
            received_on=repayment.received_on,
            corrected_on=uow.today,
            amount=repayment.amount,
            outstanding=debt.outstanding,
        )
    )
    return debt
