"""What the stock lacks, recorded so that it can be followed over time."""

import asyncio
import uuid
from collections.abc import Sequence

from sqlalchemy import select

from services.register.county.stock import Stock, county_of, register_for
from services.register.domain.fitting import HomeFacts, Match
from services.register.domain.matching import match
from services.register.domain.needs import Need
from services.register.domain.stock import Obstacle, obstacles
from services.register.in_force.fitness import Rules, facts_of, rules_on
from services.register.in_force.ordering import ranking_of
from services.register.stock.queries import gaps_now, needs_now
from services.register.tables import RegisteredHome, StockRecord
from shared.persistence.unit_of_work import UnitOfWork

PART = 50
"""Needs for which homes are found at once."""


async def record_stock(uow: UnitOfWork, district: str) -> StockRecord:
    """Keep how supply stands to need in a district today; a second time takes the first's place."""
    uow.concerns(district)
    needs = await needs_now(uow, district)
    record = StockRecord(
        id=uuid.uuid5(uuid.NAMESPACE_OID, f"stock of {district} on {uow.today}"),
        taken_on=uow.today,
        district=district,
        gaps=[g.model_dump(mode="json") for g in await gaps_now(uow, district)],
        obstacles=[o.model_dump(mode="json") for o in await _obstacles(uow, district, needs)],
    )
    return await uow.session.merge(record)


async def _obstacles(uow: UnitOfWork, district: str, needs: Sequence[Need]) -> list[Obstacle]:
    """What keeps each household from the empty home here that comes first for it."""
    keys, first = ranking_of(district, uow.today), dict[str, str]()
    for start in range(0, len(needs), PART):
        # Between two parts others have the columns, as those who wait for an answer do.
        async with county_of(uow).stock(uow) as stock:
            some = needs[start : start + PART]
            first |= await asyncio.to_thread(_first_homes, stock, some, district, keys)
    ids = {uuid.UUID(home_id) for home_id in first.values()}
    found = await uow.session.scalars(select(RegisteredHome).where(RegisteredHome.id.in_(ids)))
    homes = {str(home.id): home for home in found}
    return await asyncio.to_thread(_counted, needs, first, homes, rules_on(uow.today))


def _first_homes(
    stock: Stock, needs: Sequence[Need], district: str, keys: Sequence[str]
) -> dict[str, str]:
    """By need, the first empty home of the district; none where none is empty."""
    if not stock.ids or district not in stock.homes.districts:
        return {}
    among = stock.is_empty() & (stock.homes.district == stock.homes.districts[district])
    register = register_for(stock, needs)
    found = {n.id: register.homes_for(n.id, keys, 1, among) for n in needs}
    return {need_id: homes[0] for need_id, homes in found.items() if homes}


def _counted(
    needs: Sequence[Need],
    first: dict[str, str],
    homes: dict[str, RegisteredHome],
    rules: Rules,
) -> list[Obstacle]:
    facts = {home_id: facts_of(home) for home_id, home in homes.items()}
    pairs: list[tuple[Match, HomeFacts]] = [
        (match(need, facts[first[need.id]], rules.policy), facts[first[need.id]])
        for need in needs
        if need.id in first
    ]
    return obstacles(pairs)
