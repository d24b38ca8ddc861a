"""Ordering works within the minor limit, and recording that they are done."""

import uuid

from services.referral.casefile.records import add_answer, open_casefile, take_up, tell
from services.referral.domain.answering import NextStep
from services.referral.domain.life import State, Step
from services.referral.domain.minor_works import (
    MinorCompletion,
    MinorOrder,
    check_completion,
    check_order,
)
from services.referral.in_force.policies import minor_limit
from services.referral.tables import MinorWorks
from shared.contracts.referral import (
    MinorWorksCompleted,
    MinorWorksOrdered,
    MinorWorksWithdrawn,
)
from shared.mistakes import Mistake
from shared.persistence.mistakes import check_stands, take_back
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


async def _undone(uow: UnitOfWork, case_id: uuid.UUID, order_id: uuid.UUID) -> MinorWorks:
    """An order of the case that stands, locked, whose works are not done."""
    works = await uow.load(MinorWorks, order_id)
    if works.case_id != case_id:
        raise NotFound
    check_stands(works)
    if works.done_on is not None:
        raise WrongState(f"these works were done on {works.done_on}")
    return works
