"""What a benefits desk is shown of its cases."""

import datetime as dt
import uuid

from sqlalchemy import Select, select

from services.means_test.domain.life import Awaited, State
from services.means_test.tables import EarlierAssignment, TestCase
from shared.assignment import Name
from shared.calendar import LONDON
from shared.contracts.event import District
from shared.identifiers import CaseReference, reference_of
from shared.persistence.assignment import EarlierInHandView
from shared.persistence.earlier import earlier
from shared.persistence.reading import Reading
from shared.schema import Date, Instant, Model
from shared.views import shown
from shared.web.lists import Asked, Order, Page, list_page, narrowed, of_reference

LONGEST_WAIT_FIRST = Order((TestCase.waiting_since, TestCase.case_id))
NEAREST_CLOCK_FIRST = Order((TestCase.clock, TestCase.waiting_since, TestCase.case_id))


class TestCaseView(Model):
    """A case as the benefits team sees it."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    reference: str
    """What people call the case on the telephone and in letters."""
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
    officer: str | None
    """Who has the case in hand here; null: nobody yet."""
    team: str | None
    """The team that has the case in hand here; null: none yet."""

    @classmethod
    def of(cls, row: TestCase) -> "TestCaseView":
        return shown(cls, row, reference=reference_of(row.case_id))


class AssignmentHistory(Model):
    """Who had the test of a case in hand before whoever has it now, the first one first."""

    items: list[EarlierInHandView]
    """Who had it each time before it was given to somebody else."""


class CasesWanted(Asked):
    """Which cases; each filter that is absent leaves all."""

    district: District | None = None
    """ONS code of the district."""
    state: State | None = None
    """How far its test is."""
    waiting_for: Awaited | None = None
    """What it waits for."""
    waiting_before: Date | None = None
    """It has waited since before this day."""
    declined: bool | None = None
    """Whether the household refused to give information."""
    officer: Name | None = None
    """Who has the case in hand here, as the token names them."""
    team: Name | None = None
    """The team that has the case in hand here."""
    reference: CaseReference | None = None
    """The human reference, as people type it."""


class MyCases(Asked):
    """A page of one's own cases."""


class TestCasePage(Page):
    """Cases, each where its list has it."""

    items: list[TestCaseView]
    """The cases of this page."""


async def case(reading: Reading, case_id: uuid.UUID) -> TestCaseView:
    """One case."""
    return TestCaseView.of(await reading.read(TestCase, case_id))


async def assignments(reading: Reading, case_id: uuid.UUID) -> AssignmentHistory:
    """Who had a case in hand before."""
    await reading.read(TestCase, case_id)
    rows = await earlier(reading, EarlierAssignment, EarlierAssignment.case_id == case_id)
    return AssignmentHistory(items=[EarlierInHandView.of(row) for row in rows])


async def cases(reading: Reading, wanted: CasesWanted) -> TestCasePage:
    """Cases that a desk asks for."""
    rows, following = await list_page(reading, _filtered(wanted), wanted, LONGEST_WAIT_FIRST)
    return TestCasePage(items=[TestCaseView.of(row) for row in rows], next=following)


async def mine(reading: Reading, wanted: MyCases) -> TestCasePage:
    """What waits of the cases that whoever asks has in hand, the oldest application first."""
    own = TestCase.officer == reading.reach.principal
    rows = select(TestCase).where(own, TestCase.waiting_for.is_not(None))
    found, following = await list_page(reading, rows, wanted, NEAREST_CLOCK_FIRST)
    return TestCasePage(items=[TestCaseView.of(row) for row in found], next=following)


def _filtered(wanted: CasesWanted) -> Select[TestCase]:
    rows = narrowed(
        select(TestCase),
        wanted,
        TestCase.district,
        TestCase.state,
        TestCase.waiting_for,
        TestCase.officer,
        TestCase.team,
    )
    rows = of_reference(rows, wanted.reference, TestCase.case_id)
    if wanted.waiting_before is not None:
        midnight = dt.datetime.combine(wanted.waiting_before, dt.time(), LONDON)
        rows = rows.where(TestCase.waiting_since < midnight)
    if wanted.declined is not None:
        rows = rows.where(TestCase.declined_on.is_not(None) == wanted.declined)
    return rows
