"""What readers are shown of money spent beside grants."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.payments.domain.expenditure import Expenditure, Nature
from services.payments.domain.spending import Fund, SpendingPurpose
from services.payments.tables import SpendingRow
from shared.contracts.event import District
from shared.mistakes import TakenBack
from shared.persistence.reading import Reading
from shared.schema import Pounds
from shared.views import ViewOfRow
from shared.web.lists import Asked, Order, Page, list_page, narrowed

BY_DAY = Order((SpendingRow.on, SpendingRow.id))


class SpendingView(ViewOfRow):
    """Money that was spent beside grants; pounds."""

    id: uuid.UUID
    """Its number here."""
    district: str
    """ONS code of the district whose money it is."""
    version: int
    """Counts the changes; the ETag is made of it."""
    purpose: SpendingPurpose
    """Which way of spending it is."""
    spent_on: Expenditure | None
    """What it was spent on; null until finance has said."""
    nature: Nature | None
    """How it stands in the accounts; null until finance has said."""
    fund: Fund | None
    """Whose money it is; null until finance has said."""
    amount: Pounds
    """How much, in pounds with VAT."""
    on: dt.date
    """The day on which it was spent."""
    about: str
    """What it is."""
    plan: str | None
    """Where the approved spending plan has it; null where none is needed."""
    recorded_by: str
    """Who recorded or classified it last."""
    confirmed_on: dt.date | None
    """From which day it counts; null before that."""
    confirmed_by: str | None
    """Who confirmed it, never who recorded it; null before that."""
    order_id: uuid.UUID | None
    """The order of minor works that it paid for, as the referral service told; null of all else."""
    doubted_on: dt.date | None
    """Since when those works are told otherwise, though it counts until it is taken back; null: it
    is not in doubt."""
    taken_back: TakenBack | None
    """When it was found to be a mistake, by whom and why; null: it stands."""


class SpendingPage(Page):
    """A page of money spent beside grants, the first spent first."""

    items: list[SpendingView]
    """What was spent, page by page."""


class SpendingSearch(Asked):
    """Which spending; whatever is left out does not matter."""

    district: District | None = None
    """ONS code of the district."""
    purpose: SpendingPurpose | None = None
    """Which way of spending."""
    confirmed: bool | None = None
    """Whether somebody else has confirmed it."""
    taken_back: bool | None = None
    """Whether it was found to be a mistake."""


async def spending(reading: Reading, asked: SpendingSearch) -> SpendingPage:
    """A page of the spending that is asked for."""
    rows = narrowed(select(SpendingRow), asked, SpendingRow.district, SpendingRow.purpose)
    if asked.confirmed is not None:
        rows = rows.where(SpendingRow.confirmed_on.is_not(None) == asked.confirmed)
    if asked.taken_back is not None:
        rows = rows.where(SpendingRow.taken_back.is_not(None) == asked.taken_back)
    found, following = await list_page(reading, rows, asked, BY_DAY)
    return SpendingPage(items=[SpendingView.of(row) for row in found], next=following)


async def one_spending(reading: Reading, spending_id: uuid.UUID) -> SpendingView:
    """What was spent once."""
    return SpendingView.of(await reading.read(SpendingRow, spending_id))
