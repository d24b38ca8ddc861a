"""What is new in the ledger goes into a file for the council's own ledger: every entry once."""

import hashlib
from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import Row, exists, func, insert, select

from services.payments.domain.ledger.chart import Code
from services.payments.domain.mapping import INPUT, OUTSIDE, Mapping, Value
from services.payments.in_force import mapping_of
from services.payments.tables import ExportedEntry, LedgerEntry, LedgerExport, LedgerPosting
from shared.identifiers import reference_of
from shared.money import pounds
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState
from shared.sheets.writing import Cell, csv_of

MOST_ENTRIES = 20_000
"""In one file; what is left is in the next."""
Line = Row[LedgerEntry, LedgerPosting]


async def make_export(uow: UnitOfWork, district: str) -> LedgerExport:
    """Put the entries that no export has into one, with its totals; its bytes never change."""
    uow.concerns(district)
    number = await _next(uow, district)
    lines = await _new_lines(uow, district)
    if not lines:
        raise WrongState("every entry that moves money is in an export already")
    file = _written(mapping_of(district), lines)
    moved = [line.LedgerPosting.pence for line in lines]
    entries = {line.LedgerEntry.id for line in lines}
    export = LedgerExport(
        id=uow.new_id("export"),
        district=district,
        number=number,
        entries=len(entries),
        debits=pounds(sum(p for p in moved if p > 0)),
        credits=pounds(-sum(p for p in moved if p < 0)),
        file=file,
        file_sha256=hashlib.sha256(file).hexdigest(),
        made_at=uow.now,
        made_by=uow.reach.principal,
    )
    uow.add(export)
    await uow.session.flush()
    rows = [{"entry": e, "export": export.id, "district": district} for e in sorted(entries)]
    await uow.session.execute(insert(ExportedEntry), rows)
    return export


async def _next(uow: UnitOfWork, district: str) -> int:
    """The number of the district's next export; one is made at a time."""
    key = f"ledger export {district}"
    await uow.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
    before = select(func.count()).select_from(LedgerExport).where(LedgerExport.district == district)
    return (await uow.session.scalar(before) or 0) + 1


async def _new_lines(uow: UnitOfWork, district: str) -> Sequence[Line]:
    """Lines that move money, of entries in the order in which they were recorded."""
    moves = ~func.starts_with(LedgerPosting.code, "M")
    entries = (
        select(LedgerEntry.id)
        .where(
            LedgerEntry.district == district,
            ~exists().where(ExportedEntry.entry == LedgerEntry.id),
            exists().where(LedgerPosting.entry_id == LedgerEntry.id, moves),
        )
        .order_by(LedgerEntry.recorded_at, LedgerEntry.id)
        .limit(MOST_ENTRIES)
    )
    found = await uow.session.execute(
        select(LedgerEntry, LedgerPosting)
        .join(LedgerPosting, LedgerPosting.entry_id == LedgerEntry.id)
        .where(LedgerEntry.id.in_(entries), moves)
        .order_by(LedgerEntry.recorded_at, LedgerEntry.id, LedgerPosting.line)
    )
    return found.all()


def _written(mapping: Mapping, lines: Sequence[Line]) -> bytes:
    headings = [column.heading for column in mapping.columns]
    return csv_of(
        headings, ([_cell(mapping, c.value, line) for c in mapping.columns] for line in lines)
    )


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
