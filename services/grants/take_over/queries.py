"""What readers are shown of sheets of cases to take over."""

import datetime as dt
import uuid
from enum import StrEnum

from sqlalchemy import select

from services.grants.domain.casework.entries_of_take_over import RowOutcome
from services.grants.tables import TakeOver, TakeOverRow
from shared.contracts.event import District
from shared.persistence.reading import Reading
from shared.schema import Model
from shared.sheets.rows import Remark
from shared.web.lists import Asked, Order, Page, list_page

AS_IN_THE_SHEET = Order((TakeOverRow.row,))
NEWEST_FIRST = Order((TakeOver.started_at, TakeOver.id), descending=True)


class TakeOverState(StrEnum):
    """How far a sheet of cases is."""

    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


class TakeOverView(Model):
    """How far a sheet of cases is: rows read so far, and what came of them."""

    id: uuid.UUID
    """Of the sheet."""
    district: str
    """ONS code of the district whose cases they are."""
    organisation: str
    """Who sent it."""
    trial: bool
    """Whether it was only tried: then nothing is taken over."""
    bytes: int
    """Its size, in bytes."""
    by: str
    """Who sent it, as the token names them."""
    rows: int
    """Rows read so far."""
    taken: int
    """Rows whose cases were taken over, or could be where it was tried."""
    known: int
    """Rows that were taken over before."""
    refused: int
    """Rows that were not taken; the report says why."""
    passed_over: tuple[str, ...]
    """Columns and sheets of the file that nothing is read from."""
    started_at: dt.datetime
    """When it came in."""
    progressed_at: dt.datetime
    """When rows were last taken."""
    finished_at: dt.datetime | None
    """When the last row was taken; null before that."""
    failure: str | None
    """Why it could not be read to its end, in a sentence; null where it could."""
    state: TakeOverState
    """How far it has come."""

    @classmethod
    def of(cls, sheet: TakeOver) -> "TakeOverView":
        ended = TakeOverState.FAILED if sheet.failure else TakeOverState.FINISHED
        shown = {name: getattr(sheet, name) for name in cls.model_fields if name != "state"}
        return cls(state=ended if sheet.finished_at else TakeOverState.RUNNING, **shown)


class TakeOverRowView(Model):
    """What came of one row."""

    row: int
    """Number of the row as the spreadsheet counts, the headings being 1."""
    outcome: RowOutcome
    """What came of it."""
    case_id: uuid.UUID | None
    """The case that it stands for; null where it could not be read."""
    refused: str | None
    """Why it was not taken, in a sentence; null where it was."""
    remarks: tuple[Remark, ...]
    """Cells that were wrong, or read with a doubt."""


class TakeOverRowPage(Page):
    """A page of the report."""

    items: list[TakeOverRowView]
    """The rows of this page."""


class TakeOverRowFilters(Asked):
    """Which rows of the report."""

    outcome: RowOutcome | None = None
    """What came of the row."""


class TakeOverFilters(Asked):
    """Which sheets are wanted."""

    district: District | None = None
    """ONS code of the district."""


class TakeOverPage(Page):
    """A page of sheets, the last sent first."""

    items: list[TakeOverView]
    """The sheets of this page."""


async def take_over(reading: Reading, take_over_id: uuid.UUID) -> TakeOverView:
    """One sheet."""
    return TakeOverView.of(await reading.read(TakeOver, take_over_id))


async def take_overs(reading: Reading, wanted: TakeOverFilters) -> TakeOverPage:
    """Sheets, the last sent first."""
    found = select(TakeOver)
    if wanted.district is not None:
        found = found.where(TakeOver.district == wanted.district)
    page, following = await list_page(reading, found, wanted, NEWEST_FIRST)
    return TakeOverPage(items=[TakeOverView.of(each) for each in page], next=following)


async def rows(
    reading: Reading, take_over_id: uuid.UUID, wanted: TakeOverRowFilters
) -> TakeOverRowPage:
    """What came of the rows of a sheet, in its order."""
    await reading.read(TakeOver, take_over_id)
    found = select(TakeOverRow).where(TakeOverRow.take_over_id == take_over_id)
    if wanted.outcome is not None:
        found = found.where(TakeOverRow.outcome == wanted.outcome)
    page, following = await list_page(reading, found, wanted, AS_IN_THE_SHEET)
    shown = TakeOverRowView.model_fields
    items = [TakeOverRowView(**{n: getattr(row, n) for n in shown}) for row in page]
    return TakeOverRowPage(items=items, next=following)
