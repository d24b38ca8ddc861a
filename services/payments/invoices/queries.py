"""What readers are shown of invoices and their payment."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.payments.domain.invoices import Invoice
from services.payments.tables import Account, Payment
from shared.contracts.codes import PaymentStage
from shared.persistence.reading import Reading
from shared.schema import Model, Pounds
from shared.web.lists import Asked, Order, Page, list_page

BY_DAY = Order((Payment.paid_on, Payment.id))


class PaymentView(Model):
    """An invoice and its payment; pounds."""

    id: uuid.UUID
    """The number of the payment."""
    paid_on: dt.date
    """The day of the payment."""
    stage: PaymentStage
    """Whether it was an interim payment or the last one."""
    amount: Pounds
    """What was paid, in pounds."""
    from_award: Pounds
    """What of it came from the award; the rest was the applicant's contribution."""
    invoice: Invoice
    """The invoice that it paid."""


class PaymentPage(Page):
    """A page of payments, the first paid first."""

    items: list[PaymentView]
    """The payments of this page."""


class PaymentSearch(Asked):
    """Which payments of the case: all of them."""


async def payments(reading: Reading, case_id: uuid.UUID, asked: PaymentSearch) -> PaymentPage:
    """What was paid on a case, with the invoices."""
    await reading.read(Account, case_id)
    rows = select(Payment).where(Payment.case_id == case_id)
    found, following = await list_page(reading, rows, asked, BY_DAY)
    items = [PaymentView.model_validate(row, from_attributes=True) for row in found]
    return PaymentPage(items=items, next=following)
