"""A case's test opens, learns of the application and the decision, or gets no information."""

import uuid

from services.means_test.domain.life import UNDECIDED, Awaited, State, Step
from services.means_test.tables import EarlierAssignment, Test, TestCase
from shared.assignment import Assignment
from shared.contracts.codes import ClosureOutcome, ReviewOutcome
from shared.contracts.grants import (
    ApplicationCompleted,
    CaseReopened,
    Closed,
    RefusalReopened,
    Refused,
    ReviewAnswered,
)
from shared.contracts.means_test import MeansTestDeclined
from shared.contracts.referral import ReferralTriaged
from shared.persistence.assignment import hand_over
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


async def open_case(uow: UnitOfWork, event: ReferralTriaged) -> None:
    """A triaged case waits for its preliminary test."""
    uow.concerns(event.district, event.case_id)
    await case_of(uow, event.case_id, event.district)


async def note_application(uow: UnitOfWork, event: ApplicationCompleted) -> None:
    """The application is complete: its date is that of the formal test.

    Where the date has changed since the formal test, the test is made again.
    """
    uow.concerns(event.district, event.case_id)
    case = await case_of(uow, event.case_id, event.district)
    if case.applied_on != event.applied_on and case.state in UNDECIDED:
        case.applied_on = event.applied_on
        case.take(Step.APPLY, uow.now)


async def note_refused(uow: UnitOfWork, event: Refused) -> None:
    """The application was refused: nothing more is tested for it."""
    uow.concerns(event.district, event.case_id)
    case = await case_of(uow, event.case_id, event.district)
    if case.state in UNDECIDED:
        case.take(Step.DECIDE, uow.now)


async def note_review(uow: UnitOfWork, event: ReviewAnswered) -> None:
    """An application that is decided again can be tested again before that."""
    if event.outcome == ReviewOutcome.DECIDED_AGAIN:
        await _decided_again(uow, event)


async def note_refusal_reopened(uow: UnitOfWork, event: RefusalReopened) -> None:
    """The same, after a complaint."""
    await _decided_again(uow, event)


async def _decided_again(uow: UnitOfWork, event: ReviewAnswered | RefusalReopened) -> None:
    uow.concerns(event.district, event.case_id)
    case = await case_of(uow, event.case_id, event.district)
    if case.state == State.DECIDED:
        case.take(await _back(uow, case), uow.now)


async def note_closed(uow: UnitOfWork, event: Closed) -> None:
    """Nothing more is done on the case, decided or not: it waits for nothing."""
    uow.concerns(event.district, event.case_id)
    case = await case_of(uow, event.case_id, event.district)
    if case.state != State.CLOSED:
        case.take(Step.CLOSE, uow.now)


async def note_reopened(uow: UnitOfWork, event: CaseReopened) -> None:
    """The case was closed by mistake: it is as far as what was recorded of it."""
    uow.concerns(event.district, event.case_id)
    case = await case_of(uow, event.case_id, event.district)
    undecided = event.reason is not None or event.outcome == ClosureOutcome.SIGNPOSTED
    case.take(await _back(uow, case) if undecided else Step.REOPEN_DECISION, uow.now)


async def _back(uow: UnitOfWork, case: TestCase) -> Step:
    """How far the test of a case had come that is not decided; a formal one is of its application."""
    if case.applied_on is None:
        return Step.REOPEN_ESTIMATE if case.tests else Step.REOPEN_ENQUIRY
    formal = case.formal_test_id and await uow.read(Test, case.formal_test_id)
    is_current = formal and formal.household.application.made_on == case.applied_on
    return Step.REOPEN_TEST if is_current else Step.REOPEN_APPLICATION


async def note_declined(uow: UnitOfWork, case_id: uuid.UUID) -> TestCase:
    """The household does not give information about its resources."""
    case = await uow.load(TestCase, case_id)
    if case.declined_on is not None:
        raise WrongState(f"already noted on {case.declined_on}")
    case.take(Step.DECLINE, uow.now)
    case.declined_on = uow.today
    uow.publish(MeansTestDeclined(case_id=case_id, district=case.district, declined_on=uow.today))
    return case


async def assign(uow: UnitOfWork, case_id: uuid.UUID, assignment: Assignment) -> TestCase:
    """Give the test of a case to an officer and a team, or to none."""
    case = await uow.load(TestCase, case_id)
    uow.concerns(case.district, case_id)
    hand_over(uow, case, assignment, EarlierAssignment, case_id=case_id, district=case.district)
    return case


async def case_of(uow: UnitOfWork, case_id: uuid.UUID, district: str) -> TestCase:
    """The case, opened where it is not there."""
    return await uow.find_or_add(
        TestCase,
        case_id,
        district=district,
        state=State.OPEN,
        waiting_for=Awaited.PRELIMINARY_TEST,
        waiting_since=uow.now,
        evidence_outstanding=0,
        tests=0,
        version=1,
    )
