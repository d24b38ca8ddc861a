"""What a household needs, and the answer whether a home would do instead of adapting."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from sqlalchemy import or_, select

from services.register.commands.homes import set_occupancy
from services.register.domain.adverts import State
from services.register.domain.alternatives import Move, Relocation, compare
from services.register.domain.fitting import HomeFacts, Match, Verdict
from services.register.domain.listing import Occupancy
from services.register.domain.matching import match
from services.register.domain.needs import Completion, Need, check_completion
from services.register.domain.policy import DistrictPolicy
from services.register.domain.ranking import Candidate, rank
from services.register.domain.relocation import offers
from services.register.fitness import facts_of, rules_on
from services.register.ordering import ranking_of
from services.register.tables import HomeAdvert, HouseholdNeed, RegisteredHome
from shared.contracts.codes import WithdrawalReason
from shared.contracts.event import Event
from shared.contracts.grants import ApprovalWithdrawn, CostEstimated
from shared.contracts.referral import ReferralAssessed
from shared.contracts.register import Alternative, AlternativesAssessed
from shared.money import NIL
from shared.persistence.unit_of_work import UnitOfWork
from shared.policies import load
from shared.problems import WrongState

MOST_ALTERNATIVES = 10
"""Named in the answer; the rest would not be looked at."""
NOT_LOOKING = {WithdrawalReason.DISABLED_PERSON_MOVED, WithdrawalReason.DISABLED_PERSON_DIED}


async def record_need(work: UnitOfWork, event: ReferralAssessed) -> None:
    """Keep what the therapist found; what housing options added to it stays."""
    household = await _household(work, event)
    found = event.access_need.model_dump(mode="json")
    need = Need.model_validate({"id": str(event.case_id)} | (household.need or {}) | found)
    household.need = need.model_dump(mode="json")
    if household.ended_at is not None and work.occurred_at >= household.ended_at:
        household.ended_at = None
    await _answer_when_due(work, household)


async def record_cost(work: UnitOfWork, event: CostEstimated) -> None:
    """Keep what adapting the present home would cost."""
    household = await _household(work, event)
    household.estimated_cost = event.estimated_cost
    await _answer_when_due(work, household)


async def note_withdrawal(work: UnitOfWork, event: ApprovalWithdrawn) -> None:
    """Whoever moved or died is not looking any more; another reason says nothing of that."""
    if event.reason in NOT_LOOKING:
        await end_need(work, event)


async def complete_need(
    work: UnitOfWork, case_id: uuid.UUID, completion: Completion
) -> HouseholdNeed:
    """Put what housing options know in place of what they had said before."""
    household = await work.load(HouseholdNeed, case_id)
    work.concerns(household.district, case_id)
    need = need_of(household)
    policy = rules_on(work.today).policy
    check_completion(completion, policy.measures, policy.must_nots, work.today)
    completed = need.model_dump(mode="json") | completion.model_dump(mode="json")
    household.need = Need.model_validate(completed).model_dump(mode="json")
    await _answer_when_due(work, household)
    return household


async def look_for_alternatives(
    work: UnitOfWork, case_id: uuid.UUID, moving_costs: Decimal | None
) -> HouseholdNeed:
    """Answer on request, whatever adapting here would cost; `moving_costs` as quoted, pounds."""
    household = await work.load(HouseholdNeed, case_id)
    work.concerns(household.district, case_id)
    need = looking(household, work.today)
    household.moving_costs = moving_costs
    await _answer(work, household, need)
    return household


def need_of(household: HouseholdNeed) -> Need:
    """What the household needs, once it was assessed."""
    if household.need is None:
        raise WrongState("this waits for the occupational therapist's assessment")
    return Need.model_validate(household.need)


def looking(household: HouseholdNeed, today: dt.date) -> Need:
    """What a household needs that is looking for a home on the day."""
    need = need_of(household)
    if household.ended_at is not None:
        raise WrongState("the household is not looking for a home: it is assessed again first")
    if not need.in_force(today):
        raise WrongState(f"the need was valid until {need.valid_until}: it is assessed again first")
    return need


def house(work: UnitOfWork, household: HouseholdNeed, home: RegisteredHome) -> None:
    """The household has the home: it is occupied, and neither of the two is looked for any more."""
    set_occupancy(home, Occupancy.OCCUPIED, work.today)
    household.home_id, household.ended_at = home.id, work.now


async def end_need(work: UnitOfWork, event: Event) -> None:
    """The household is not looking for a home from when this happened."""
    household = await _household(work, event)
    household.ended_at = work.occurred_at


async def _answer_when_due(work: UnitOfWork, household: HouseholdNeed) -> None:
    """Answer once need and cost are known, if the cost passes the district's limit."""
    if household.need is None or household.estimated_cost is None or household.ended_at:
        return
    need = Need.model_validate(household.need)
    limit = _policy(household, work.today).alternatives_limit
    if limit.passed_by(household.estimated_cost) and need.in_force(work.today):
        await _answer(work, household, need)


