"""A sheet taken in from its first row to its last, part by part: what it holds in memory is small."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Generic, TypeVar

from sqlalchemy import select

from shared.bus.job import Job
from shared.persistence.pieces import write_pieces
from shared.persistence.reach import Reach
from shared.persistence.reading import Transaction
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import Problem
from shared.sheets.answers import Column
from shared.sheets.files import sheets_of
from shared.sheets.tables import Headings, Row, Table, find_table
from shared.taking_in.commands import ReadRow, finish_sheet
from shared.taking_in.tables import Sheet, Sheets

Read = TypeVar("Read", bound=ReadRow)
Reader = Callable[[Row, Sequence[Column | None]], Read]
"""Reads a row of the columns that the sheet has."""


@dataclass(frozen=True, slots=True)
class Taking(Generic[Sheet, Read]):
    """How sheets of one kind are taken in."""

    sheets: Sheets[Sheet]
    headings: Callable[[], Headings]
    reader: Callable[[Sheet], Reader[Read]]
    """How the rows of that sheet are read."""
    take: Callable[[UnitOfWork, Sheet, Sequence[Read]], Awaitable[None]]
    """Takes a part of the rows in, and notes what came of each."""
    part: int
    """Rows in one transaction."""
    taken: str
    """What the audit trail calls taking a part in."""
    finished: str
    """And the end."""


async def take_in(job: Job, taking: Taking[Sheet, Read], sheet_id: uuid.UUID) -> None:
    """Take a sheet in under the name of whoever sent it; resumed after the last part taken."""
    async with job.database.reading(job.reach) as reading:
        sheet = await reading.read(taking.sheets.sheet, sheet_id)
    if sheet.finished_at is not None:
        return
    reach = Reach(sheet.by, (sheet.district,), (sheet.district,))
    passed_over: Sequence[str] = ()
    failure = None
    with TemporaryDirectory(prefix="dfg-") as folder:
        path = Path(folder) / "sent"
        async with job.database.reading(reach) as reading:
            await _write_sent(reading, taking.sheets, sheet_id, path)
        with path.open("rb") as file:
            try:
                table = await asyncio.to_thread(_table, file, taking.headings())
                passed_over = table.passed_over
                await _take_parts(job, taking, sheet, table, reach)
            except Problem as problem:
                failure = str(problem)
    async with job.step("finished", action=taking.finished, reach=reach) as uow:
        await finish_sheet(uow, taking.sheets, sheet, passed_over, failure)


async def _take_parts(
    job: Job, taking: Taking[Sheet, Read], sheet: Sheet, table: Table, reach: Reach
) -> None:
    """Take in the rows after those that were taken before the process was killed."""
    rows = _read(taking.reader(sheet), table, int(job.cursor or 0))
    while part := await asyncio.to_thread(lambda: list(islice(rows, taking.part))):
        async with job.step(str(part[-1].number), action=taking.taken, reach=reach) as uow:
            await taking.take(uow, sheet, part)


def _read(read: Reader[Read], table: Table, taken: int) -> Iterator[Read]:
    return (read(row, table.columns) for row in table.rows if row.number > taken)


def _table(file: BinaryIO, headings: Headings) -> Table:
    return find_table(sheets_of(file, headings), headings)


async def _write_sent(
    transaction: Transaction, sheets: Sheets[Sheet], sheet_id: uuid.UUID, path: Path
) -> None:
    """Write the sheet as it was sent to the path."""
    pieces = select(sheets.piece.content).where(sheets.piece.sheet_id == sheet_id)
    await write_pieces(transaction, pieces.order_by(sheets.piece.number), path)
