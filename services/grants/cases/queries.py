"""Cases as their officers see them."""

import datetime as dt
import uuid

from services.grants.domain.casework.entries import Noted
from services.grants.domain.casework.every_entry import AnyEntry, kind_of
from services.grants.domain.casework.records import Recorded
from services.grants.record import read_case, show_case
from services.grants.record.view import GrantCaseView
from shared.persistence.audit import Read
from shared.persistence.reading import Reading
from shared.problems import NotFound
from shared.schema import Model


class HistoryLine(Model):
    """One thing that was recorded on a case: what, when and by whom."""

    number: int
    """Counts the records of the case, from 1."""
    at: dt.datetime
    """When it was recorded."""
    by: str
    """The token's subject, or this service where another one told it."""
    kind: str
    """What was recorded, as a code: the shape of `entry` goes by it."""
    entry: AnyEntry | None
    """What was recorded, as it was then; null: a note that was struck out."""


class CaseHistory(Model):
    """All that was recorded on a case, in order; nothing of it was ever changed."""

    items: tuple[HistoryLine, ...]
    """Each record, the first first."""


class StruckOutNote(Model):
    """A note that was struck out; it may be about another person."""

    number: int
    """The note, by its number in the case's history."""
    text: str
    """What it said."""


async def history(reading: Reading, case_id: uuid.UUID) -> CaseHistory:
    """Who did what on a case, and what it was each time."""
    found = await read_case(reading, case_id)
    struck = found.history.struck_out
    return CaseHistory(
        items=tuple(_line(r, struck=r.number in struck) for r in found.history.records)
    )


async def struck_out_note(
    reading: Reading, case_id: uuid.UUID, number: int
) -> tuple[StruckOutNote, Read]:
    """What a note said that was struck out. Raises `NotFound` of any other entry."""
    found = await read_case(reading, case_id)
    record = next((r for r in found.history.records if r.number == number), None)
    if record is None or not isinstance(record.entry, Noted):
        raise NotFound
    if number not in found.history.struck_out:
        raise NotFound
    note = StruckOutNote(number=number, text=record.entry.text)
    return note, Read(found.row.district, case_id, None)


def _line(record: Recorded, *, struck: bool) -> HistoryLine:
    """A note that was struck out may be about another person: its words are not read here."""
    withheld = struck and isinstance(record.entry, Noted)
    return HistoryLine.model_validate(
        {
            "number": record.number,
            "at": record.at,
            "by": record.by,
            "kind": kind_of(record.entry),
            "entry": None if withheld else record.entry,
        }
    )


async def case(reading: Reading, case_id: uuid.UUID) -> GrantCaseView:
    """One case."""
    return GrantCaseView.of(await show_case(reading, case_id))
