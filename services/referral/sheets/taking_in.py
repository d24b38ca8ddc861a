"""A sheet taken in from its first row to its last, part by part: what it holds in memory is small."""

import asyncio
import uuid
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from sqlalchemy import Select, select

from services.referral.data import sheet_headings
from services.referral.domain.sheet_rows import RowRead, SheetAsked, read_row
from services.referral.sheets.commands import SheetDue, finish_sheet, take_rows
from services.referral.tables import Sheet, SheetPiece
from shared.bus.job import Job
from shared.calendar import legal_date
from shared.persistence.pieces import write_pieces
from shared.persistence.reach import Reach
from shared.problems import Problem
from shared.sheets.files import sheets_of
from shared.sheets.tables import Table, find_table

PART = 500
"""Rows in one transaction."""


async def take_in_sheet(job: Job, due: SheetDue) -> None:
    """Take in a sheet under the name of whoever sent it; resumed after the last part taken."""
    async with job.database.reading(job.reach) as reading:
        sheet = await reading.read(Sheet, due.sheet_id)
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
                await _take_in(job, reach, sheet, table)
            except Problem as problem:
                failure = str(problem)
    async with job.step("finished", action="finish_sheet", reach=reach) as uow:
        await finish_sheet(uow, sheet.id, passed_over, failure)


async def _take_in(job: Job, reach: Reach, sheet: Sheet, table: Table) -> None:
    """Take in the rows after those that were taken before the process was killed."""
    taken = int(job.cursor or 0)
    rows = _read(sheet, table, taken)
    while part := await asyncio.to_thread(lambda: list(islice(rows, PART))):
        async with job.step(str(part[-1].number), action="take_sheet_rows", reach=reach) as uow:
            await take_rows(uow, sheet, part)


def _read(sheet: Sheet, table: Table, taken: int) -> Iterator[RowRead]:
    asked = SheetAsked.model_validate(sheet, from_attributes=True)
    today = legal_date(sheet.started_at)
    for row in table.rows:
        if row.number > taken:
            yield read_row(row, table.columns, asked, today)


def _table(file: BinaryIO) -> Table:
    headings = sheet_headings()
    return find_table(sheets_of(file, headings), headings)


def _pieces(sheet_id: uuid.UUID) -> Select[bytes]:
    pieces = select(SheetPiece.content).where(SheetPiece.sheet_id == sheet_id)
    return pieces.order_by(SheetPiece.number)
