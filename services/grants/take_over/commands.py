"""Sheets of a council's cases: sent, and taken over row by row."""

import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from sqlalchemy import or_, select

from services.grants.domain.casework.entries_of_take_over import RowOutcome, TakeOverAsked
from services.grants.domain.casework.take_over_rows import OldRow
from services.grants.tables import TAKE_OVERS, GrantCase, TakeOver, TakeOverRow
from services.grants.take_over.beginning import begin
from shared.contracts.event import OwnEvent
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, Problem
from shared.sheets.rows import refusal
from shared.taking_in import keep_sheet, note_rows, reported

_CHANGED = "we took this case over as something else: change it here, not in the sheet"
_WORKED_ON = "the case is worked on here already"
Known = Mapping[uuid.UUID, str | None]
"""The cases of rows that were taken before, each with the fingerprint of its row."""


class TakeOverDue(OwnEvent):
    """A sheet that was sent is to be taken over, or tried."""

    TYPE: ClassVar[str] = "grants.take-over-due"

    take_over_id: uuid.UUID


async def send_cases(uow: UnitOfWork, asked: TakeOverAsked, path: Path, size: int) -> TakeOver:
    """Keep a sheet of so many bytes, and have it taken over or tried."""
    sheet = await keep_sheet(uow, TAKE_OVERS, asked, path, size)
    uow.later(TakeOverDue(district=sheet.district, take_over_id=sheet.id))
    return sheet


async def take_rows(uow: UnitOfWork, sheet: TakeOver, rows: Sequence[OldRow]) -> None:
    """Take a part of the sheet over: each row whole or not at all, and a report of each."""
    cases = [row.case_id for row in rows if row.case_id]
    known, worked_on = await _known(uow, sheet, cases), await _worked_on(uow, cases)
    reports = []
    for row in rows:
        outcome, refused = _outcome(row, known, worked_on)
        if outcome is RowOutcome.TAKEN:
            refused = _begin(uow, sheet, row)
            outcome = RowOutcome.TAKEN if refused is None else RowOutcome.REFUSED
        if outcome is RowOutcome.TAKEN and row.case_id:
            known[row.case_id] = row.fingerprint
        stands_for = {"case_id": row.case_id, "fingerprint": row.fingerprint}
        reports.append(reported(row, outcome, refused, trial=sheet.trial, **stands_for))
    await uow.session.flush()
    await note_rows(uow, TAKE_OVERS, sheet, reports)


def _begin(uow: UnitOfWork, sheet: TakeOver, row: OldRow) -> str | None:
    """Begin the case, unless the sheet is only tried; else why the law or the policy has no place."""
    try:
        begin(uow, sheet, row)
    except InvalidInput as problem:
        return refusal(row.remarks, problem)
    except Problem as problem:
        return str(problem)
    return None


async def _known(
    uow: UnitOfWork, sheet: TakeOver, cases: Sequence[uuid.UUID]
) -> dict[uuid.UUID, str | None]:
    """What was taken of these cases before: for good, or in this very trial."""
    counts = or_(TakeOverRow.trial.is_(False), TakeOverRow.sheet_id == sheet.id)
    taken = select(TakeOverRow.case_id, TakeOverRow.fingerprint).where(
        TakeOverRow.case_id.in_(cases), TakeOverRow.outcome == RowOutcome.TAKEN, counts
    )
    return {case: said for case, said in await uow.session.execute(taken) if case}


async def _worked_on(uow: UnitOfWork, cases: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the cases that are here."""
    here = select(GrantCase.case_id).where(GrantCase.case_id.in_(cases))
    return set(await uow.session.scalars(here))


def _outcome(row: OldRow, known: Known, worked_on: set[uuid.UUID]) -> tuple[RowOutcome, str | None]:
    if row.case_id is None:
        return RowOutcome.REFUSED, row.refused
    if row.case_id in known:
        same = known[row.case_id] == row.fingerprint
        return (RowOutcome.KNOWN, None) if same else (RowOutcome.REFUSED, _CHANGED)
    if row.case_id in worked_on:
        return RowOutcome.REFUSED, _WORKED_ON
    return RowOutcome.TAKEN, None
