"""What a household needs, and the answer whether a home would do instead of adapting."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy import select

from services.register.domain.adverts import BidDecision
from services.register.domain.alternatives import Move, Relocation, compare
from services.register.domain.earlier import NeedBefore
from services.register.domain.fitting import HomeFacts, Match
from services.register.domain.life import Stage
from services.register.domain.needs import (
    Need,
    StatedCompletion,
    check_completion,
    completion_in,
    opened,
)
from services.register.domain.policy import DistrictPolicy
from services.register.domain.relocation import offers
from services.register.in_force.fitness import rules_on
from services.register.in_force.ordering import ranking_of
from services.register.needs.found import homes_found
from services.register.needs.on_offer import best_on_offer
from services.register.tables import EarlierNeed, HouseholdBid, HouseholdMove, HouseholdNeed
from shared.contracts.codes import WithdrawalReason
from shared.contracts.event import Event
from shared.contracts.grants import ApprovalRestored, ApprovalWithdrawn, CostEstimated
from shared.contracts.referral import ReferralAssessed
from shared.contracts.register import Alternative, AlternativesAssessed
from shared.money import NIL
from shared.persistence.earlier import keep_earlier
from shared.persistence.unit_of_work import UnitOfWork
from shared.policies import load
from shared.problems import WrongState

NOT_LOOKING = {WithdrawalReason.DISABLED_PERSON_MOVED, WithdrawalReason.DISABLED_PERSON_DIED}


async def record_need(uow: UnitOfWork, event: ReferralAssessed) -> None:
    """Keep what the therapist found; what housing options added to it stays."""
    household = await _household(uow, event)
    found = event.access_need.model_dump(mode="json")
    need = opened({"id": str(event.case_id)} | (household.need or {}) | found)
    household.need = need.model_dump(mode="json")
    if household.ended_at is not None and uow.occurred_at >= household.ended_at:
        household.ended_at = None
    await _answer_when_due(uow, household)


async def record_cost(uow: UnitOfWork, event: CostEstimated) -> None:
    """Keep what adapting the present home would cost."""
    household = await _household(uow, event)
    household.estimated_cost = event.estimated_cost
    await _answer_when_due(uow, household)


async def note_withdrawal(uow: UnitOfWork, event: ApprovalWithdrawn) -> None:
    """Whoever moved or died is not looking any more; another reason says nothing of that."""
    if event.reason in NOT_LOOKING:
        await end_need(uow, event)


async def note_restored(uow: UnitOfWork, event: ApprovalRestored) -> None:
    """Whoever had neither moved nor died is looking as before."""
    if event.reason in NOT_LOOKING:
        await resume_need(uow, event)


async def complete_need(
    uow: UnitOfWork, case_id: uuid.UUID, stated: StatedCompletion
) -> HouseholdNeed:
    """Put what housing options know in place of what they had said before."""
    household = await uow.load(HouseholdNeed, case_id)
    uow.concerns(household.district, case_id)
    need, was = need_of(household), said(household)
    completion = completion_in(stated)
    policy = rules_on(uow.today).policy
    check_completion(completion, policy.measures, policy.must_nots, uow.today)
    completed = need.model_dump(mode="json") | completion.model_dump(mode="json")
    household.need = opened(completed).model_dump(mode="json")
    keep_said(uow, household, was, stated.reason)
    await _answer_when_due(uow, household)
    return household


async def look_for_alternatives(
    uow: UnitOfWork, case_id: uuid.UUID, moving_costs: Decimal | None
) -> HouseholdNeed:
    """Answer on request, whatever adapting here would cost; `moving_costs` as quoted, pounds."""
    household = await uow.load(HouseholdNeed, case_id)
    uow.concerns(household.district, case_id)
    need = looking(household, uow.today)
    household.moving_costs = moving_costs
    await _answer(uow, household, need)
    return household


def said(household: HouseholdNeed) -> NeedBefore:
    """What is said of the household beside its assessment."""
    need = household.need and opened(household.need)
    return NeedBefore(completion=completion_in(need) if need else None, home_id=household.home_id)


def keep_said(
    uow: UnitOfWork, household: HouseholdNeed, was: NeedBefore, reason: str | None
) -> None:
    """Keep what was said of the household before."""
    keep_earlier(
        uow,
        EarlierNeed,
        was=was,
        now=said(household),
        reason=reason,
        case_id=household.case_id,
        district=household.district,
    )


def need_of(household: HouseholdNeed) -> Need:
    """What the household needs, once it was assessed."""
    if household.need is None:
        raise WrongState("this waits for the occupational therapist's assessment")
    return opened(household.need)


def looking(household: HouseholdNeed, today: dt.date) -> Need:
    """What a household needs that is looking for a home on the day."""
    need = need_of(household)
    if household.ended_at is not None:
        raise WrongState("the household is not looking for a home: it is assessed again first")
    if not need.in_force(today):
        raise WrongState(f"the need was valid until {need.valid_until}: it is assessed again first")
    return need


async def end_need(uow: UnitOfWork, event: Event) -> None:
    """The household is not looking for a home from when this happened."""
    household = await _household(uow, event)
    household.ended_at = uow.occurred_at


async def resume_need(uow: UnitOfWork, event: Event) -> None:
    """The household is looking again, unless it has had a home through the register.

    Then it is looking no more since it found that one, not since what was said by mistake.
    """
    household = await _household(uow, event)
    if found := await homes_found(uow, event.case_id):
        ends = {each.found.at for each in found}
        for each in found:
            if each.found.ended_before not in ends:
                each.was_looking()
        household.ended_at = household.ended_at and max(ends)
        return
    case_id, moves = event.case_id, HouseholdMove
    lives_there = moves.stage.in_((Stage.MOVED, Stage.COMPLETED)) & (moves.case_id == case_id)
    housed = select(moves.id).where(lives_there | (moves.linked_case_id == case_id))
    let = select(HouseholdBid.id).where(
        HouseholdBid.case_id == case_id, HouseholdBid.decision == BidDecision.LET
    )
    if await uow.session.scalar(housed.union_all(let).limit(1)) is None:
        household.ended_at = None


async def _answer_when_due(uow: UnitOfWork, household: HouseholdNeed) -> None:
    """Answer once need and cost are known, if the cost passes the district's limit."""
    if household.need is None or household.estimated_cost is None or household.ended_at:
        return
    need = opened(household.need)
    limit = _policy(household, uow.today).alternatives_limit
    if limit.passed_by(household.estimated_cost) and need.in_force(uow.today):
        await _answer(uow, household, need)


