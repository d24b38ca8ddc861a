"""Cases as their officers see them."""

import datetime as dt
import uuid

from services.grants.domain.casework.every_entry import AnyEntry, kind_of
from services.grants.record import read_case, show_case
from services.grants.record.view import GrantCaseView
from shared.persistence.reading import Reading
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
    entry: AnyEntry
    """What was recorded, as it was then."""


class CaseHistory(Model):
    """All that was recorded on a case, in order; nothing of it was ever changed."""

    items: tuple[HistoryLine, ...]
    """Each record, the first first."""


async def history(reading: Reading, case_id: uuid.UUID) -> CaseHistory:
    """Who did what on a case, and what it was each time."""
    found = await read_case(reading, case_id)
    return CaseHistory(
        items=tuple(
            HistoryLine.model_validate(
                {
                    "number": r.number,
                    "at": r.at,
                    "by": r.by,
                    "kind": kind_of(r.entry),
                    "entry": r.entry,
                }
            )
            for r in found.history.records
        )
    )


async def case(reading: Reading, case_id: uuid.UUID) -> GrantCaseView:
    """One case."""
    return GrantCaseView.of(await show_case(reading, case_id))
