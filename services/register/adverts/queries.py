"""Adverts, their shortlists, why homes were refused, and which homes are held for a nomination."""

import asyncio
import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from services.register.adverts.commands import right_of
from services.register.adverts.views import (
    AdvertsView,
    AdvertView,
    BidView,
    HeldHome,
    HeldHomesView,
    NominationsView,
    Placed,
    RefusalsView,
    RightView,
    ShortlistView,
)
from services.register.domain.adverts import Refused, tally
from services.register.domain.fitting import HomeFacts, MatchingPolicy
from services.register.domain.life import State
from services.register.domain.listing import Occupancy
from services.register.domain.matching import match
from services.register.domain.needs import Band
from services.register.domain.nominations import HOLD, NominationRight, hold
from services.register.domain.ranking import Candidate, rank
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
from shared.views import shown
from shared.web.feeds import encode_cursor


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
    rows = await _rights(reading, HomeNomination.home_id == home_id)
    found = [right_of(row) for row in rows if row.taken_back is None]
    holds = (hold(right, day) for day in home.vacated_on for right in found)
    rights = [RightView.of(row) for row in rows]
    return NominationsView(home_id=home_id, rights=rights, holds=[h for h in holds if h])


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
    held = hold(right, home.vacated_on[-1]) if home.vacated_on else None
    if held is None:
        return None
    return HeldHome(
        home_id=home.id,
        district=home.district,
        provider_id=home.provider_id,
        category=AccessCategory(home.category),
        hold=held,
    )


def _may_hold(on: dt.date) -> ColumnElement[bool]:
    """Of a right: whether a vacancy of its period can still be held on the day."""
    return (HomeNomination.period_ends_on > on - HOLD) & HomeNomination.taken_back.is_(None)


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
    looking = household.ended_at is None
    return shown(Placed, candidate.match, bid=BidView.of(bid), looking=looking)
