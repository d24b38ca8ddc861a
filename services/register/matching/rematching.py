"""The whole county under new rules, prices or limits: every home, then every need, part by part.

Other processes work homes out and match; this one reads and writes.
"""

import asyncio
import datetime as dt
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import select

from services.register.county.processes import PROCESSES, processes
from services.register.county.stock import Stock, county_of
from services.register.domain import columns, need_columns
from services.register.domain.bulk import Register
from services.register.domain.columns import Ints
from services.register.domain.shortlists import SHORTLIST, Among
from services.register.in_force.fitness import facts_by, rules_on, worked_out
from services.register.in_force.ordering import ranking_of
from services.register.matching.commands import (
    NewHome,
    OldHome,
    Shortlists,
    forget_shortlists,
    keep_shortlists,
    rework_homes,
)
from services.register.tables import HouseholdNeed, KeptShortlist, RegisteredHome
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from shared.persistence.unit_of_work import UnitOfWork

PART = 500
"""Homes or households in one transaction."""
AT_ONCE = PROCESSES + 1
"""Parts at once: while some are worked out, another is read or written."""

Told = Callable[[Counter[Any]], Awaitable[object]]
"""Hears what came of each part that is kept."""
Part = tuple[str, Sequence[uuid.UUID]]
"""A district, and homes or households of it."""
Act = Callable[[UnitOfWork, str, Sequence[uuid.UUID]], Awaitable[Counter[Any]]]
"""What is done about a part, with its counts."""


async def rework_county(database: Database, reach: Reach, told: Told) -> Counter[str]:
    """Work out again every home within reach that is not by today's rules; counts them."""
    home = RegisteredHome
    async with database.reading(reach) as reading:
        today = reading.today
        rules = rules_on(today).fingerprint
        by_others = select(home.district, home.id).where(
            home.fitness_by.is_distinct_from(rules), home.district.in_(reach.write)
        )
        found = (await reading.session.execute(by_others)).all()
    async with processes() as pool:

        async def work_out_part(homes: Sequence[OldHome]) -> list[NewHome]:
            executor = pool if len(homes) == PART else None
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(executor, work_out, homes, today)

        async def rework(uow: UnitOfWork, district: str, ids: Sequence[uuid.UUID]) -> Counter[str]:
            return await rework_homes(uow, district, ids, rules, work_out_part)

        return await _in_parts(database, reach, "rework_homes", found, rework, told=told)


async def match_county(database: Database, reach: Reach, told: Told) -> Counter[Any]:
    """Make the shortlists of every need in force within reach; counts those that changed."""
    household, kept = HouseholdNeed, KeptShortlist
    async with database.reading(reach) as reading:
        needs = (await reading.session.execute(select(household.district, household.case_id))).all()
        known = (
            await reading.session.execute(select(kept.district, kept.case_id).distinct())
        ).all()
        districts = {str(case_id): district for district, case_id in needs}
        county = county_of(reading)
        async with county.stock(reading) as stock:
            households = await county.households(reading)
            shortlists = {}
            if stock.ids:
                asked = households.in_columns(stock, reading.today)
                shortlists = await _spread(stock, asked, districts, reading.today)
        rules = stock.rules.fingerprint

    async def keep(uow: UnitOfWork, district: str, ids: Sequence[uuid.UUID]) -> Counter[Any]:
        return await keep_shortlists(uow, district, {i: shortlists[i] for i in ids}, rules)

    lapsed = [row for row in known if row[1] not in shortlists]
    await _in_parts(database, reach, "forget_shortlists", lapsed, forget_shortlists)
    in_force = [row for row in needs if row[1] in shortlists]
    return await _in_parts(database, reach, "keep_shortlists", in_force, keep, told=told)


def work_out(homes: Sequence[OldHome], today: dt.date) -> list[NewHome]:
    """What today's rules make of the homes."""
    return [_worked_out(home, today) for home in homes]


def _worked_out(old: OldHome, today: dt.date) -> NewHome:
    survey = orjson.loads(old.survey)
    now = worked_out(facts_by(old.id, old.district, survey, consents=old.consents), today)
    return NewHome(old.id, now.category, orjson.dumps(now.categorisation).decode(), now.fitness)


async def _spread(
    stock: Stock, asked: need_columns.Needs, districts: Mapping[str, str], today: dt.date
) -> dict[uuid.UUID, Shortlists]:
    """The shortlists of all needs, each process taking its share of them."""
    if not stock.ids:
        return {}
    masks = {among: stock.among(among, today) for among in Among}
    loop = asyncio.get_running_loop()
    async with processes() as pool:
        executor = pool if len(asked.ids) > PART else None
        deciding = [(need, districts[need]) for need in asked.ids if need in districts]
        shares = [deciding[n::PROCESSES] for n in range(PROCESSES)]
        made = await asyncio.gather(
            *(
                loop.run_in_executor(
                    executor, shortlists_of, share, stock.homes, asked, masks, today
                )
                for share in shares
            )
        )
    return {case_id: found for share in made for case_id, found in share.items()}


def shortlists_of(
    deciding: Sequence[tuple[str, str]],
    homes: columns.Homes,
    needs: need_columns.Needs,
    masks: Mapping[Among, Ints | None],
    today: dt.date,
) -> dict[uuid.UUID, Shortlists]:
    """The shortlists of some of the needs, each in the order of the district that decides it."""
    rules, orders = rules_on(today), {d: ranking_of(d, today) for _, d in deciding}
    register = Register(homes, needs, rules.policy, rules.codes)
    return {
        uuid.UUID(need): {
            among: register.shortlist(need, orders[district], SHORTLIST, mask)
            for among, mask in masks.items()
        }
        for need, district in deciding
    }


async def _in_parts(
    database: Database,
    reach: Reach,
    action: str,
    rows: Sequence[tuple[str, uuid.UUID]],
    act: Act,
    *,
    told: Told | None = None,
) -> Counter[Any]:
    """Act on each part of the rows in a transaction of its own, several at once; the counts."""
    parts, counts = _parts(rows), Counter[Any]()

    async def take() -> None:
        for district, ids in parts:
            async with database.unit_of_work(reach, action=action, cause=uuid.uuid4()) as uow:
                found = await act(uow, district, ids)
            counts.update(found)
            if told is not None:
                await told(found)

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(take())
    return counts


def _parts(rows: Iterable[tuple[str, uuid.UUID]]) -> Iterator[Part]:
    for district, group in groupby(sorted(rows), key=itemgetter(0)):
        ids = [one for _, one in group]
        for start in range(0, len(ids), PART):
            yield district, ids[start : start + PART]
