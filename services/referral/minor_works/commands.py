"""Ordering works within the minor limit, and recording that they are done."""

import uuid

from services.referral.casefile.records import add_answer, take_up, tell
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
from shared.contracts.referral import MinorWorksCompleted, MinorWorksOrdered
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound, WrongState

_WAITS_FOR_NOTHING_ELSE = {State.RECEIVED, State.SIGNPOSTED}
"""Others were told of their assessment, which still comes."""


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
    if referral.state in _WAITS_FOR_NOTHING_ELSE:
        add_answer(uow, casefile, NextStep.MINOR_WORKS)
    return works


async def complete_minor_works(
    uow: UnitOfWork, case_id: uuid.UUID, order_id: uuid.UUID, done: MinorCompletion
) -> MinorWorks:
    """Record that ordered works are done, and what they cost.

    The sum is told whatever the person says of sharing: it is public money, and says nothing of them.
    """
    works = await uow.load(MinorWorks, order_id)
    if works.case_id != case_id:
        raise NotFound
    if works.done_on is not None:
        raise WrongState(f"these works were done on {works.done_on}")
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
