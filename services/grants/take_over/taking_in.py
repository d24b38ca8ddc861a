"""A sheet taken over from its first row to its last, part by part: little of it is in memory."""

import asyncio
import uuid
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from sqlalchemy import Select, select

from services.grants.data import layout
from services.grants.domain.casework.take_over_rows import OldRow, Sender, read_old_row
from services.grants.tables import TakeOver, TakeOverPiece
from services.grants.take_over.commands import TakeOverDue, finish_sheet, take_rows
from shared.bus.job import Job
from shared.calendar import legal_date
from shared.persistence.pieces import write_pieces
from shared.persistence.reach import Reach
from shared.problems import Problem
from shared.sheets.files import sheets_of
from shared.sheets.tables import Table, find_table

PART = 250
"""Rows in one transaction."""


async def take_over_sheet(job: Job, due: TakeOverDue) -> None:
    """Take over under the name of whoever sent the sheet; resumed after the last part."""
    async with job.database.reading(job.reach) as reading:
        sheet = await reading.read(TakeOver, due.take_over_id)
    if sheet.finished_at is not None:
        return
    reach = Reach(sheet.by, (sheet.district,), (sheet.district,))
    passed_over: Sequence[str] = ()
    failure = None
    with TemporaryDirectory(prefix="dfg-") as folder:
        path = Path(folder) / "sent"
        async with job.database.reading(reach) as reading:
            await write_pieces(reading, _pieces(sheet.id), path)
        with path.open("rb") as file:
            try:
                table = await asyncio.to_thread(_table, file)
                passed_over = table.passed_over
                await _take_over(job, reach, sheet, table)
            except Problem as problem:
                failure = str(problem)
    async with job.step("finished", action="finish_take_over", reach=reach) as uow:
        await finish_sheet(uow, sheet.id, passed_over, failure)


async def _take_over(job: Job, reach: Reach, sheet: TakeOver, table: Table) -> None:
    """Take the rows after those that were taken before the process was killed."""
    rows = _read(sheet, table, int(job.cursor or 0))
    while part := await asyncio.to_thread(lambda: list(islice(rows, PART))):
        async with job.step(str(part[-1].number), action="take_cases_over", reach=reach) as uow:
            await take_rows(uow, sheet, part)


def _read(sheet: TakeOver, table: Table, taken: int) -> Iterator[OldRow]:
    sender = Sender(sheet.district, sheet.organisation, legal_date(sheet.started_at))
    for row in table.rows:
        if row.number > taken:
            yield read_old_row(row, table.columns, layout(), sender)


def _table(file: BinaryIO) -> Table:
    headings = layout().headings()
    return find_table(sheets_of(file, headings), headings)


def _pieces(sheet_id: uuid.UUID) -> Select[bytes]:
    pieces = select(TakeOverPiece.content).where(TakeOverPiece.take_over_id == sheet_id)
    return pieces.order_by(TakeOverPiece.number)
