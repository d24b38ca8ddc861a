"""What readers are shown of adverts, of bids, and of why homes were refused."""

import asyncio
import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from services.register.adverts.commands import right_of
from services.register.domain.adverts import (
    BidDecision,
    Kind,
    Particular,
    Refusals,
    Refused,
    State,
    tally,
)
from services.register.domain.fitting import Finding, HomeFacts, MatchingPolicy, Verdict
from services.register.domain.listing import Occupancy
from services.register.domain.matching import match
from services.register.domain.needs import Band
from services.register.domain.nominations import HOLD, Hold, NominationRight, hold
from services.register.domain.prices import Cost
from services.register.domain.ranking import Candidate, rank
from services.register.domain.relocation import RefusedBy
from services.register.in_force.fitness import facts_of, rules_on
from services.register.in_force.ordering import ranking_of
from services.register.needs.commands import need_of
from services.register.tables import (
    HomeAdvert,
    HomeNomination,
    HouseholdBid,
    HouseholdMove,
    HouseholdNeed,
    RegisteredHome,
)
from shared.contracts.codes import AccessCategory
from shared.persistence.reading import Reading
from shared.schema import Model
from shared.web.feeds import encode_cursor


class AdvertView(Model):
    """A home on offer."""

    id: uuid.UUID
    """The register's number of the advert, for bids and shortlists."""
    version: int
    """Counts the changes; the ETag is made of it."""
    home_id: uuid.UUID
    """The home on offer."""
    district: str
    """ONS code of the district that the home is in."""
    provider_id: str
    """The landlord that offers it, by its code."""
    category: AccessCategory
    """The home's access category on the day it was advertised."""
    particulars: list[Particular]
    """The home domain by domain: what a household with a need looks at first."""
    opened_on: dt.date
    """The first day for bids."""
    closes_on: dt.date
    """The last day for bids."""
    available_from: dt.date
    """The day from which the home can be let."""
    held_before: dt.date | None
    """The authority may nominate before this day."""
    state: State
    """How far the advert has come."""
    closed_on: dt.date | None
    """The day it was let or withdrawn; null while it is open."""

    @classmethod
    def of(cls, row: HomeAdvert) -> "AdvertView":
        return cls.model_validate(row, from_attributes=True)


class AdvertsView(Model):
    """A page of adverts; `next` continues it, also when nothing more changed yet."""

    items: list[AdvertView]
    """The adverts, those changed longest ago first."""
    next: str
    """Send it as `after` to read on from here."""


class BidView(Model):
    """A bid or nomination, and what was decided on it."""

    advert_id: uuid.UUID
    """The advert on which it was placed."""
    case_id: uuid.UUID
    """The household, by its case."""
    district: str
    """ONS code of the district that decides the case."""
    kind: Kind
    """Whether the household bid or the authority nominated it."""
    band: Band
    """The household's band of priority in the lettings scheme."""
    band_date: dt.date
    """The day from which the band counts."""
    placed_on: dt.date
    """The day on which it was placed."""
    decision: BidDecision | None
    """What became of it; null before it was decided."""
    refused_by: RefusedBy | None
    """Who refused; null where nobody did."""
    domains: list[str]
    """In which domains the home fell short, where it was refused."""
    decided_on: dt.date | None
    """The day on which it was decided; null before that."""

    @classmethod
    def of(cls, row: HouseholdBid) -> "BidView":
        return cls.model_validate(row, from_attributes=True)


class Placed(Model):
    """A bid in its place on the shortlist, with the reasons by domain."""

    bid: BidView
    """The bid or nomination."""
    looking: bool
    """Whether the household has no home that does yet; one that has keeps its place."""
    verdict: Verdict
    """How well the home meets the household's need."""
    findings: list[Finding]
    """What each domain of the need came to, and why."""
    adaptations: list[str]
    """Works of the catalogue that the home would need, by code."""
    cost: Cost | None
    """Of those works; null where one of them has to be quoted for."""
    waste: int
    """By how many categories the home is better than the need."""
    preference: int
    """Weight of the preferences that the home meets."""


