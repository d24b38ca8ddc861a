"""What readers are shown of sheets that were sent. A service adds its own counts and codes."""

import datetime as dt
import uuid
from typing import TypeVar

from sqlalchemy import select

from shared.contracts.event import District
from shared.persistence.reading import Reading
from shared.sheets.rows import Remark
from shared.taking_in.tables import Sheet, Sheets
from shared.views import ViewOfRow
from shared.web.lists import Asked, Order, Page, list_page, narrowed

SomePage = TypeVar("SomePage", bound=Page)


class SheetShown(ViewOfRow):
    """How far a sheet is: rows read so far, and what came of them."""

    id: uuid.UUID
    """Of the sheet."""
    district: str
    """ONS code of the district that its rows are about."""
    organisation: str
    """Who sent it, such as a trust or a council."""
    trial: bool
    """Whether it was only tried: then the report is all that there is."""
    bytes: int
    """Its size, in bytes."""
    by: str
    """Who sent it, as the token names them."""
    rows: int
    """Rows read so far."""
    known: int
    """Rows that we have already."""
    refused: int
    """Rows that were not taken; the report says why."""
    passed_over: tuple[str, ...]
    """Columns and sheets of the file that nothing is read from."""
    started_at: dt.datetime
    """When it came in."""
    progressed_at: dt.datetime
    """When rows were last taken in."""
    finished_at: dt.datetime | None
    """When the last row was taken in; null before that."""
    failure: str | None
    """Why it could not be read to its end, in a sentence; null where it could."""


class RowShown(ViewOfRow):
    """What came of one row."""

    row: int
    """Number of the row as the spreadsheet counts, the headings being 1."""
    refused: str | None
    """Why it was not taken, in a sentence; null where it was."""
    remarks: tuple[Remark, ...]
    """Cells that were wrong, or read with a doubt."""


class SheetsAsked(Asked):
    """Which sheets are wanted."""

    district: District | None = None
    """ONS code of the district."""


class RowsAsked(Asked):
    """Which rows of the report. A service says which outcomes there are."""

    outcome: str | None = None
    """What came of the row."""


async def sheets_page(
    reading: Reading, sheets: Sheets[Sheet], wanted: SheetsAsked, page: type[SomePage]
) -> SomePage:
    """Sheets, the last sent first."""
    found = narrowed(select(sheets.sheet), wanted, sheets.sheet.district)
    newest_first = Order((sheets.sheet.started_at, sheets.sheet.id), descending=True)
    items, following = await list_page(reading, found, wanted, newest_first)
    return page.model_validate({"items": items, "next": following}, from_attributes=True)


async def rows_page(
    reading: Reading,
    sheets: Sheets[Sheet],
    sheet_id: uuid.UUID,
    wanted: RowsAsked,
    page: type[SomePage],
) -> SomePage:
    """What came of the rows of a sheet, in its order."""
    await reading.read(sheets.sheet, sheet_id)
    found = select(sheets.row).where(sheets.row.sheet_id == sheet_id)
    found = narrowed(found, wanted, sheets.row.outcome)
    items, following = await list_page(reading, found, wanted, Order((sheets.row.row,)))
    return page.model_validate({"items": items, "next": following}, from_attributes=True)
