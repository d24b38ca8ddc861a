"""What was said of districts' money: of a year, and for discretionary help."""

import datetime as dt
from typing import Annotated

from sqlalchemy import select

from services.grants.budget.figures import AllocationView
from services.grants.domain.casework.funds import FundsStatement
from services.grants.tables import BudgetAllocation, Funds
from shared.contracts.event import District
from shared.persistence.reading import Reading
from shared.schema import Field
from shared.views import ViewOfRow
from shared.web.lists import Asked, Order, Page, list_page, narrowed

LATEST_FIRST = Order((Funds.number,), descending=True)
LATEST_STATED_FIRST = Order((BudgetAllocation.number,), descending=True)


class FundsFilters(Asked):
    """Whose statements are wanted."""

    district: District | None = None
    """ONS code of the district."""


class FundsView(FundsStatement, ViewOfRow):
    """A statement, with who made it and when."""

    number: int
    """Counts the statements in the order in which they were made."""
    at: dt.datetime
    """When it was made."""
    by: str
    """Who made it: the token's subject."""


class FundsPage(Page):
    """A page of statements, the latest first."""

    items: list[FundsView]
    """The statements of this page."""


async def funds(reading: Reading, wanted: FundsFilters) -> FundsPage:
    """The statements of the districts within reach; the last one of a day holds."""
    rows = narrowed(select(Funds), wanted, Funds.district)
    found, following = await list_page(reading, rows, wanted, LATEST_FIRST)
    return FundsPage(items=[FundsView.of(row) for row in found], next=following)


class AllocationFilters(Asked):
    """Which allocations are wanted."""

    district: District | None = None
    """ONS code of the district."""
    year: Annotated[int, Field(ge=2008, le=2100)] | None = None
    """The financial year, by the year in which it begins on 1 April."""


class AllocationPage(Page):
    """A page of allocations, the latest first."""

    items: list[AllocationView]
    """The allocations of this page."""


async def allocations(reading: Reading, wanted: AllocationFilters) -> AllocationPage:
    """What the districts within reach were said to have; the last one of a year counts."""
    columns = BudgetAllocation.district, BudgetAllocation.year
    rows = narrowed(select(BudgetAllocation), wanted, *columns)
    found, following = await list_page(reading, rows, wanted, LATEST_STATED_FIRST)
    return AllocationPage(items=[AllocationView.of(row) for row in found], next=following)
