"""What readers are shown of works that the council ordered itself."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.payments.domain.own_works import WorkOrder
from services.payments.tables import OrderedWorks
from shared.contracts.event import District
from shared.mistakes import TakenBack
from shared.persistence.reading import Reading
from shared.views import ViewOfRow
from shared.web.lists import Asked, Order, Page, list_page, narrowed

AS_ORDERED = Order((OrderedWorks.ordered_on, OrderedWorks.id))


class OrderView(ViewOfRow):
    """Works that the council ordered itself for a tenant of its own."""

    id: uuid.UUID
    """The number of the order, and of its account."""
    version: int
    """Counts the changes; the ETag is made of it."""
    district: str
    """ONS code of the district whose tenant it is."""
    order: WorkOrder
    """What was ordered, from whom, and for how much."""
    ordered_on: dt.date
    """The day on which it was put forward."""
    ordered_by: str
    """Who put it forward."""
    approved_on: dt.date | None
    """The day from which invoices are taken in on its account; null before that."""
    approved_by: str | None
    """Who approved it, never who put it forward; null before that."""
    taken_back: TakenBack | None
    """When it was withdrawn or given up, by whom and why; null while it stands."""


class OrderPage(Page):
    """A page of orders, the first put forward first."""

    items: list[OrderView]
    """The orders of this page."""


class OrderSearch(Asked):
    """Which orders; whatever is left out does not matter."""

    district: District | None = None
    """ONS code of the district."""
    approved: bool | None = None
    """Whether somebody else has approved it."""
    taken_back: bool | None = None
    """Whether it was withdrawn or given up."""


async def orders(reading: Reading, asked: OrderSearch) -> OrderPage:
    """A page of the orders that are asked for."""
    rows = narrowed(select(OrderedWorks), asked, OrderedWorks.district)
    if asked.approved is not None:
        rows = rows.where(OrderedWorks.approved_on.is_not(None) == asked.approved)
    if asked.taken_back is not None:
        rows = rows.where(OrderedWorks.taken_back.is_not(None) == asked.taken_back)
    found, following = await list_page(reading, rows, asked, AS_ORDERED)
    return OrderPage(items=[OrderView.of(row) for row in found], next=following)


async def order(reading: Reading, order_id: uuid.UUID) -> OrderView:
    """One order; how it is paid stands on its account."""
    return OrderView.of(await reading.read(OrderedWorks, order_id))
