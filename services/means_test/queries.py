"""What readers are shown of tests of resources."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from services.means_test.calculate import assess_again, assess_on_its_day
from services.means_test.domain.amounts import exact_text
from services.means_test.domain.answer import answer
from services.means_test.domain.comparison import compare
from services.means_test.domain.evidence import EvidenceKind
from services.means_test.domain.fingerprint import fingerprint
from services.means_test.domain.household import Household
from services.means_test.domain.preliminary import FewAnswers, household_of, told_of
from services.means_test.domain.readings import corrected_since
from services.means_test.domain.renderings import render_for_applicant, render_for_officer
from services.means_test.tables import Contribution, Evidence, Test, TestCase
from shared.contracts.codes import MeansTestKind
from shared.persistence.reading import Reading
from shared.problems import InvalidInput
from shared.schema import Model, Pounds, SignedPounds


class TestCaseView(Model):
    """A case as the benefits team sees it."""

    case_id: uuid.UUID
    version: int
    """Counts the changes; the ETag is made of it."""
    district: str
    applied_on: dt.date | None
    declined_on: dt.date | None
    tests: int
    formal_test_id: uuid.UUID | None

    @classmethod
    def of(cls, row: TestCase) -> "TestCaseView":
        return cls.model_validate(row, from_attributes=True)


class TestView(Model):
    """One test: what it was made from, its result and its working."""

    id: uuid.UUID
    case_id: uuid.UUID
    district: str
    number: int
    kind: MeansTestKind
    made_at: dt.datetime
    household: dict[str, Any]
    policy_version: str
    result: dict[str, Any]
    fingerprint: str
    readings: int
    """The edition of the readings that it was made under."""

    @classmethod
    def of(cls, row: Test) -> "TestView":
        return cls.model_validate(row, from_attributes=True)


class EvidenceView(Model):
    """Evidence that was asked for, and whether its original was seen."""

    id: uuid.UUID
    version: int
    """Counts the changes; the ETag is made of it."""
    case_id: uuid.UUID
    kind: EvidenceKind
    of: str
    asked_on: dt.date
    received_on: dt.date | None
    original_seen: bool | None
    seen_by: str | None

    @classmethod
    def of_row(cls, row: Evidence) -> "EvidenceView":
        return cls.model_validate(row, from_attributes=True)


class EvidenceList(Model):
    """All evidence of a case."""

    items: list[EvidenceView]

    @classmethod
    def of(cls, rows: Sequence[Evidence]) -> "EvidenceList":
        return cls(items=[EvidenceView.of_row(r) for r in rows])


class EarlierGrantView(Model):
    """A grant that a later application may have to count, in the shape of `earlier_grants`."""

    case_id: uuid.UUID
    made_on: dt.date
    certificate: str
    dwelling: str
    relevant_people: list[str]
    """Their ids in the household of that case."""
    reduction: Pounds
    grant_paid: bool
    works_satisfactory: bool


class EarlierGrants(Model):
    """The grants on one dwelling, the earliest first."""

    items: list[EarlierGrantView]

    @classmethod
    def of(cls, rows: Sequence[Contribution]) -> "EarlierGrants":
        items = [EarlierGrantView.model_validate(r, from_attributes=True) for r in rows]
        return cls(items=items)


class CorrectionView(Model):
    """A point of the Regulations that is read otherwise than before."""

    point: str
    before: str
    now: str
    provision: str


class WorkingView(Model):
    """How a test came to its result, made again from what it was made of."""

    fingerprint: str
    same_as_kept: bool
    """Whether the recalculation gives the very bytes that were kept."""
    corrected_since: list[CorrectionView]
    """What is now read otherwise than when the test was made: it stands as it was made."""
    lines: list[dict[str, Any]]
    for_officer: str
    for_applicant: str

    @classmethod
    def of(cls, row: Test) -> "WorkingView":
        household = Household.model_validate(row.household)
        assessment = assess_again(household, row.readings)
        again = fingerprint(household, assessment)
        corrected = corrected_since(row.readings)
        return cls(
            fingerprint=again,
            same_as_kept=again == row.fingerprint,
            corrected_since=[CorrectionView(**c._asdict()) for c in corrected],
            lines=row.result["working"],
            for_officer=render_for_officer(assessment),
            for_applicant=render_for_applicant(assessment),
        )


class ChangeView(Model):
    """An amount that is not what it was; pounds, exact."""

    step: str
    of: str | None
    item: str
    provision: str
    before: str
    after: str


class ComparisonView(Model):
    """Two tests of a case: what changed, and what it did to the reduction (pounds)."""

    outcome_before: str
    outcome_after: str
    reduction_before: Pounds
    reduction_after: Pounds
    difference: SignedPounds | None
    changes: list[ChangeView]

    @classmethod
    def of(cls, tests: tuple[Test, Test]) -> "ComparisonView":
        before, after = (
            assess_again(Household.model_validate(t.household), t.readings) for t in tests
        )
        found = compare(before, after)
        return cls(
            outcome_before=found.outcome_before,
            outcome_after=found.outcome_after,
            reduction_before=found.reduction_before,
            reduction_after=found.reduction_after,
            difference=found.difference,
            changes=[
                ChangeView(
                    step=c.step,
                    of=c.of,
                    item=c.item,
                    provision=c.provision,
                    before=exact_text(c.before),
                    after=exact_text(c.after),
                )
                for c in found.changes
            ],
        )


class SelfAssessment(Model):
    """What a household would have to pay, told to itself. Nothing is kept."""

    result: dict[str, Any]
    explanation: str

    @classmethod
    def of(cls, answers: FewAnswers) -> "SelfAssessment":
        with told_of(answers):
            assessment = assess_on_its_day(household_of(answers))
        return cls(result=answer(assessment), explanation=render_for_applicant(assessment))


async def case(reading: Reading, case_id: uuid.UUID) -> TestCaseView:
    """One case."""
    return TestCaseView.of(await reading.read(TestCase, case_id))


async def test(reading: Reading, test_id: uuid.UUID) -> TestView:
    """One test."""
    return TestView.of(await reading.read(Test, test_id))


async def working(reading: Reading, test_id: uuid.UUID) -> WorkingView:
    """How one test came to its result."""
    return WorkingView.of(await reading.read(Test, test_id))


async def evidence(reading: Reading, case_id: uuid.UUID) -> EvidenceList:
    """What was asked for on a case, in order."""
    await reading.read(TestCase, case_id)
    asked = select(Evidence).where(Evidence.case_id == case_id)
    return EvidenceList.of(
        (await reading.session.scalars(asked.order_by(Evidence.asked_on, Evidence.id))).all()
    )


async def two_tests(reading: Reading, before: uuid.UUID, after: uuid.UUID) -> ComparisonView:
    """Two tests of one case."""
    first, second = await reading.read(Test, before), await reading.read(Test, after)
    if first.case_id != second.case_id:
        raise InvalidInput.at("/after", "is a test of another case")
    return ComparisonView.of((first, second))


async def earlier_grants(reading: Reading, dwelling: str) -> EarlierGrants:
    """Approved grants on a dwelling that later applications may have to count (reg 13)."""
    found = select(Contribution).where(Contribution.dwelling == dwelling)
    return EarlierGrants.of(
        (await reading.session.scalars(found.order_by(Contribution.made_on))).all()
    )
