"""What readers are shown of providers' files."""

import datetime as dt
import uuid
from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.register.domain.provenance import Basis
from services.register.domain.provider_rows import Remark
from services.register.domain.surveying import Outcome
from services.register.tables import FileLoad, LoadedRow
from shared.persistence.reading import read
from shared.schema import Model
from shared.web.paging import Cursor, Limit, decode_cursor, encode_cursor


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
    started_at: dt.datetime
    progressed_at: dt.datetime
    """While it runs, never long ago: a file whose service was stopped is sent again."""
    finished_at: dt.datetime | None
    failure: str | None
    state: LoadState

    @classmethod
    def of(cls, row: FileLoad) -> "LoadView":
        ended = LoadState.FINISHED if row.failure is None else LoadState.FAILED
        state = LoadState.RUNNING if row.finished_at is None else ended
        shown = {name: getattr(row, name) for name in cls.model_fields if name != "state"}
        return cls(state=state, **shown)


class RowView(Model):
    """What came of one row, counted as the spreadsheet counts them."""

    row: int
    outcome: Outcome
    uprn: str | None
    home_id: uuid.UUID | None
    refused: str | None
    remarks: list[Remark]


class RowPage(Model):
    """A page of the report."""

    items: list[RowView]
    next: str | None

    @classmethod
    def of(cls, found: tuple[Sequence[LoadedRow], int]) -> "RowPage":
        rows, limit = found
        items = [RowView.model_validate(row, from_attributes=True) for row in rows[:limit]]
        return cls(items=items, next=encode_cursor(items[-1].row) if len(rows) > limit else None)


class RowSearch(Model):
    """Which rows of the report."""

    outcome: Outcome | None = None
    remarked: bool | None = None
    """Whether something was remarked on a cell of the row."""
    cursor: Cursor = None
    limit: Limit = 20


async def load(session: AsyncSession, load_id: uuid.UUID) -> FileLoad:
    """One file."""
    return await read(session, FileLoad, load_id)


async def rows(
    session: AsyncSession, load_id: uuid.UUID, wanted: RowSearch
) -> tuple[Sequence[LoadedRow], int]:
    """The report after the cursor, one row more than asked for where there are more."""
    await read(session, FileLoad, load_id)
    found = select(LoadedRow).where(
        LoadedRow.load_id == load_id, LoadedRow.row > decode_cursor(wanted.cursor)
    )
    if wanted.outcome is not None:
        found = found.where(LoadedRow.outcome == wanted.outcome)
    if wanted.remarked is not None:
        found = found.where((LoadedRow.remarks != []) == wanted.remarked)
    ordered = found.order_by(LoadedRow.row).limit(wanted.limit + 1)
    return (await session.scalars(ordered)).all(), wanted.limit
