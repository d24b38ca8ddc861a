"""Contributions are booked."""

import datetime as dt
import uuid
from decimal import Decimal

from services.payments.books import standing, unsettled
from services.payments.domain.contributions import check_contribution
from services.payments.domain.dates import check_dates
from services.payments.tables import Account, Receipt
from shared.contracts.payments import ContributionReceived
from shared.persistence.unit_of_work import UnitOfWork


async def receive_contribution(
    uow: UnitOfWork, case_id: uuid.UUID, amount: Decimal, received_on: dt.date
) -> Account:
    """Book money that came in from the applicant."""
    account = await unsettled(uow, case_id)
    check_dates({"/received_on": received_on}, account.opened_on, uow.today)
    check_contribution(standing(account), amount)
    account.contribution_received += amount
    receipt_id = uow.new_id("receipt")
    uow.add(
        Receipt(
            id=receipt_id,
            case_id=case_id,
            district=account.district,
            amount=amount,
            received_on=received_on,
        )
    )
    uow.publish(
        ContributionReceived(
            case_id=case_id,
            district=account.district,
            receipt_id=receipt_id,
            received_on=received_on,
            amount=amount,
            outstanding=account.contribution - account.contribution_received,
        )
    )
    return account
