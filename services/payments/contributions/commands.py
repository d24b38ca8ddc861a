"""Contributions are booked."""

import datetime as dt
import uuid
from decimal import Decimal

from services.payments.books import Book, book_of, unsettled
from services.payments.domain.contributions import check_contribution, check_correction
from services.payments.domain.dates import check_dates
from services.payments.domain.ledger.entries import contribution, taken_back
from services.payments.tables import Account, Receipt, ReceiptCorrection
from shared.contracts.payments import ContributionCorrected, ContributionReceived
from shared.money import pence
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound, WrongState


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


async def correct_contribution(
    uow: UnitOfWork, case_id: uuid.UUID, receipt_id: uuid.UUID, reason: str
) -> Book:
    """Take back a contribution that was recorded by mistake; the right one is booked anew."""
    row = await uow.load(Account, case_id)
    book = await book_of(uow, row)
    receipt = await uow.session.get(Receipt, receipt_id)
    if receipt is None or receipt.case_id != case_id:
        raise NotFound
    if await uow.session.get(ReceiptCorrection, receipt_id) is not None:
        raise WrongState("it is corrected already")
    check_correction(book.standing, receipt.amount)
    correction = ReceiptCorrection(
        receipt=receipt_id,
        case_id=case_id,
        district=row.district,
        reason=reason,
        corrected_on=uow.today,
        corrected_by=uow.reach.principal,
    )
    uow.add(correction)
    entry = taken_back(contribution(pence(receipt.amount)))
    book.post(uow, "contribution-corrected", entry, uow.today, cause=receipt_id)
    uow.publish(
        ContributionCorrected(
            case_id=case_id,
            district=row.district,
            receipt_id=receipt_id,
            corrected_on=uow.today,
            amount=receipt.amount,
            outstanding=row.contribution - book.standing.contribution_received,
        )
    )
    return book
