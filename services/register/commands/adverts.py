"""Homes advertised by choice-based lettings: bids and nominations in, decisions out."""

import uuid

from sqlalchemy import func, select

from services.register.commands.needs import house
from services.register.domain import adverts as rules
from services.register.domain.adverts import Advert, Bid, BidOutcome, Decision, Kind, State
from services.register.domain.nominations import Hold, NominationRight, hold
from services.register.fitness import facts_of, rules_on
from services.register.tables import (
    HomeAdvert,
    HomeNomination,
    HouseholdBid,
    HouseholdNeed,
    RegisteredHome,
)
from shared.persistence.reading import read
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, NotFound, WrongState

_ONE_AFTER_ANOTHER = select(func.pg_advisory_xact_lock(func.hashtextextended("adverts", 0)))
"""Held until the commit, so that positions are in the order of commits: the lettings system, which
goes on after the last one, misses no change."""


async def advertise(work: UnitOfWork, home_id: uuid.UUID, advert: Advert) -> HomeAdvert:
    """Put a home on offer, with its access category and what it is in every domain."""
    home = await work.load(RegisteredHome, home_id)
    work.concerns(home.district)
    rules.check_dates(advert, work.today)
    facts = facts_of(home)
    rules.check_advertisable(facts)
    await _check_not_on_offer(work, home_id)
    held = await _hold(work, home_id, advert)
    row = HomeAdvert(
        id=work.new_id("advert"),
        position=await _next_position(work),
        home_id=home_id,
        district=home.district,
        provider_id=home.provider_id,
        category=facts.category,
        particulars=[
            p.model_dump(mode="json") for p in rules.particulars(facts, rules_on(work.today).policy)
        ],
        opened_on=work.today,
        closes_on=advert.closes_on,
        available_from=advert.available_from,
        held_before=held.ends_before if held else None,
        state=State.OPEN,
    )
    work.add(row)
    return row


async def withdraw(work: UnitOfWork, advert_id: uuid.UUID) -> HomeAdvert:
    """Take a home off offer without letting it."""
    advert = await work.load(HomeAdvert, advert_id)
    work.concerns(advert.district)
    if advert.state != State.OPEN:
        raise WrongState(f"the advert is {advert.state}")
    await _close(work, advert, State.WITHDRAWN)
    return advert


async def place_bid(
    work: UnitOfWork, advert_id: uuid.UUID, case_id: uuid.UUID, bid: Bid
) -> HouseholdBid:
    """Take a household's bid or nomination; sent again it changes the band, not the place."""
    advert = await read(work.session, HomeAdvert, advert_id)
    household = await read(work.session, HouseholdNeed, case_id)
    work.concerns(household.district, case_id)
    rules.check_bid(bid, State(advert.state), advert.closes_on, work.today)
    row = await work.find_or_add(
        HouseholdBid,
        bid_id(advert_id, case_id),
        advert_id=advert_id,
        case_id=case_id,
        district=household.district,
        kind=bid.kind,
        band=bid.band,
        band_date=bid.band_date,
        placed_on=work.today,
        domains=[],
        version=1,
    )
    if row.decision is not None:
        raise WrongState(f"it was decided already: {row.decision}")
    row.kind, row.band, row.band_date = bid.kind, bid.band, bid.band_date
    return row


async def decide_bid(
    work: UnitOfWork, advert_id: uuid.UUID, case_id: uuid.UUID, outcome: BidOutcome
) -> HouseholdBid:
    """Record an officer's decision on a bid; the home is let to one household, which has it then."""
    row = await work.load(HouseholdBid, bid_id(advert_id, case_id))
    work.concerns(row.district, case_id)
    rules.check_outcome(outcome, rules.domains_of(rules_on(work.today).policy))
    if row.decision is not None:
        raise WrongState(f"it was decided already: {row.decision}")
    if outcome.decision is Decision.LET:
        await _let(work, advert_id, row)
    row.decision = outcome.decision
    row.refused_by = outcome.refused_by
    row.domains = list(outcome.domains)
    row.decided_on = work.today
    return row


async def record_nomination_right(
    work: UnitOfWork, home_id: uuid.UUID, right: NominationRight
) -> HomeNomination:
    """Keep the right that a landlord's grant gave (General Consent 1996, condition 4)."""
    home = await read(work.session, RegisteredHome, home_id)
    work.concerns(home.district)
    if not right.approved_on <= min(work.today, right.period_ends_on):
        raise InvalidInput.at("/approved_on", "neither after the period nor after today")
    row = HomeNomination(
        id=work.new_id("nomination_right"),
        home_id=home_id,
        district=home.district,
        provider_id=home.provider_id,
        approved_on=right.approved_on,
        period_ends_on=right.period_ends_on,
    )
    work.add(row)
    return row


def bid_id(advert_id: uuid.UUID, case_id: uuid.UUID) -> uuid.UUID:
    """The id of a household's one bid on an advert."""
    return uuid.uuid5(advert_id, str(case_id))


async def _check_not_on_offer(work: UnitOfWork, home_id: uuid.UUID) -> None:
    on_offer = select(HomeAdvert.id).where(
        HomeAdvert.home_id == home_id, HomeAdvert.state == State.OPEN
    )
    if await work.session.scalar(on_offer) is not None:
        raise WrongState("the home is advertised already")


async def _hold(work: UnitOfWork, home_id: uuid.UUID, advert: Advert) -> Hold | None:
    """The weeks in which the authority may nominate, the longest where it has several rights."""
    rights = await work.session.scalars(
        select(HomeNomination).where(HomeNomination.home_id == home_id)
    )
    held = [hold(right_of(row), advert.available_from) for row in rights]
    return max((h for h in held if h), key=lambda h: h.ends_before, default=None)


def right_of(row: HomeNomination) -> NominationRight:
    """A kept right as the rules see it."""
    return NominationRight(approved_on=row.approved_on, period_ends_on=row.period_ends_on)


async def end_offer(work: UnitOfWork, home_id: uuid.UUID) -> None:
    """A home that a household moves into is on offer no more, whoever else had bid for it."""
    on_offer = select(HomeAdvert).where(
        HomeAdvert.home_id == home_id, HomeAdvert.state == State.OPEN
    )
    advert = await work.session.scalar(on_offer.with_for_update())
    if advert is not None:
        await _close(work, advert, State.LET)


async def _let(work: UnitOfWork, advert_id: uuid.UUID, bid: HouseholdBid) -> None:
    advert = await work.find(HomeAdvert, advert_id)
    if advert is None:
        raise NotFound
    if advert.state != State.OPEN:
        raise WrongState(f"the advert is {advert.state}")
    rules.check_letting(Kind(bid.kind), advert.held_before, work.today)
    await _close(work, advert, State.LET)
    household = await work.find(HouseholdNeed, bid.case_id)
    home = await work.find(RegisteredHome, advert.home_id)
    if household is None or home is None:
        raise NotFound
    house(work, household, home)


async def _close(work: UnitOfWork, advert: HomeAdvert, state: State) -> None:
    advert.position = await _next_position(work)
    advert.state, advert.closed_on = state, work.today


async def _next_position(work: UnitOfWork) -> int:
    """The place of a change among those of all adverts."""
    await work.session.execute(_ONE_AFTER_ANOTHER)
    last = await work.session.scalar(select(func.max(HomeAdvert.position)))
    return (last or 0) + 1
