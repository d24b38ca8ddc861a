"""Which of the homes on offer would do for a household: found in the county's columns.

Only the few that come first are read and evaluated with their reasons.
"""

import asyncio
import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import select

from services.register.county.stock import Stock, county_of, register_for
from services.register.domain.fitting import HomeFacts, Match, Verdict
from services.register.domain.life import State
from services.register.domain.matching import match
from services.register.domain.needs import Need
from services.register.domain.ranking import Candidate, rank
from services.register.in_force.fitness import facts_of, rules_on
from services.register.tables import HomeAdvert, RegisteredHome
from shared.persistence.unit_of_work import UnitOfWork

MOST_ALTERNATIVES = 10
"""Named in the answer; the rest would not be looked at."""


class OnOffer(NamedTuple):
    """The homes on offer that would do for a household."""

    considered: int
    """How many were looked at."""
    found: list[tuple[Match, HomeFacts]]
    """The first that are not unsuitable, in the order of the deciding district."""
    waits: dict[str, int]
    """Of each of these, days until it can be moved into."""


class First(NamedTuple):
    """The homes on offer that come first for a household."""

    considered: int
    """How many were looked at."""
    homes: list[uuid.UUID]


async def best_on_offer(uow: UnitOfWork, need: Need, keys: Sequence[str]) -> OnOffer:
    """The homes that come first by the keys, of those on offer where the household would live."""
    advertised = await _advertised(uow)
    async with county_of(uow).stock(uow) as stock:
        first = await asyncio.to_thread(first_on_offer, stock, need, advertised, keys)
    wanted = select(RegisteredHome).where(RegisteredHome.id.in_(first.homes))
    homes = (await uow.session.scalars(wanted)).all()
    found = await asyncio.to_thread(suited, need, homes, keys, uow.today)
    waits = {home.id: advertised.get(home.id, 0) for _, home in found}
    return OnOffer(first.considered, found, waits)


async def _advertised(uow: UnitOfWork) -> dict[str, int]:
    """Days until each advertised home can be moved into, nil where it can be today."""
    found = await uow.session.execute(
        select(HomeAdvert.home_id, HomeAdvert.available_from).where(HomeAdvert.state == State.OPEN)
    )
    return {str(home): max(0, (day - uow.today).days) for home, day in found}


def first_on_offer(
    stock: Stock, need: Need, advertised: Collection[str], keys: Sequence[str]
) -> First:
    """Of homes that are empty or advertised, where the household would live, those that come first.

    Of each the wait is known. When somebody will leave a home that is not on offer nobody knows,
    however often it was re-let.
    """
    if not stock.ids:
        return First(0, [])
    offered = stock.on_offer(advertised, need.areas)
    register = register_for(stock, [need])
    listed = register.shortlist(need.id, keys, MOST_ALTERNATIVES, offered)
    return First(int(offered.sum()), [uuid.UUID(one.home) for one in listed])


def suited(
    need: Need, homes: Iterable[RegisteredHome], keys: Sequence[str], today: dt.date
) -> list[tuple[Match, HomeFacts]]:
    """The homes with the reasons, the best first; what has become unsuitable is left out."""
    policy = rules_on(today).policy
    facts = {str(home.id): facts_of(home) for home in homes}
    ranked = rank((Candidate(match(need, h, policy), need) for h in facts.values()), keys)
    matches = (candidate.match for candidate in ranked)
    return [(m, facts[m.home]) for m in matches if m.verdict is not Verdict.UNSUITABLE]
