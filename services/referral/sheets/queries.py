"""What readers are shown of sheets of referrals."""

import datetime as dt
import uuid
from enum import StrEnum
from typing import Annotated

from sqlalchemy import select

from services.referral.domain.sheet_rows import RowOutcome
from services.referral.domain.sources import Source
from services.referral.tables import Sheet, SheetRow
from shared.contracts.event import ONS_CODE
from shared.persistence.reading import Reading
from shared.schema import Field, Model
from shared.sheets.rows import Remark
from shared.web.lists import Asked, Order, Page, list_page

AS_IN_THE_SHEET = Order((SheetRow.row,))
NEWEST_FIRST = Order((Sheet.started_at, Sheet.id), descending=True)


class SheetState(StrEnum):
    """How far a sheet has been taken in."""

    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


class SheetView(Model):
    """How far a sheet has been taken in: rows read so far, and what came of them."""

    id: uuid.UUID
    """Of the sheet."""
    district: str
    """ONS code of the district that the homes are in."""
    source: Source
    """As what the sender refers people."""
    organisation: str
    """Who sent it, such as a trust."""
    trial: bool
    """Whether it was only tried: then nobody was taken in."""
    bytes: int
    """Its size, in bytes."""
    by: str
    """Who sent it, as the token names them."""
    rows: int
    """Rows read so far."""
    received: int
    """Rows that began a referral."""
    advised: int
    """Rows without consent: recorded, and answered with advice."""
    taken_over: int
    """Rows of cases of before the platform that were further than an enquiry."""
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
    state: SheetState
    """How far it has come."""

    @classmethod
    def of(cls, sheet: Sheet) -> "SheetView":
        ended = SheetState.FAILED if sheet.failure else SheetState.FINISHED
        shown = {name: getattr(sheet, name) for name in cls.model_fields if name != "state"}
        return cls(state=ended if sheet.finished_at else SheetState.RUNNING, **shown)


class SheetRowView(Model):
    """What came of one row."""

    row: int
    """Number of the row as the spreadsheet counts, the headings being 1."""
    outcome: RowOutcome
    """What came of it."""
    referral: uuid.UUID | None
    """The case that it began, or that we have already; null where it was not read."""
    refused: str | None
    """Why it was not taken, in a sentence; null where it was."""
    remarks: tuple[Remark, ...]
    """Cells that were wrong, or read with a doubt."""


class SheetRowPage(Page):
    """A page of the report."""

    items: list[SheetRowView]
    """The rows of this page."""


class SheetRowFilters(Asked):
    """Which rows of the report."""

    outcome: RowOutcome | None = None
    """What came of the row."""


class SheetFilters(Asked):
    """Which sheets are wanted."""

    district: Annotated[str, Field(pattern=ONS_CODE)] | None = None
    """ONS code of the district."""


class SheetPage(Page):
    """A page of sheets, the last sent first."""

    items: list[SheetView]
    """The sheets of this page."""


async def sheet(reading: Reading, sheet_id: uuid.UUID) -> SheetView:
    """One sheet."""
    return SheetView.of(await reading.read(Sheet, sheet_id))


async def sheets(reading: Reading, wanted: SheetFilters) -> SheetPage:
    """Sheets, the last sent first."""
    found = select(Sheet)
    if wanted.district is not None:
        found = found.where(Sheet.district == wanted.district)
    page, following = await list_page(reading, found, wanted, NEWEST_FIRST)
    return SheetPage(items=[SheetView.of(each) for each in page], next=following)


async def rows(reading: Reading, sheet_id: uuid.UUID, wanted: SheetRowFilters) -> SheetRowPage:
    """What came of the rows of a sheet, in its order."""
    await reading.read(Sheet, sheet_id)
    found = select(SheetRow).where(SheetRow.sheet_id == sheet_id)
    if wanted.outcome is not None:
        found = found.where(SheetRow.outcome == wanted.outcome)
    page, following = await list_page(reading, found, wanted, AS_IN_THE_SHEET)
    items = [SheetRowView.model_validate(row, from_attributes=True) for row in page]
    return SheetRowPage(items=items, next=following)
