"""Contributions are booked."""

import datetime as dt
import uuid
from decimal import Decimal

from services.payments.books import Book, unsettled
from services.payments.domain.contributions import check_contribution
from services.payments.domain.dates import check_dates
from services.payments.domain.ledger.entries import contribution
from services.payments.tables import Receipt
from shared.contracts.payments import ContributionReceived
from shared.money import pence
from shared.persistence.unit_of_work import UnitOfWork


async def receive_contribution(
    uow: UnitOfWork, case_id: uuid.UUID, amount: Decimal, received_on: dt.date
) -> Book:
    """Book money that came in from the applicant."""
    book = await unsettled(uow, case_id)
    row = book.row
    check_dates({"/received_on": received_on}, row.opened_on, uow.today)
    check_contribution(book.standing, amount)
    receipt = Receipt(
        id=uow.new_id("receipt"),
        case_id=case_id,
        district=row.district,
        amount=amount,
        received_on=received_on,
    )
    uow.add(receipt)
    book.post(uow, "contribution", contribution(pence(amount)), received_on)
    uow.publish(
        ContributionReceived(
            case_id=case_id,
            district=row.district,
            receipt_id=receipt.id,
            received_on=received_on,
            amount=amount,
            outstanding=row.contribution - book.standing.contribution_received,
        )
    )
    return book
