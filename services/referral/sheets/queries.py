"""What readers are shown of sheets of referrals."""

import uuid
from enum import StrEnum

from services.referral.domain.sheet_rows import RowOutcome
from services.referral.domain.sources import Source
from services.referral.tables import SHEETS, Sheet
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


class SheetState(StrEnum):
    """How far a sheet has been taken in."""

    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


class SheetView(SheetShown):
    """How far a sheet has been taken in: rows read so far, and what came of them."""

    source: Source
    """As what the sender refers people."""
    received: int
    """Rows that began a referral."""
    advised: int
    """Rows without consent: recorded, and answered with advice."""
    taken_over: int
    """Rows of cases of before the platform that were further than an enquiry."""
    state: SheetState
    """How far it has come."""


class SheetRowView(RowShown):
    """What came of one row."""

    outcome: RowOutcome
    """What came of it."""
    referral: uuid.UUID | None
    """The case that it began, or that we have already; null where it was not read."""


class SheetRowPage(Page):
    """A page of the report."""

    items: list[SheetRowView]
    """The rows of this page."""


class SheetRowFilters(RowsAsked):
    """Which rows of the report."""

    outcome: RowOutcome | None = None
    """What came of the row."""


class SheetPage(Page):
    """A page of sheets, the last sent first."""

    items: list[SheetView]
    """The sheets of this page."""


async def sheet(reading: Reading, sheet_id: uuid.UUID) -> SheetView:
    """One sheet."""
    return SheetView.of(await reading.read(Sheet, sheet_id))


async def sheets(reading: Reading, wanted: SheetsAsked) -> SheetPage:
    """Sheets, the last sent first."""
    return await sheets_page(reading, SHEETS, wanted, SheetPage)


async def rows(reading: Reading, sheet_id: uuid.UUID, wanted: SheetRowFilters) -> SheetRowPage:
    """What came of the rows of a sheet, in its order."""
    return await rows_page(reading, SHEETS, sheet_id, wanted, SheetRowPage)
