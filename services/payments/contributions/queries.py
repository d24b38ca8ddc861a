"""What readers are shown of contributions."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.payments.domain.life import InvoiceState
from services.payments.tables import Account, Receipt, ReceiptCorrection
from shared.persistence.reading import Reading
from shared.schema import Model, Pounds
from shared.views import ViewOfRow
from shared.web.lists import Asked, Order, Page, list_page

BY_DAY = Order((Receipt.received_on, Receipt.id))


class ReceiptView(Model):
    """Money that came in from the applicant; pounds."""

    id: uuid.UUID
    """The number of the receipt."""
    received_on: dt.date
    """The day on which it came in."""
    amount: Pounds
    """How much came in, in pounds."""
    corrected_on: dt.date | None
    """The day on which it was found to be recorded by mistake; null: it counts."""
    corrected_by: str | None
    """Who put it right; null otherwise."""
    corrected_because: str | None
    """Why it does not count; null otherwise."""

    @classmethod
    def of(cls, row: Receipt, correction: ReceiptCorrection | None) -> "ReceiptView":
        return cls(
            id=row.id,
            received_on=row.received_on,
            amount=row.amount,
            corrected_on=correction.corrected_on if correction else None,
            corrected_by=correction.corrected_by if correction else None,
            corrected_because=correction.reason if correction else None,
        )


class ReceiptPage(Page):
    """A page of contributions, the first received first."""

    items: list[ReceiptView]
    """What came in, page by page."""


class ReceiptSearch(Asked):
    """Which contributions of the case: all of them."""


async def receipts(reading: Reading, case_id: uuid.UUID, asked: ReceiptSearch) -> ReceiptPage:
    """What came in from the applicant of a case."""
    await reading.read(Account, case_id)
    rows = select(Receipt).where(Receipt.case_id == case_id)
    found, following = await list_page(reading, rows, asked, BY_DAY)
    corrected = select(ReceiptCorrection).where(ReceiptCorrection.case_id == case_id)
    by_receipt = {row.receipt: row for row in await reading.session.scalars(corrected)}
    items = [ReceiptView.of(row, by_receipt.get(row.id)) for row in found]
    return ReceiptPage(items=items, next=following)


class RefundView(ViewOfRow):
    """Money that goes back to the applicant; pounds."""

    id: uuid.UUID
    """The number of the refund; it is in the list of invoices too."""
    case_id: uuid.UUID
    """The case."""
    version: int
    """Counts the changes; the ETag is made of it."""
    state: InvoiceState
    """How far it has come."""
    amount: Pounds
    """How much, in pounds."""
    received_by: str
    """Who asked for it."""
    decided_by: str | None
    """Who decided, never who asked; null before that."""
    run_id: uuid.UUID | None
    """The payment run that it is in; null before that."""
    paid_on: dt.date | None
    """The day on which it was paid; null before that."""
