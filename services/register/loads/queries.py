"""What readers are shown of providers' files."""

import datetime as dt
import uuid
from enum import StrEnum

from sqlalchemy import select

from services.register.domain.provenance import Basis
from services.register.domain.provider_rows import Remark
from services.register.domain.surveying import BROKE_OFF, BROKEN_OFF_AFTER, Outcome
from services.register.tables import FileLoad, LoadedRow
from shared.persistence.reading import Reading
from shared.schema import Model
from shared.web.lists import Asked, Order, Page, list_page


class LoadState(StrEnum):
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


class LoadView(Model):
    """How far a file has been taken in: rows read so far, and what came of them."""

    id: uuid.UUID
    district: str
    provider_id: str
    basis: Basis
    bytes: int
    by: str
    rows: int
    entered: int
    updated: int
    unchanged: int
    refused: int
    passed_over: list[str]
    """Columns and sheets of the file that no home is read from."""
    started_at: dt.datetime
    progressed_at: dt.datetime
    finished_at: dt.datetime | None
    failure: str | None
    state: LoadState

    @classmethod
    def of(cls, found: tuple[FileLoad, dt.datetime]) -> "LoadView":
        """As it stands at the time: one that has not moved for long went down with its process."""
        row, now = found
        shown = {name: getattr(row, name) for name in cls.model_fields if name != "state"}
        if row.finished_at is None and now - row.progressed_at > BROKEN_OFF_AFTER:
            shown["failure"] = BROKE_OFF
        ended = row.finished_at is not None
        state = LoadState.FINISHED if ended else LoadState.RUNNING
        return cls(state=LoadState.FAILED if shown["failure"] else state, **shown)


class RowView(Model):
    """What came of one row, counted as the spreadsheet counts them."""

    row: int
    outcome: Outcome
    uprn: str | None
    home_id: uuid.UUID | None
    refused: str | None
    remarks: list[Remark]


class RowPage(Page):
    """A page of the report."""

    items: list[RowView]


class RowSearch(Asked):
    """Which rows of the report."""

    outcome: Outcome | None = None
    remarked: bool | None = None
    """Whether something was remarked on a cell of the row."""


AS_IN_THE_FILE = Order((LoadedRow.row,))


async def load(reading: Reading, load_id: uuid.UUID) -> LoadView:
    """One file, and the time at which it was looked at."""
    return LoadView.of((await reading.read(FileLoad, load_id), reading.now))


async def rows(reading: Reading, load_id: uuid.UUID, wanted: RowSearch) -> RowPage:
    """What came of the rows of a file, in its order."""
    await reading.read(FileLoad, load_id)
    found = select(LoadedRow).where(LoadedRow.load_id == load_id)
    if wanted.outcome is not None:
        found = found.where(LoadedRow.outcome == wanted.outcome)
    if wanted.remarked is not None:
        found = found.where((LoadedRow.remarks != []) == wanted.remarked)
    page, following = await list_page(reading, found, wanted, AS_IN_THE_FILE)
    items = [RowView.model_validate(row, from_attributes=True) for row in page]
    return RowPage(items=items, next=following)
