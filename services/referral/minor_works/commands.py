"""Ordering works within the minor limit, recording that they are done, and what was a mistake."""

import datetime as dt
import uuid

from sqlalchemy import func, select

from services.referral.casefile.records import add_answer, open_casefile, take_up, tell
from services.referral.domain.answering import NextStep
from services.referral.domain.life import State, Step
from services.referral.domain.minor_works import (
    CompletionCorrection,
    CompletionTakenBack,
    MinorCompletion,
    MinorOrder,
    check_completion,
    check_correction,
    check_order,
)
from services.referral.in_force.policies import minor_limit
from services.referral.tables import MinorWorks, Referral
from shared.contracts.referral import (
    MinorWorksCompleted,
    MinorWorksCorrected,
    MinorWorksOrdered,
    MinorWorksWithdrawn,
)
from shared.mistakes import Mistake
from shared.persistence.mistakes import check_stands, take_back, taken_back
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound, WrongState

_ELSE = {State.RECEIVED: NextStep.SCREENING, State.SIGNPOSTED: NextStep.ANOTHER_SERVICE}
"""What comes next where nothing is ordered; others were told of their assessment, which still does."""


async def order_minor_works(uow: UnitOfWork, case_id: uuid.UUID, order: MinorOrder) -> MinorWorks:
    """Order works up to the district's minor limit; the case goes on where more is needed."""
    casefile = await take_up(uow, case_id, Step.ORDER_MINOR_WORKS)
    referral = casefile.referral
    check_order(order, minor_limit(referral.district, uow.today))
    works = MinorWorks(
        id=uow.new_id("minor works"),
        case_id=case_id,
        district=referral.district,
        ordered_on=uow.today,
        ordered_by=uow.reach.principal,
        **dict(order),
    )
    uow.add(works)
    ordered = MinorWorksOrdered(
        case_id=case_id,
        district=referral.district,
        order_id=works.id,
        kind=order.kind,
        ordered_on=uow.today,
        estimate=order.estimate,
    )
    tell(uow, referral, ordered)
    if referral.state in _ELSE:
        add_answer(uow, casefile, NextStep.MINOR_WORKS)
    return works


async def withdraw_minor_works(
    uow: UnitOfWork, case_id: uuid.UUID, order_id: uuid.UUID, mistake: Mistake
) -> MinorWorks:
    """Take back an order that was placed by mistake, before its works are done.

    Whoever waited for nothing else is told what comes next instead.
    """
    works = await _undone(uow, case_id, order_id)
    take_back(uow, works, mistake.reason)
    casefile = await open_casefile(uow, case_id)
    withdrawn = MinorWorksWithdrawn(
        case_id=case_id,
        district=works.district,
        order_id=works.id,
        withdrawn_on=uow.today,
        estimate=works.estimate,
    )
    tell(uow, casefile.referral, withdrawn)
    if (comes_next := _ELSE.get(State(casefile.referral.state))) is not None:
        add_answer(uow, casefile, comes_next)
    return works


async def complete_minor_works(
    uow: UnitOfWork, case_id: uuid.UUID, order_id: uuid.UUID, done: MinorCompletion
) -> MinorWorks:
    """Record that ordered works are done, and what they cost.

    The sum is told whatever the person says of sharing: it is public money, and says nothing of them.
    """
    works = await _undone(uow, case_id, order_id)
    check_completion(done, works.ordered_on, uow.today)
    works.done_on, works.cost, works.recorded_by = done.done_on, done.cost, uow.reach.principal
    uow.publish(
        MinorWorksCompleted(
            case_id=case_id,
            district=works.district,
            order_id=works.id,
            kind=works.kind,
            completed_on=done.done_on,
            cost=done.cost,
        )
    )
    return works


async def correct_completion(
    uow: UnitOfWork, case_id: uuid.UUID, order_id: uuid.UUID, said: CompletionCorrection
) -> MinorWorks:
    """Put right what was recorded of works that are done; what it was before stays with them.

    It is told like the completion, with what stands of the case: payments and the forum go by it.
    """
    works, right = await _standing(uow, case_id, order_id), said.completion
    if works.done_on is None or works.cost is None:
        raise WrongState("these works are not done yet")
    recorded = MinorCompletion(done_on=works.done_on, cost=works.cost)
    check_correction(right, recorded, works.ordered_on, uow.today)
    before = CompletionTakenBack(**dict(taken_back(uow, said.reason)), **dict(recorded))
    works.corrections = (*works.corrections, before)
    works.done_on, works.cost = (right.done_on, right.cost) if right else (None, None)
    works.recorded_by = uow.reach.principal if right else None
    uow.publish(
        MinorWorksCorrected(
            case_id=case_id,
            district=works.district,
            order_id=works.id,
            kind=works.kind,
            corrected_on=uow.today,
            was_cost=recorded.cost,
            completed_on=works.done_on,
            cost=works.cost,
            last_completed_on=await _last_done(uow, works),
        )
    )
    return works


async def _last_done(uow: UnitOfWork, works: MinorWorks) -> dt.date | None:
    """When the last of the case's works was done, these among them; None where none is."""
    others = MinorWorks.case_id == works.case_id, MinorWorks.id != works.id
    last = await uow.session.scalar(select(func.max(MinorWorks.done_on)).where(*others))
    return max((day for day in (last, works.done_on) if day is not None), default=None)


async def _undone(uow: UnitOfWork, case_id: uuid.UUID, order_id: uuid.UUID) -> MinorWorks:
    """An order of the case that stands, locked, whose works are not done."""
    works = await _standing(uow, case_id, order_id)
    if works.done_on is not None:
        raise WrongState(f"these works were done on {works.done_on}")
    return works


async def _standing(uow: UnitOfWork, case_id: uuid.UUID, order_id: uuid.UUID) -> MinorWorks:
    """An order of the case that stands, locked with its case: one act there follows another."""
    await uow.find(Referral, case_id)
    works = await uow.load(MinorWorks, order_id)
    if works.case_id != case_id:
        raise NotFound
    check_stands(works)
    return works
