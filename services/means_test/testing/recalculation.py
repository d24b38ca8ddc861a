"""Tests made again from what they were made of: the working in words, and two tests compared.

Each may take longer than a request may hold up all others, and leaves the loop.
"""

import asyncio
import uuid

from services.means_test.calculate import assess_again
from services.means_test.domain.amounts import exact_text
from services.means_test.domain.codes import Outcome
from services.means_test.domain.comparison import Change, compare
from services.means_test.domain.fingerprint import fingerprint
from services.means_test.domain.readings import corrected_since
from services.means_test.domain.renderings import render_for_applicant, render_for_officer
from services.means_test.domain.results import Exact, WorkingLine
from services.means_test.domain.working import Step
from services.means_test.tables import Test
from shared.persistence.reading import Reading
from shared.problems import InvalidInput
from shared.schema import Model, Pounds, SignedPounds


class CorrectionView(Model):
    """A point of the Regulations that is read otherwise than before."""

    point: str
    """What is read otherwise, in a few words."""
    before: str
    """How it was read."""
    now: str
    """How it is read."""
    provision: str
    """The regulation that is read."""


class WorkingView(Model):
    """How a test came to its result, made again from what it was made of."""

    fingerprint: str
    """Of inputs, figures and result, as the recalculation has it."""
    same_as_kept: bool
    """Whether the recalculation gives the very bytes that were kept."""
    corrected_since: list[CorrectionView]
    """What is now read otherwise than when the test was made: it stands as it was made."""
    lines: tuple[WorkingLine, ...]
    """Every line of the test, in its order."""
    for_officer: str
    """In words, each line with its provision."""
    for_applicant: str
    """In plain English."""

    @classmethod
    def of(cls, row: Test) -> "WorkingView":
        assessment = assess_again(row.household, row.readings)
        again = fingerprint(row.household, assessment)
        corrected = corrected_since(row.readings)
        return cls(
            fingerprint=again,
            same_as_kept=again == row.fingerprint,
            corrected_since=[CorrectionView(**c._asdict()) for c in corrected],
            lines=row.result.working,
            for_officer=render_for_officer(assessment),
            for_applicant=render_for_applicant(assessment),
        )


class ChangeView(Model):
    """An amount that is not what it was; pounds, exact."""

    step: Step
    """The step of the test in which it stands."""
    of: str | None
    """A person's id in the household."""
    item: str
    """What the amount is."""
    provision: str
    """The regulation that it follows from."""
    before: Exact
    """In the earlier test, in pounds; nil where it was not there."""
    after: Exact
    """In the later test, in pounds; nil where it is not there."""

    @classmethod
    def of_change(cls, change: Change) -> "ChangeView":
        return cls(
            step=change.step,
            of=change.of,
            item=change.item,
            provision=change.provision,
            before=exact_text(change.before),
            after=exact_text(change.after),
        )


class ComparisonView(Model):
    """Two tests of a case: what changed, and what it did to the reduction (pounds)."""

    outcome_before: Outcome
    """What the earlier test came to."""
    outcome_after: Outcome
    """What the later test came to."""
    reduction_before: Pounds
    """What the grant is reduced by after the earlier test, in pounds."""
    reduction_after: Pounds
    """What the grant is reduced by after the later test, in pounds."""
    difference: SignedPounds | None
    """What more is asked for after than before; null where one was not tested."""
    changes: list[ChangeView]
    """Each amount that is not the same in both."""

    @classmethod
    def of(cls, before: Test, after: Test) -> "ComparisonView":
        found = compare(
            assess_again(before.household, before.readings),
            assess_again(after.household, after.readings),
        )
        return cls(
            outcome_before=found.outcome_before,
            outcome_after=found.outcome_after,
            reduction_before=found.reduction_before,
            reduction_after=found.reduction_after,
            difference=found.difference,
            changes=[ChangeView.of_change(c) for c in found.changes],
        )


async def working(reading: Reading, test_id: uuid.UUID) -> WorkingView:
    """How one test came to its result."""
    row = await reading.read(Test, test_id)
    return await asyncio.to_thread(WorkingView.of, row)


async def two_tests(reading: Reading, before: uuid.UUID, after: uuid.UUID) -> ComparisonView:
    """Two tests of one case."""
    first, second = await reading.read(Test, before), await reading.read(Test, after)
    if first.case_id != second.case_id:
        raise InvalidInput.at("/after", "is a test of another case")
    return await asyncio.to_thread(ComparisonView.of, first, second)
