"""Homes for a household and households for a home, each with its reasons."""

import asyncio
import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from services.register import data
from services.register.county.stock import Stock, county_of, register_for, register_of
from services.register.domain import need_columns
from services.register.domain.assignment import assign
from services.register.domain.columns import Ints
from services.register.domain.fitting import Match
from services.register.domain.matching import match
from services.register.domain.needs import Need, opened
from services.register.domain.ranking import Candidate
from services.register.domain.shortlists import SHORTLIST, Among
from services.register.homes.lines import HomeLine
from services.register.in_force.fitness import Rules, facts_of
from services.register.in_force.ordering import ranking_of
from services.register.needs.commands import looking
from services.register.tables import HouseholdNeed, RegisteredHome
from shared.persistence.reading import Reading
from shared.problems import InvalidInput
from shared.schema import Field, Model, example

MOST_HOMES = 100
"""Assigned together."""


class MatchedHome(Model):
    """A home in its place of the shortlist, with the reasons."""

    home: HomeLine
    """The home."""
    match: Match
    """How well it meets the need, with the reasons."""


class HomesForCase(Model):
    """The homes that come first for a household. An officer decides."""

    need: Need
    """What the household needs of a home."""
    among: Among
    """Which homes were looked at."""
    homes_considered: int
    """How many homes were looked at."""
    items: list[MatchedHome]
    """The homes that would do, the best first."""


class MatchedHousehold(Model):
    """A household in its place of the shortlist, with the reasons."""

    case_id: uuid.UUID
    """The household, by its case."""
    need: Need
    """What it needs of a home."""
    match: Match
    """How well the home meets the need, with the reasons."""


class HouseholdsForHome(Model):
    """The households that come first for a home, of those that you may see."""

    home: HomeLine
    """The home for which a household is sought."""
    needs_considered: int
    """How many households were looked at."""
    items: list[MatchedHousehold]
    """The households that it would suit, the first in line first."""


class Assignment(Model):
    """One home for one household."""

    home_id: uuid.UUID
    """The empty home."""
    case_id: uuid.UUID
    """The household that might go there, by its case."""
    match: Match
    """How well the home meets the need, with the reasons."""


class Assignments(Model):
    """Who might go where, so that most need is met. An officer decides."""

    items: list[Assignment]
    """One line for each home that would be filled."""
    left_empty: list[uuid.UUID]
    """Homes for which no household was found."""


class Vacancies(Model):
    """Empty homes to be assigned together."""

    model_config = example(homes=["7b1c7a0e-2f0e-4c55-8f2f-6f0f0c1d3a52"])

    homes: list[uuid.UUID] = Field(min_length=1, max_length=MOST_HOMES)
    """The empty homes, by their numbers in the register."""


async def homes_for_case(reading: Reading, case_id: uuid.UUID, among: Among) -> HomesForCase:
    """The best homes for one household, now empty, often re-let, or of the whole stock."""
    household = await reading.read(HouseholdNeed, case_id)
    need = looking(household, reading.today)
    async with county_of(reading).stock(reading) as stock:
        mask = stock.among(among, reading.today)
        keys = ranking_of(household.district, reading.today)
        ids = await asyncio.to_thread(_homes_for, stock, need, keys, mask) if stock.ids else []
        considered = len(stock.ids) if mask is None else int(mask.sum())
        rules = stock.rules
    homes = await _homes(reading, [uuid.UUID(home_id) for home_id in ids])
    items = await asyncio.to_thread(_reasons_for_homes, need, list(homes.values()), rules)
    return HomesForCase(need=need, among=among, homes_considered=considered, items=items)


async def households_for_home(reading: Reading, home_id: uuid.UUID) -> HouseholdsForHome:
    """The households that a home suits best, of the districts in the caller's reach."""
    home = await reading.read(RegisteredHome, home_id)
    today, county = reading.today, county_of(reading)
    async with county.stock(reading) as stock:
        households = await county.households(reading)
        asked = await asyncio.to_thread(households.in_columns, stock, today)
        keys = ranking_of(home.district, today)
        ids = await asyncio.to_thread(_households_for, stock, asked, home_id, keys, SHORTLIST)
        rules = stock.rules
    needs = await _needs(reading, ids)
    items = await asyncio.to_thread(_reasons_for_households, home, needs, rules)
    return HouseholdsForHome(
        home=HomeLine.of(home),
        needs_considered=len(asked.ids),
        items=items,
    )


