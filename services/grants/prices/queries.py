"""Price books, the latest first."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import defer

from services.grants.domain.casework.price_book import PriceBook
from services.grants.tables import Prices
from shared.contracts.event import District
from shared.persistence.reading import Reading
from shared.schema import Date
from shared.views import ViewOfRow
from shared.web.lists import Asked, Order, Page, list_page, narrowed

LATEST_FIRST = Order((Prices.number,), descending=True)


class PricesAsked(Asked):
    """Whose price books are wanted."""

    district: District | None = None
    """ONS code of the district."""


class PricesLine(ViewOfRow):
    """A price book in a list."""

    number: int
    """Counts the books in the order in which they were supplied."""
    district: str
    """ONS code of the district."""
    since: Date
    """The first day on which it holds, until the book of a later day."""
    source: str
    """Where the rates come from."""
    at: dt.datetime
    """When it was recorded."""
    by: str
    """Who recorded it: the token's subject."""


class PricesView(PriceBook, ViewOfRow):
    """A price book whole, with who supplied it and when."""

    number: int
    """Counts the books in the order in which they were supplied."""
    at: dt.datetime
    """When it was recorded."""
    by: str
    """Who recorded it: the token's subject."""


class PricesPage(Page):
    """A page of price books, the latest first."""

    items: list[PricesLine]
    """The books of this page, without their rates."""


async def books(reading: Reading, wanted: PricesAsked) -> PricesPage:
    """The price books of the districts within reach."""
    rows = narrowed(select(Prices), wanted, Prices.district).options(defer(Prices.rates))
    found, following = await list_page(reading, rows, wanted, LATEST_FIRST)
    return PricesPage(items=[PricesLine.of(row) for row in found], next=following)


async def book(reading: Reading, number: int) -> PricesView:
    """One price book with its rates."""
    return PricesView.of(await reading.read(Prices, number))
