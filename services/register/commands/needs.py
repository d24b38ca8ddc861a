"""What a household needs, and the answer whether a home would do."""

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import select

from services.register import data
from services.register.domain.fitting import HomeFacts, Match, Verdict, home_facts
from services.register.domain.home import Home
from services.register.domain.listing import Occupancy
from services.register.domain.matching import match
from services.register.domain.needs import Need
from services.register.domain.policy import RegisterPolicy
from services.register.domain.ranking import Candidate, rank
from services.register.tables import HouseholdNeed, RegisteredHome
from shared.contracts.event import Event
from shared.contracts.grants import CostEstimated
from shared.contracts.referral import ReferralAssessed
from shared.contracts.register import Alternative, AlternativesAssessed
from shared.persistence.unit_of_work import UnitOfWork
from shared.policies import national

MOST_ALTERNATIVES = 10
"""Named in the event; the rest would not be looked at."""


async def record_need(work: UnitOfWork, event: ReferralAssessed) -> None:
    """Keep what the household needs of a home."""
    household = await _need(work, event)
    asked = event.access_need
    need = Need(
        id=str(event.case_id),
        category=asked.category,
        bedrooms=asked.bedrooms,
        household_size=asked.household_size,
        areas=asked.areas,
    )
    household.need = need.model_dump(mode="json")
    await _answer_when_known(work, household)


async def record_cost(work: UnitOfWork, event: CostEstimated) -> None:
    """Keep what adapting the present home would cost."""
    household = await _need(work, event)
    household.estimated_cost = event.estimated_cost
    await _answer_when_known(work, household)


async def _answer_when_known(work: UnitOfWork, household: HouseholdNeed) -> None:
    """Once need and cost are known, say which empty homes would do."""
    if household.need is None or household.estimated_cost is None:
        return
    need = Need.model_validate(household.need)
    homes = await _empty_homes(work, need)
    found = _best(need, homes, work.today)
    household.assessed_on = work.today
    household.matches = [m.model_dump(mode="json") for m in found]
    districts = {str(h.id): h for h in homes}
    work.publish(
        AlternativesAssessed(
            case_id=household.case_id,
            district=household.district,
            assessed_on=work.today,
            homes_considered=len(homes),
            alternatives=tuple(
                Alternative(
                    home_id=uuid.UUID(m.home),
                    district=districts[m.home].district,
                    category=districts[m.home].category,
                    verdict=m.verdict,
                )
                for m in found
            ),
        )
    )


async def _empty_homes(work: UnitOfWork, need: Need) -> Sequence[RegisteredHome]:
    """Empty homes where the household would live."""
    wanted = select(RegisteredHome).where(RegisteredHome.occupancy == Occupancy.EMPTY)
    if need.areas:
        wanted = wanted.where(RegisteredHome.district.in_(need.areas))
    return (await work.session.scalars(wanted.order_by(RegisteredHome.id))).all()


def _best(need: Need, homes: Sequence[RegisteredHome], today: dt.date) -> list[Match]:
    """The homes that would do, the best first; what is unsuitable is left out."""
    limits = national(today).section("register", RegisterPolicy)
    policy = data.matching_policy(today, limits.minor_limit.amount, limits.adaptable_limit.amount)
    candidates = [Candidate(match(need, _facts(home), policy), need) for home in homes]
    ranked = rank(candidates, data.ranking())
    suited = [c.match for c in ranked if c.match.verdict is not Verdict.UNSUITABLE]
    return suited[:MOST_ALTERNATIVES]


def _facts(home: RegisteredHome) -> HomeFacts:
    survey = Home.model_validate(home.survey)
    return home_facts(
        str(home.id),
        home.district,
        survey,
        data.rule_set(survey.rule_set),
        consents=home.consents_to_adaptation,
    )


async def _need(work: UnitOfWork, event: Event) -> HouseholdNeed:
    work.concerns(event.district, event.case_id)
    return await work.find_or_add(HouseholdNeed, event.case_id, district=event.district, version=1)
