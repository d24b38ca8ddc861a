"""What a benefits desk is shown of its cases."""

import datetime as dt
import uuid

from sqlalchemy import Select, select

from services.means_test.domain.life import Awaited, State
from services.means_test.tables import TestCase
from shared.calendar import LONDON
from shared.persistence.reading import Reading
from shared.schema import Date, Field, Instant
from shared.views import ViewOfRow
from shared.web.lists import Asked, Order, Page, list_page, narrowed

LONGEST_WAIT_FIRST = Order((TestCase.waiting_since, TestCase.case_id))


class TestCaseView(ViewOfRow):
    """A case as the benefits team sees it."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    version: int
    """Counts the changes; the ETag is made of it."""
    district: str
    """ONS code."""
    state: State
    """How far the case has come here."""
    waiting_for: Awaited | None
    """What comes next; null where the application is decided."""
    waiting_since: Instant
    """From when it has waited for what comes next."""
    evidence_outstanding: int
    """Pieces of evidence of which no original was seen."""
    applied_on: Date | None
    """The date of the formal application; null before that."""
    declined_on: Date | None
    """When the household refused to give information."""
    tests: int
    """How many were made."""
    formal_test_id: uuid.UUID | None
    """The one that counts, where it was corrected."""


class CasesWanted(Asked):
    """Which cases; each filter that is absent leaves all."""

    district: str | None = Field(None, max_length=9, description="ONS code")
    state: State | None = None
    """How far its test is."""
    waiting_for: Awaited | None = None
    """What it waits for."""
    waiting_before: Date | None = None
    """It has waited since before this day."""
    declined: bool | None = None
    """Whether the household refused to give information."""


class TestCasePage(Page):
    """Cases, the one that has waited longest first."""

    items: list[TestCaseView]
    """The cases of this page."""


async def case(reading: Reading, case_id: uuid.UUID) -> TestCaseView:
    """One case."""
    return TestCaseView.of(await reading.read(TestCase, case_id))


async def cases(reading: Reading, wanted: CasesWanted) -> TestCasePage:
    """Cases that a desk asks for."""
    rows, following = await list_page(reading, _filtered(wanted), wanted, LONGEST_WAIT_FIRST)
    return TestCasePage(items=[TestCaseView.of(row) for row in rows], next=following)


def _filtered(wanted: CasesWanted) -> Select[TestCase]:
    rows = narrowed(
        select(TestCase), wanted, TestCase.district, TestCase.state, TestCase.waiting_for
    )
    if wanted.waiting_before is not None:
        midnight = dt.datetime.combine(wanted.waiting_before, dt.time(), LONDON)
        rows = rows.where(TestCase.waiting_since < midnight)
    if wanted.declined is not None:
        rows = rows.where(TestCase.declined_on.is_not(None) == wanted.declined)
    return rows