async def _answer(uow: UnitOfWork, household: HouseholdNeed, need: Need) -> None:
    """Say which homes on offer would do, and what each would cost beside adapting here."""
    keys = ranking_of(household.district, uow.today)
    considered, found, waits = await best_on_offer(uow, need, keys)
    offered = offers(_policy(household, uow.today), {home.district for _, home in found})
    move = Move(costs=household.moving_costs or NIL, offers=offered, waits=waits)
    comparison = compare(household.estimated_cost, move, found).model_copy(
        update={"homes_considered": considered}
    )
    household.assessed_on = uow.today
    household.matches = [m.model_dump(mode="json") for m, _ in found]
    household.comparison = comparison.model_dump(mode="json")
    uow.publish(_answered(household, uow.today, considered, found, offered))


def _answered(
    household: HouseholdNeed,
    on: dt.date,
    considered: int,
    found: Sequence[tuple[Match, HomeFacts]],
    offered: Mapping[str, Relocation],
) -> AlternativesAssessed:
    return AlternativesAssessed(
        case_id=household.case_id,
        district=household.district,
        assessed_on=on,
        homes_considered=considered,
        alternatives=tuple(
            Alternative(
                home_id=uuid.UUID(home.id),
                district=home.district,
                category=home.category,
                verdict=m.verdict,
                cost_there=m.cost.mid if m.cost else None,
                relocation_grant=offer.limit if (offer := offered.get(home.district)) else None,
            )
            for m, home in found
        ),
    )


def _policy(household: HouseholdNeed, today: dt.date) -> DistrictPolicy:
    return load(household.district, today).section("register", DistrictPolicy)


async def _household(uow: UnitOfWork, event: Event) -> HouseholdNeed:
    uow.concerns(event.district, event.case_id)
    return await uow.find_or_add(HouseholdNeed, event.case_id, district=event.district, version=1)
