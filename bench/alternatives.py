"""How long the answer to adapt-or-move takes as the county's empty homes become more.

The command as a handler or a request calls it, in a transaction of its own, from the moment that it
begins until it has committed. The plain version reads every empty home and evaluates it for the
household, in the same run; the homes that it names have to be the same.
"""

import asyncio
import time
import uuid
from statistics import median
from typing import Any

from sqlalchemy import select

from bench.figures import Figure
from bench.register_service import TODAY, copy_in, county_homes, county_needs
from bench.running import Platform, platform
from deploy.local.roles import role_url
from services.register.domain.fitting import Verdict
from services.register.domain.listing import Occupancy
from services.register.domain.matching import match
from services.register.domain.needs import Need
from services.register.domain.ranking import Candidate, rank
from services.register.in_force.fitness import facts_of, rules_on
from services.register.in_force.ordering import ranking_of
from services.register.needs.commands import look_for_alternatives
from services.register.needs.on_offer import MOST_ALTERNATIVES
from services.register.tables import RegisteredHome
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from shared.persistence.security import runtime_role
from shared.policies import authorities

EMPTY, SURVEYS = (400, 2_000, 20_000), 2_000
CASES, PLAIN = 25, 2
"""Households answered, and those answered the plain way too, which takes long."""


def figures() -> list[Figure]:
    """Medians in milliseconds, each county larger than the one before."""
    rows = county_homes(max(EMPTY), SURVEYS)
    made = [(*row[:4], Occupancy.EMPTY, *row[5:]) for row in rows]
    needs = county_needs()[:CASES]
    with platform(["register"]) as running:
        return asyncio.run(_measured(running, made, needs))


async def _measured(
    running: Platform, made: list[tuple[Any, ...]], needs: list[Need]
) -> list[Figure]:
    url = role_url(running.stack.superuser_url, runtime_role("register"))
    database, told, held = Database("register", url, pool_size=1), list[Figure](), 0
    for size in EMPTY:
        more, asked = made[held:size], [] if held else needs
        await asyncio.to_thread(running.connected, lambda c, m=more, a=asked: copy_in(c, m, a))
        held = size
        told.append(await _of_size(database, size, needs))
    await database.dispose()
    return told


async def _of_size(database: Database, size: int, needs: list[Need]) -> Figure:
    await _answered(database, needs[0])  # the columns are read by whoever asks first
    ours = [await _answered(database, need) for need in needs]
    plain = [await _plainly(database, need) for need in needs[:PLAIN]]
    for (_, found), (_, expected) in zip(ours, plain, strict=False):
        assert found == expected, "the homes named are not those of the plain way"
    mine = median(ms for ms, _ in ours)
    ratio = mine / median(ms for ms, _ in plain)
    settings = f"{size:,} empty homes, against every one of them evaluated"
    return Figure("adapt or move answered, p50", mine, "ms", settings, ratio, CASES)


async def _answered(database: Database, need: Need) -> tuple[float, list[str]]:
    """Milliseconds, and the homes named."""
    reach, began = Reach("bench", authorities(), authorities()), time.perf_counter()
    async with database.unit_of_work(reach, action="look", cause=uuid.uuid4()) as uow:
        household = await look_for_alternatives(uow, uuid.UUID(need.id), None)
    took = (time.perf_counter() - began) * 1000
    return took, [found["home"] for found in household.matches or ()]


async def _plainly(database: Database, need: Need) -> tuple[float, list[str]]:
    """The same of every empty home where the household would live, one by one."""
    began, policy = time.perf_counter(), rules_on(TODAY).policy
    home = RegisteredHome
    wanted = select(home).where(home.occupancy == Occupancy.EMPTY, home.district.in_(need.areas))
    async with database.reading(Reach("bench", authorities())) as reading:
        homes = (await reading.session.scalars(wanted)).all()
    keys = ranking_of(need.areas[0], TODAY)
    ranked = rank((Candidate(match(need, facts_of(h), policy), need) for h in homes), keys)
    suited = [c.match.home for c in ranked if c.match.verdict is not Verdict.UNSUITABLE]
    return (time.perf_counter() - began) * 1000, suited[:MOST_ALTERNATIVES]
