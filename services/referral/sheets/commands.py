"""Sheets of referrals: sent, and taken in row by row."""

import uuid
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from sqlalchemy import select

from services.referral.domain.consent import ConsentState, Statement, consent_state
from services.referral.domain.enquiry import Enquiry
from services.referral.domain.sheet_rows import RowOutcome, RowRead, SheetAsked
from services.referral.intake.commands import receive_referrals
from services.referral.tables import SHEETS, EnquiryRecord, Sheet, SheetRow
from shared.contracts.event import OwnEvent
from shared.persistence.unit_of_work import UnitOfWork
from shared.taking_in import keep_sheet, note_rows, reported

_CHANGED = "we have this referral, and it said something else: correct the enquiry of that case"


class SheetDue(OwnEvent):
    """A sheet that was sent is to be taken in."""

    TYPE: ClassVar[str] = "referral.sheet-due"

    sheet_id: uuid.UUID


async def send_sheet(uow: UnitOfWork, asked: SheetAsked, path: Path, size: int) -> Sheet:
    """Keep a sheet of so many bytes, and have it taken in."""
    sheet = await keep_sheet(uow, SHEETS, asked, path, size)
    uow.later(SheetDue(district=sheet.district, sheet_id=sheet.id))
    return sheet


async def take_rows(uow: UnitOfWork, sheet: Sheet, rows: Sequence[RowRead]) -> None:
    """Take a part of the sheet in: each row whole or not at all, and a report of each."""
    known = await _known(uow, [row.case_id for row in rows if row.case_id])
    tried = await _tried(uow, sheet, rows) if sheet.trial else set()
    taken, begun = [], {}
    for row in rows:
        outcome, refused = _outcome(row, known, tried)
        if row.enquiry and row.case_id and outcome in _BEGINS:
            begun[row.case_id] = known[row.case_id] = row.enquiry
        taken.append(reported(row, outcome, refused, referral=row.case_id))
    if begun and not sheet.trial:
        later = {row.case_id for row in rows if row.taken_over and row.case_id}
        await receive_referrals(uow, begun, later)
    await note_rows(uow, SHEETS, sheet, taken)


async def _known(uow: UnitOfWork, cases: Sequence[uuid.UUID]) -> dict[uuid.UUID, Enquiry]:
    """What those of the rows said that were taken before, as they came in."""
    came_in = select(EnquiryRecord).where(
        EnquiryRecord.case_id.in_(cases), EnquiryRecord.number == 1
    )
    return {row.case_id: row.enquiry for row in await uow.session.scalars(came_in)}


async def _tried(uow: UnitOfWork, sheet: Sheet, rows: Sequence[RowRead]) -> set[uuid.UUID]:
    """Those of the cases that earlier parts of this trial would have begun."""
    cases = [row.case_id for row in rows if row.case_id]
    earlier = select(SheetRow.referral).where(
        SheetRow.sheet_id == sheet.id, SheetRow.referral.in_(cases)
    )
    return {case for case in await uow.session.scalars(earlier) if case}


_BEGINS = {RowOutcome.RECEIVED, RowOutcome.ADVISED, RowOutcome.TAKEN_OVER}


def _outcome(
    row: RowRead, known: Mapping[uuid.UUID, Enquiry], tried: Container[uuid.UUID]
) -> tuple[RowOutcome, str | None]:
    if row.enquiry is None or row.case_id is None:
        return RowOutcome.REFUSED, row.refused
    if row.case_id in tried:
        return RowOutcome.KNOWN, None
    if (before := known.get(row.case_id)) is not None:
        same = row.is_of(before)
        return (RowOutcome.KNOWN, None) if same else (RowOutcome.REFUSED, _CHANGED)
    if row.taken_over:
        return RowOutcome.TAKEN_OVER, None
    agreed = consent_state([Statement.of(row.enquiry.consent)]) is ConsentState.GIVEN
    return (RowOutcome.RECEIVED if agreed else RowOutcome.ADVISED), None