async def _answer(work: UnitOfWork, household: HouseholdNeed, need: Need) -> None:
    """Say which homes on offer would do, and what each would cost beside adapting here."""
    advertised = await _advertised(work)
    homes = await _homes_on_offer(work, need, advertised)
    keys = ranking_of(household.district, work.today)
    found = _best(need, [facts_of(home) for home in homes], keys, work.today)
    offered = offers(_policy(household, work.today), {home.district for _, home in found})
    waits = {str(home.id): advertised.get(home.id, 0) for home in homes}
    move = Move(costs=household.moving_costs or NIL, offers=offered, waits=waits)
    comparison = compare(household.estimated_cost, move, found).model_copy(
        update={"homes_considered": len(homes)}
    )
    household.assessed_on = work.today
    household.matches = [m.model_dump(mode="json") for m, _ in found]
    household.comparison = comparison.model_dump(mode="json")
    work.publish(_answered(household, work.today, len(homes), found, offered))


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


async def _advertised(work: UnitOfWork) -> dict[uuid.UUID, int]:
    """Days until each home on offer can be moved into, nil where it can be today."""
    found = await work.session.execute(
        select(HomeAdvert.home_id, HomeAdvert.available_from).where(HomeAdvert.state == State.OPEN)
    )
    return {home: max(0, (day - work.today).days) for home, day in found}


async def _homes_on_offer(
    work: UnitOfWork, need: Need, advertised: Collection[uuid.UUID]
) -> Sequence[RegisteredHome]:
    """Homes that are empty or advertised, where the household would live: of each the wait is known.

    When somebody will leave a home that is not on offer nobody knows, however often it was re-let.
    """
    wanted = select(RegisteredHome).where(
        or_(
            RegisteredHome.occupancy == Occupancy.EMPTY,
            RegisteredHome.id.in_(advertised),
        )
    )
    if need.areas:
        wanted = wanted.where(RegisteredHome.district.in_(need.areas))
    return (await work.session.scalars(wanted.order_by(RegisteredHome.id))).all()


def _best(
    need: Need, homes: Sequence[HomeFacts], keys: Sequence[str], today: dt.date
) -> list[tuple[Match, HomeFacts]]:
    """The homes that would do, the best first; what is unsuitable is left out."""
    policy, facts = rules_on(today).policy, {home.id: home for home in homes}
    ranked = rank((Candidate(match(need, h, policy), need) for h in homes), keys)
    suited = [c.match for c in ranked if c.match.verdict is not Verdict.UNSUITABLE]
    return [(m, facts[m.home]) for m in suited[:MOST_ALTERNATIVES]]


def _policy(household: HouseholdNeed, today: dt.date) -> DistrictPolicy:
    return load(household.district, today).section("register", DistrictPolicy)


async def _household(work: UnitOfWork, event: Event) -> HouseholdNeed:
    work.concerns(event.district, event.case_id)
    return await work.find_or_add(HouseholdNeed, event.case_id, district=event.district, version=1)