async def assignments(reading: Reading, vacancies: Vacancies) -> Assignments:
    """Several empty homes at once, each with the households that come first for it.

    Homes of one district are assigned in its order, those of several in the usual one.
    """
    homes = await _homes(reading, vacancies.homes)
    for position, home_id in enumerate(vacancies.homes):
        if home_id not in homes:
            raise InvalidInput.at(f"/homes/{position}", "there is no such home")
    today, county = reading.today, county_of(reading)
    orders = {tuple(ranking_of(home.district, today)) for home in homes.values()}
    keys = orders.pop() if len(orders) == 1 else data.ranking()
    async with county.stock(reading) as stock:
        households = await county.households(reading)
        asked = await asyncio.to_thread(households.in_columns, stock, today)
        short = await asyncio.to_thread(_pairs, stock, asked, list(homes), keys)
        rules = stock.rules
    needs = await _needs(reading, sorted({case_id for ids in short.values() for case_id in ids}))
    return await asyncio.to_thread(_assigned, homes, needs, short, rules, keys)


def _homes_for(stock: Stock, need: Need, keys: Sequence[str], mask: Ints | None) -> list[str]:
    return register_for(stock, [need]).homes_for(need.id, keys, SHORTLIST, mask)


def _households_for(
    stock: Stock,
    asked: need_columns.Needs,
    home_id: uuid.UUID,
    keys: Sequence[str],
    count: int,
) -> list[str]:
    return register_of(stock, asked).needs_for(str(home_id), keys, count)


def _pairs(
    stock: Stock, asked: need_columns.Needs, homes: Sequence[uuid.UUID], keys: Sequence[str]
) -> dict[uuid.UUID, list[str]]:
    """For each home as many households as there are homes: one of them is left for it at the end."""
    return {home: _households_for(stock, asked, home, keys, len(homes)) for home in homes}


def _reasons_for_homes(
    need: Need, homes: Sequence[RegisteredHome], rules: Rules
) -> list[MatchedHome]:
    return [
        MatchedHome(
            home=HomeLine.of(home),
            match=match(need, facts_of(home), rules.policy),
        )
        for home in homes
    ]


def _reasons_for_households(
    home: RegisteredHome, needs: Mapping[str, Need], rules: Rules
) -> list[MatchedHousehold]:
    facts = facts_of(home)
    return [
        MatchedHousehold(
            case_id=uuid.UUID(need.id), need=need, match=match(need, facts, rules.policy)
        )
        for need in needs.values()
    ]


def _assigned(
    homes: Mapping[uuid.UUID, RegisteredHome],
    needs: Mapping[str, Need],
    short: Mapping[uuid.UUID, Sequence[str]],
    rules: Rules,
    keys: Sequence[str],
) -> Assignments:
    facts = {home_id: facts_of(home) for home_id, home in homes.items()}
    candidates = [
        Candidate(match(needs[case_id], facts[home_id], rules.policy), needs[case_id])
        for home_id, case_ids in short.items()
        for case_id in case_ids
        if case_id in needs
    ]
    chosen = [
        Assignment(home_id=uuid.UUID(c.match.home), case_id=uuid.UUID(c.match.need), match=c.match)
        for c in assign(candidates, keys)
    ]
    taken = {one.home_id for one in chosen}
    return Assignments(items=chosen, left_empty=[home for home in homes if home not in taken])


async def _homes(reading: Reading, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, RegisteredHome]:
    """The homes within reach, in the order of the ids."""
    found = await reading.session.scalars(select(RegisteredHome).where(RegisteredHome.id.in_(ids)))
    by_id = {home.id: home for home in found}
    return {home_id: by_id[home_id] for home_id in ids if home_id in by_id}


async def _needs(reading: Reading, ids: Sequence[str]) -> dict[str, Need]:
    """The needs within reach, in the order of the ids."""
    cases = [uuid.UUID(case_id) for case_id in ids]
    wanted = select(HouseholdNeed.need).where(HouseholdNeed.case_id.in_(cases))
    by_id = {need["id"]: opened(need) for need in await reading.session.scalars(wanted)}
    return {case_id: by_id[case_id] for case_id in ids if case_id in by_id}
