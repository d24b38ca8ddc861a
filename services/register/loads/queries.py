"""What readers are shown of providers' files."""

import datetime as dt
import uuid
from enum import StrEnum

from sqlalchemy import select

from services.register.domain.provenance import Basis
from services.register.domain.surveying import BROKE_OFF, BROKEN_OFF_AFTER, Outcome
from services.register.tables import FileLoad, LoadedRow
from shared.persistence.reading import Reading
from shared.schema import Model
from shared.sheets.rows import Remark
from shared.views import ViewOfRow
from shared.web.lists import Asked, Order, Page, list_page, narrowed


class LoadState(StrEnum):
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


class LoadView(Model):
    """How far a file has been taken in: rows read so far, and what came of them."""

    id: uuid.UUID
    """The register's number of the load."""
    district: str
    """ONS code of the district whose homes the file lists."""
    provider_id: str
    """The landlord whose file it is, by its code."""
    basis: Basis
    """What the answers of the file rest on."""
    bytes: int
    """Size of the file, in bytes."""
    by: str
    """Who sent it, as the token says."""
    rows: int
    """Rows read so far."""
    entered: int
    """Rows that made a new home."""
    updated: int
    """Rows that changed a home."""
    unchanged: int
    """Rows that said nothing new."""
    refused: int
    """Rows that were not taken; the report says why."""
    passed_over: list[str]
    """Columns and sheets of the file that no home is read from."""
    started_at: dt.datetime
    """When the file came in."""
    progressed_at: dt.datetime
    """When rows were last taken in."""
    finished_at: dt.datetime | None
    """When the last row was taken in; null before that."""
    failure: str | None
    """Why it broke off, in a sentence; null where it did not."""
    state: LoadState
    """How far the load has come."""

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


class RowView(ViewOfRow):
    """What came of one row, counted as the spreadsheet counts them."""

    row: int
    """Number of the row as the spreadsheet counts, the headings being 1."""
    outcome: Outcome
    """What came of it."""
    uprn: str | None
    """The UPRN that the row gives; null where it gives none that can be read."""
    home_id: uuid.UUID | None
    """The home that it made or changed; null where it was refused."""
    refused: str | None
    """Why it was not taken, in a sentence; null where it was."""
    remarks: list[Remark]
    """Cells that were wrong, or read with a doubt."""


class RowPage(Page):
    """A page of the report."""

    items: list[RowView]
    """The rows of this page."""


class RowSearch(Asked):
    """Which rows of the report."""

    outcome: Outcome | None = None
    """What came of the row."""
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
    found = narrowed(found, wanted, LoadedRow.outcome)
    if wanted.remarked is not None:
        found = found.where((LoadedRow.remarks != []) == wanted.remarked)
    page, following = await list_page(reading, found, wanted, AS_IN_THE_FILE)
    items = [RowView.of(row) for row in page]
    return RowPage(items=items, next=following)
