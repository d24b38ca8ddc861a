"""What readers are shown of sheets of cases to take over."""

import uuid
from enum import StrEnum

from services.grants.domain.casework.entries_of_take_over import RowOutcome
from services.grants.tables import TAKE_OVERS, TakeOver
from shared.persistence.reading import Reading
from shared.taking_in.queries import (
    RowsAsked,
    RowShown,
    SheetsAsked,
    SheetShown,
    rows_page,
    sheets_page,
)
from shared.web.lists import Page


class TakeOverState(StrEnum):
    """How far a sheet of cases is."""

    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


class TakeOverView(SheetShown):
    """How far a sheet of cases is: rows read so far, and what came of them."""

    taken: int
    """Rows whose cases were taken over, or could be where it was tried."""
    state: TakeOverState
    """How far it has come."""


class TakeOverRowView(RowShown):
    """What came of one row."""

    outcome: RowOutcome
    """What came of it."""
    case_id: uuid.UUID | None
    """The case that it stands for; null where it could not be read."""


class TakeOverRowPage(Page):
    """A page of the report."""

    items: list[TakeOverRowView]
    """The rows of this page."""


class TakeOverRowFilters(RowsAsked):
    """Which rows of the report."""

    outcome: RowOutcome | None = None
    """What came of the row."""


class TakeOverPage(Page):
    """A page of sheets, the last sent first."""

    items: list[TakeOverView]
    """The sheets of this page."""


async def take_over(reading: Reading, take_over_id: uuid.UUID) -> TakeOverView:
    """One sheet."""
    return TakeOverView.of(await reading.read(TakeOver, take_over_id))


async def take_overs(reading: Reading, wanted: SheetsAsked) -> TakeOverPage:
    """Sheets, the last sent first."""
    return await sheets_page(reading, TAKE_OVERS, wanted, TakeOverPage)


async def rows(
    reading: Reading, take_over_id: uuid.UUID, wanted: TakeOverRowFilters
) -> TakeOverRowPage:
    """What came of the rows of a sheet, in its order."""
    return await rows_page(reading, TAKE_OVERS, take_over_id, wanted, TakeOverRowPage)
