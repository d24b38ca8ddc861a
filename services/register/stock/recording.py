"""The job that records how supply stands to need, a part of the households at a time."""

import asyncio
import uuid
from collections.abc import Sequence

from sqlalchemy import delete, func, select

from services.register.county.stock import Stock, county_of, register_for
from services.register.domain.fitting import HomeFacts, Match
from services.register.domain.matching import match
from services.register.domain.needs import Need
from services.register.domain.stock import Obstacle, obstacles, together
from services.register.in_force.fitness import Rules, facts_of, rules_on
from services.register.in_force.ordering import ranking_of
from services.register.stock.commands import StockRecordDue
from services.register.stock.queries import gaps_now, needs_now
from services.register.tables import RegisteredHome, StockRecord
from shared.bus.job import Job
from shared.contracts.codes import AccessCategory
from shared.contracts.register import ProviderStock, StockRecorded
from shared.persistence.reach import Reach
from shared.persistence.reading import Reading
from shared.persistence.unit_of_work import UnitOfWork

PART = 50
"""Needs for which homes are found in one step."""
FINISHED = "finished"


async def make_stock_record(job: Job, due: StockRecordDue) -> None:
    """Count supply and need, then what keeps each household from an empty home.

    Households come in the order of their ids, and the cursor is the last that was looked at: each
    is counted once, whatever ends the process.
    """
    district = str(due.district)
    reach = Reach(due.by, due.reads, (district,))
    while job.cursor != FINISHED:
        async with job.database.reading(reach) as reading:
            gaps = None if job.cursor else await gaps_now(reading, district)
            needs = sorted(await needs_now(reading, district), key=lambda need: need.id)
            left = [need for need in needs if need.id > (job.cursor or "")]
            part = left[:PART]
            found = await _obstacles(reading, district, part)
        cursor = part[-1].id if len(left) > PART else FINISHED
        async with job.step(cursor, action="make_stock_record", reach=reach) as uow:
            record = await uow.load(StockRecord, due.record_id)
            if gaps is not None:
                record.gaps = gaps
                record.households = len(left)
            record.looked_at += len(part)
            record.obstacles = together(record.obstacles, found)
            if cursor == FINISHED:
                await _finish(uow, record)


async def _finish(uow: UnitOfWork, record: StockRecord) -> None:
    """A second record of a day takes the first's place."""
    record.finished_at = uow.now
    await uow.session.execute(
        delete(StockRecord).where(
            StockRecord.district == record.district,
            StockRecord.taken_on == record.taken_on,
            StockRecord.finished_at.is_not(None),
            StockRecord.id != record.id,
        )
    )
    uow.publish(
        StockRecorded(
            district=record.district,
            record_id=record.id,
            taken_on=record.taken_on,
            providers=await _by_provider(uow, record.district),
        )
    )


async def _by_provider(uow: UnitOfWork, district: str) -> tuple[ProviderStock, ...]:
    home = RegisteredHome
    known = func.count().filter(home.category != AccessCategory.G)
    rows = (
        select(
            home.provider_id.label("provider"), func.count().label("homes"), known.label("known")
        )
        .where(home.district == district)
        .group_by(home.provider_id)
        .order_by(home.provider_id)
    )
    return tuple(
        ProviderStock(provider=row.provider, homes=row.homes, categorised=row.known)
        for row in await uow.session.execute(rows)
    )


async def _obstacles(reading: Reading, district: str, needs: Sequence[Need]) -> list[Obstacle]:
    """What keeps each household from the empty home here that comes first for it."""
    keys = ranking_of(district, reading.today)
    async with county_of(reading).stock(reading) as stock:
        first = await asyncio.to_thread(_first_homes, stock, needs, district, keys)
    ids = {uuid.UUID(home_id) for home_id in first.values()}
    found = await reading.session.scalars(select(RegisteredHome).where(RegisteredHome.id.in_(ids)))
    homes = {str(home.id): home for home in found}
    return await asyncio.to_thread(_counted, needs, first, homes, rules_on(reading.today))


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