class ShortlistView(Model):
    """Every bid on an advert in the order in which an officer looks at them; none is left out."""

    advert: AdvertView
    """The advert on which they bid."""
    items: list[Placed]
    """The bids, the first in line first."""


class RefusalsView(Model):
    """In which domains homes were refused: what the stock lacks."""

    items: list[Refusals]
    """One line for each district, category, domain and who refused."""


class RightView(NominationRight):
    """The right to nominate to one home."""

    id: uuid.UUID
    """The register's number of the right."""
    home_id: uuid.UUID
    """The home that it is on."""

    @classmethod
    def of(cls, row: HomeNomination) -> "RightView":
        return cls.model_validate(row, from_attributes=True)


class NominationsView(Model):
    """The rights of nomination on a home, and the four weeks of each of its vacancies."""

    home_id: uuid.UUID
    """The home."""
    rights: list[NominationRight]
    """The conditions that were imposed on it, each with its period."""
    holds: list[Hold]
    """For each vacancy, from when to when the authority may nominate."""


class HeldHome(Model):
    """An empty home for which the authority may nominate on the day asked about."""

    home_id: uuid.UUID
    """The empty home."""
    district: str
    """ONS code of the district that the home is in."""
    provider_id: str
    """The landlord, by its code."""
    category: AccessCategory
    """The home's access category today."""
    hold: Hold
    """From when to when the authority may nominate."""


class HeldHomesView(Model):
    """The vacancies that are held for a nomination, the one that ends first at the head."""

    items: list[HeldHome]
    """The homes with the time in which to nominate."""


async def advert(reading: Reading, advert_id: uuid.UUID) -> AdvertView:
    """One advert."""
    return AdvertView.of(await reading.read(HomeAdvert, advert_id))


async def adverts(reading: Reading, state: State | None, after: int, limit: int) -> AdvertsView:
    """The adverts as they are now, in the order in which they changed last."""
    wanted = select(HomeAdvert).where(HomeAdvert.position > after)
    if state is not None:
        wanted = wanted.where(HomeAdvert.state == state)
    rows = (await reading.session.scalars(wanted.order_by(HomeAdvert.position).limit(limit))).all()
    last = rows[-1].position if rows else after
    return AdvertsView(items=[AdvertView.of(r) for r in rows], next=encode_cursor(last))


async def shortlist(reading: Reading, advert_id: uuid.UUID) -> ShortlistView:
    """The bids within reach, ranked by the rules, prices and order of the day of the advert."""
    row = await reading.read(HomeAdvert, advert_id)
    home = await reading.read(RegisteredHome, row.home_id)
    bids = await _bids(reading, advert_id)
    return await asyncio.to_thread(_shortlist, row, home, bids)


async def refusals(reading: Reading, since: dt.date, until: dt.date) -> RefusalsView:
    """Refusals of bids and of proposed moves, by the home's district and category and by domain."""
    bids = await reading.session.execute(
        select(
            HomeAdvert.district, HomeAdvert.category, HouseholdBid.refused_by, HouseholdBid.domains
        )
        .join(HomeAdvert, HomeAdvert.id == HouseholdBid.advert_id)
        .where(HouseholdBid.refused_by.is_not(None), HouseholdBid.decided_on.between(since, until))
    )
    moves = await reading.session.execute(
        select(
            HouseholdMove.home_district,
            HouseholdMove.category,
            HouseholdMove.refused_by,
            HouseholdMove.domains,
        ).where(HouseholdMove.refused_on.between(since, until))
    )
    found = [*bids.all(), *moves.all()]
    return RefusalsView(
        items=tally(
            Refused(district=district, category=category, by=by, domains=tuple(domains))
            for district, category, by, domains in found
        )
    )


