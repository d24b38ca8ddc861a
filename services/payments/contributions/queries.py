"""What readers are shown of contributions."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.payments.tables import Account, Receipt
from shared.persistence.reading import Reading
from shared.schema import Model, Pounds
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
    items = [ReceiptView.model_validate(row, from_attributes=True) for row in found]
    return ReceiptPage(items=items, next=following)
