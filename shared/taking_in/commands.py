"""A sheet is kept, what came of its rows is noted and counted, and it is done with."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from pydantic import BaseModel
from sqlalchemy import delete, insert, update

from shared.persistence.pieces import demand_room, keep_pieces
from shared.persistence.unit_of_work import UnitOfWork
from shared.sheets.rows import Remark
from shared.taking_in.tables import SentSheet, Sheet, Sheets


class ReadRow(Protocol):
    """A row as a service has read it."""

    @property
    def number(self) -> int:
        """As the spreadsheet counts, the headings being 1."""

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Cells that were wrong, or read with a doubt."""


async def keep_sheet(
    uow: UnitOfWork, sheets: Sheets[Sheet], asked: BaseModel, path: Path, size: int
) -> Sheet:
    """Keep a sheet of so many bytes with what was asked of it; the caller has it taken in."""
    stated = dict(asked)
    uow.concerns(stated["district"])
    await demand_room(uow, sheets.sheet.by, sheets.sheet.finished_at)
    sheet = sheets.sheet(
        id=uow.new_id(sheets.sheet.__tablename__),
        bytes=size,
        by=uow.reach.principal,
        rows=0,
        **dict.fromkeys(sheets.outcomes, 0),
        passed_over=(),
        started_at=uow.now,
        progressed_at=uow.now,
        **stated,
    )
    uow.add(sheet)
    owned = {"sheet_id": sheet.id, "district": sheet.district}
    await keep_pieces(uow, sheets.piece, owned, path, size)
    return sheet


def reported(row: ReadRow, outcome: str, refused: str | None, **stands_for: Any) -> dict[str, Any]:
    """What came of a row, with what it stands for in the service's own columns."""
    came = {"row": row.number, "outcome": outcome, "refused": refused, "remarks": row.remarks}
    return came | stands_for


async def note_rows(
    uow: UnitOfWork, sheets: Sheets[Sheet], sheet: Sheet, reports: Sequence[dict[str, Any]]
) -> None:
    """Keep what came of a part of the rows, and count it."""
    owned = {"sheet_id": sheet.id, "district": sheet.district}
    await uow.session.execute(insert(sheets.row), [owned | report for report in reports])
    counted = Counter(report["outcome"] for report in reports)
    columns = {outcome: getattr(sheets.sheet, outcome) for outcome in sheets.outcomes}
    counts = {outcome: column + counted[outcome] for outcome, column in columns.items()}
    await _move(uow, sheets, sheet, rows=sheets.sheet.rows + len(reports), **counts)


async def finish_sheet(
    uow: UnitOfWork,
    sheets: Sheets[Sheet],
    sheet: Sheet,
    passed_over: Sequence[str],
    failure: str | None,
) -> None:
    """The sheet is at its end, or could not be read to it; what was sent is not kept."""
    ended = {"passed_over": tuple(passed_over), "failure": failure, "finished_at": uow.now}
    await _move(uow, sheets, sheet, **ended)
    await uow.session.execute(delete(sheets.piece).where(sheets.piece.sheet_id == sheet.id))


async def _move(
    uow: UnitOfWork, sheets: Sheets[Sheet], sheet: SentSheet, **columns: object
) -> None:
    """Bring the row of the sheet up to date."""
    uow.concerns(sheet.district)
    moved = update(sheets.sheet).where(sheets.sheet.id == sheet.id)
    await uow.session.execute(moved.values(progressed_at=uow.now, **columns))
