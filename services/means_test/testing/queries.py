"""What readers are shown of tests of resources."""

import uuid

from sqlalchemy import select

from services.means_test.domain.codes import Outcome
from services.means_test.domain.household import KeptHousehold
from services.means_test.domain.results import PublishedResult
from services.means_test.tables import Test, TestCase
from shared.contracts.codes import MeansTestKind
from shared.persistence.reading import Reading
from shared.schema import Date, Instant, Model, Pounds
from shared.views import ViewOfRow
from shared.web.lists import Asked, Order, Page, list_page, narrowed

AS_MADE = Order((Test.number,))


class TestView(ViewOfRow):
    """One test: what it was made from, its result and its working."""

    id: uuid.UUID
    """The number of the test."""
    case_id: uuid.UUID
    """The case that was tested."""
    district: str
    """ONS code."""
    number: int
    """Of the case's tests, the first is 1."""
    kind: MeansTestKind
    """Whether it is preliminary or formal."""
    made_at: Instant
    """When it was made."""
    made_by: str | None
    """Null of tests from before it was kept."""
    corrects: uuid.UUID | None
    """The earlier formal test that it takes the place of."""
    reason: str | None
    """Why it was corrected."""
    household: KeptHousehold
    """What was tested, as it was given."""
    policy_version: str
    """The edition of the district's policy that was applied."""
    result: PublishedResult
    """What the test came to, with its working."""
    fingerprint: str
    """Of inputs, figures and result: made again, the test gives the same."""
    readings: int
    """The edition of the readings that it was made under."""


class TestLine(Model):
    """A test in a list."""

    id: uuid.UUID
    """The number of the test, to show it or compare it."""
    number: int
    """Of the case's tests, the first is 1."""
    kind: MeansTestKind
    """Whether it is preliminary or formal."""
    made_at: Instant
    """When it was made."""
    made_on: Date
    """The date of application for which the household was tested."""
    outcome: Outcome
    """What it came to."""
    reduction: Pounds | None
    """Null only in tests of landlords from before it was nil."""
    corrects: uuid.UUID | None
    """The earlier formal test that it takes the place of."""

    @classmethod
    def of(cls, row: Test) -> "TestLine":
        return cls(
            id=row.id,
            number=row.number,
            kind=MeansTestKind(row.kind),
            made_at=row.made_at,
            made_on=row.household.application.made_on,
            outcome=row.result.outcome,
            reduction=row.result.reduction,
            corrects=row.corrects,
        )


class TestsWanted(Asked):
    """Which tests of a case."""

    kind: MeansTestKind | None = None
    """Preliminary or formal; absent: all."""


class TestPage(Page):
    """Tests of a case, in the order in which they were made."""

    formal_test_id: uuid.UUID | None
    """The formal test that counts."""
    items: list[TestLine]
    """The tests of this page."""


async def test(reading: Reading, test_id: uuid.UUID) -> TestView:
    """One test."""
    return TestView.of(await reading.read(Test, test_id))


async def tests(reading: Reading, case_id: uuid.UUID, wanted: TestsWanted) -> TestPage:
    """The tests of a case."""
    case = await reading.read(TestCase, case_id)
    found = narrowed(select(Test).where(Test.case_id == case_id), wanted, Test.kind)
    rows, following = await list_page(reading, found, wanted, AS_MADE)
    items = [TestLine.of(row) for row in rows]
    return TestPage(formal_test_id=case.formal_test_id, items=items, next=following)