async def nominations(reading: Reading, home_id: uuid.UUID) -> NominationsView:
    """What the authority may nominate to in one home, vacancy by vacancy."""
    home = await reading.read(RegisteredHome, home_id)
    found = [right_of(row) for row in await _rights(reading, HomeNomination.home_id == home_id)]
    holds = (hold(right, day) for day in _vacancies(home) for right in found)
    return NominationsView(home_id=home_id, rights=found, holds=[h for h in holds if h])


async def held_homes(reading: Reading, on: dt.date) -> HeldHomesView:
    """The empty homes whose last vacancy is held for the authority on the day."""
    rights = {row.home_id: row for row in await _rights(reading, _may_hold(on))}
    homes = await reading.session.scalars(
        select(RegisteredHome).where(
            RegisteredHome.id.in_(rights), RegisteredHome.occupancy == Occupancy.EMPTY
        )
    )
    held = (_held(home, right_of(rights[home.id])) for home in homes)
    found = [h for h in held if h is not None and h.hold.open_on(on)]
    return HeldHomesView(items=sorted(found, key=lambda h: (h.hold.ends_before, h.home_id)))


def _held(home: RegisteredHome, right: NominationRight) -> HeldHome | None:
    """The hold of the home's last vacancy, if that falls within the period."""
    vacancies = _vacancies(home)
    held = hold(right, vacancies[-1]) if vacancies else None
    if held is None:
        return None
    return HeldHome(
        home_id=home.id,
        district=home.district,
        provider_id=home.provider_id,
        category=AccessCategory(home.category),
        hold=held,
    )


def _vacancies(home: RegisteredHome) -> list[dt.date]:
    return [dt.date.fromisoformat(day) for day in home.vacated_on]


def _may_hold(on: dt.date) -> ColumnElement[bool]:
    """Of a right: whether a vacancy of its period can still be held on the day."""
    return HomeNomination.period_ends_on > on - HOLD


async def _rights(reading: Reading, which: ColumnElement[bool]) -> Sequence[HomeNomination]:
    """The one that ends last at the end."""
    wanted = select(HomeNomination).where(which).order_by(HomeNomination.period_ends_on)
    return (await reading.session.scalars(wanted)).all()


async def _bids(reading: Reading, advert_id: uuid.UUID) -> list[tuple[HouseholdBid, HouseholdNeed]]:
    found = await reading.session.execute(
        select(HouseholdBid, HouseholdNeed)
        .join(HouseholdNeed, HouseholdNeed.case_id == HouseholdBid.case_id)
        .where(HouseholdBid.advert_id == advert_id)
    )
    return [(bid, household) for bid, household in found]


def _shortlist(
    row: HomeAdvert, home: RegisteredHome, bids: Sequence[tuple[HouseholdBid, HouseholdNeed]]
) -> ShortlistView:
    facts, policy = facts_of(home), rules_on(row.opened_on).policy
    candidates = (_candidate(bid, household, facts, policy) for bid, household in bids)
    by_case = {str(bid.case_id): (bid, household) for bid, household in bids}
    ranked = rank(candidates, ranking_of(row.district, row.opened_on))
    return ShortlistView(
        advert=AdvertView.of(row), items=[_placed(*by_case[c.match.need], c) for c in ranked]
    )


def _candidate(
    bid: HouseholdBid, household: HouseholdNeed, home: HomeFacts, policy: MatchingPolicy
) -> Candidate:
    """The household's match, in the band that the lettings system told with the bid."""
    banded = {"band": Band(bid.band), "band_date": bid.band_date}
    need = need_of(household).model_copy(update=banded)
    return Candidate(match(need, home, policy), need)


def _placed(bid: HouseholdBid, household: HouseholdNeed, candidate: Candidate) -> Placed:
    found = candidate.match
    return Placed(
        bid=BidView.of(bid),
        looking=household.ended_at is None,
        verdict=found.verdict,
        findings=found.findings,
        adaptations=found.adaptations,
        cost=found.cost,
        waste=found.waste,
        preference=found.preference,
    )
