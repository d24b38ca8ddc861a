"""What is new in the ledger goes into a file for the council's own ledger: every entry once.

A job writes it, a part after the other; its cursor is the number of the last part.
"""

import hashlib
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, Select, delete, exists, func, insert, select

from services.payments.domain.ledger.chart import Code
from services.payments.domain.mapping import INPUT, OUTSIDE, Mapping, Value
from services.payments.in_force import mapping_of
from services.payments.tables import (
    ExportedEntry,
    ExportPiece,
    LedgerEntry,
    LedgerExport,
    LedgerPosting,
)
from shared.bus.job import Job
from shared.identifiers import reference_of
from shared.money import pounds
from shared.persistence.reading import Reading
from shared.persistence.unit_of_work import UnitOfWork
from shared.sheets.writing import BEGINNING, Cell, lines_of

PART, MOST_ENTRIES = 500, 20_000
"""Entries in one step, and in one file; what is left is in the next."""
FINISHED = "finished"
Line = Row[LedgerEntry, LedgerPosting]


async def write_parts(job: Job, export_id: uuid.UUID) -> None:
    """Put what is new into the export until there is nothing more, then make its file of the parts."""
    while job.cursor != FINISHED:
        async with job.database.reading(job.reach) as reading:
            export = await reading.read(LedgerExport, export_id)
            most = min(PART, MOST_ENTRIES - export.entries)
            lines = await _new_lines(reading, export.district, most)
        number = int(job.cursor or 0) + 1
        cursor = str(number) if lines else FINISHED
        async with job.step(cursor, action="write_export") as uow:
            export = await uow.load(LedgerExport, export_id)
            uow.concerns(export.district)
            if lines:
                await _take(uow, export, number, lines)
            else:
                await _finish(uow, export)


async def _take(uow: UnitOfWork, export: LedgerExport, number: int, lines: Sequence[Line]) -> None:
    """Put these lines into the export, with its totals so far."""
    owned = {"export": export.id, "district": export.district}
    mapping = mapping_of(export.district)
    rows: list[list[Cell]] = [[column.heading for column in mapping.columns]] if number == 1 else []
    rows += [[_cell(mapping, c.value, line) for c in mapping.columns] for line in lines]
    await uow.session.execute(
        insert(ExportPiece), {**owned, "number": number, "content": lines_of(rows)}
    )
    entries = {line.LedgerEntry.id for line in lines}
    await uow.session.execute(
        insert(ExportedEntry), [{**owned, "entry": entry} for entry in sorted(entries)]
    )
    moved = [line.LedgerPosting.pence for line in lines]
    export.entries += len(entries)
    export.debits += pounds(sum(p for p in moved if p > 0))
    export.credits += pounds(-sum(p for p in moved if p < 0))


async def _finish(uow: UnitOfWork, export: LedgerExport) -> None:
    """Make the file of its parts; from then on its bytes never change."""
    parts = select(ExportPiece.content).where(ExportPiece.export == export.id)
    found = await uow.session.scalars(parts.order_by(ExportPiece.number))
    export.file = BEGINNING + b"".join(found)
    export.file_sha256 = hashlib.sha256(export.file).hexdigest()
    await uow.session.execute(delete(ExportPiece).where(ExportPiece.export == export.id))


def new_entries(district: str, most: int) -> Select[Any]:
    """Entries that move money and are in no export, in the order in which they were recorded."""
    return (
        select(LedgerEntry.id)
        .where(
            LedgerEntry.district == district,
            ~exists().where(ExportedEntry.entry == LedgerEntry.id),
            exists().where(LedgerPosting.entry_id == LedgerEntry.id, _MOVES),
        )
        .order_by(LedgerEntry.recorded_at, LedgerEntry.id)
        .limit(most)
    )


_MOVES = ~func.starts_with(LedgerPosting.code, "M")


async def _new_lines(reading: Reading, district: str, most: int) -> Sequence[Line]:
    found = await reading.session.execute(
        select(LedgerEntry, LedgerPosting)
        .join(LedgerPosting, LedgerPosting.entry_id == LedgerEntry.id)
        .where(LedgerEntry.id.in_(new_entries(district, most)), _MOVES)
        .order_by(LedgerEntry.recorded_at, LedgerEntry.id, LedgerPosting.line)
    )
    return found.all()


def _cell(mapping: Mapping, value: Value, line: Line) -> Cell:
    entry, posting = line.LedgerEntry, line.LedgerPosting
    cells: dict[Value, Cell] = {
        Value.DATE: posting.effective_on,
        Value.RECORDED: entry.recorded_at.date(),
        Value.CODE: mapping.codes[Code(posting.code)],
        Value.CASE: reference_of(entry.case_id),
        Value.ENTRY: str(entry.id),
        Value.STEP: entry.step,
        Value.PARTY: posting.of,
        Value.DEBIT: _side(posting.pence),
        Value.CREDIT: _side(-posting.pence),
        Value.VAT: INPUT if posting.code == Code.VAT else OUTSIDE,
    }
    return cells[value]


def _side(pence: int) -> Decimal | None:
    return pounds(pence) if pence > 0 else None
