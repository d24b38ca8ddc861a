"""Homes advertised by choice-based lettings: bids and nominations in, decisions out."""

import uuid

from sqlalchemy import func, select

from services.register.domain import adverts as rules
from services.register.domain.adverts import Advert, Bid, BidDecision, BidOutcome, Kind
from services.register.domain.life import ADVERTS, AdvertStep, State
from services.register.domain.nominations import Hold, NominationRight, hold
from services.register.in_force.fitness import facts_of, rules_on
from services.register.needs.housing import house
from services.register.tables import (
    HomeAdvert,
    HomeNomination,
    HouseholdBid,
    HouseholdNeed,
    RegisteredHome,
)
from shared.life import after
from shared.mistakes import Mistake
from shared.persistence.mistakes import take_back
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, NotFound, WrongState

_ONE_AFTER_ANOTHER = select(func.pg_advisory_xact_lock(func.hashtextextended("adverts", 0)))
"""Held until the commit, so that positions are in the order of commits: the lettings system, which
goes on after the last one, misses no change."""


async def advertise(uow: UnitOfWork, home_id: uuid.UUID, advert: Advert) -> HomeAdvert:
    """Put a home on offer, with its access category and what it is in every domain."""
    home = await uow.load(RegisteredHome, home_id)
    uow.concerns(home.district)
    rules.check_dates(advert, uow.today)
    facts = facts_of(home)
    rules.check_advertisable(facts)
    await check_not_on_offer(uow, home_id)
    held = await _hold(uow, home_id, advert)
    row = HomeAdvert(
        id=uow.new_id("advert"),
        position=await next_position(uow),
        home_id=home_id,
        district=home.district,
        provider_id=home.provider_id,
        category=facts.category,
        particulars=rules.particulars(facts, rules_on(uow.today).policy),
        opened_on=uow.today,
        closes_on=advert.closes_on,
        available_from=advert.available_from,
        held_before=held.ends_before if held else None,
        state=after(ADVERTS, "advert", None, AdvertStep.ADVERTISE),
    )
    uow.add(row)
    return row


async def withdraw(uow: UnitOfWork, advert_id: uuid.UUID, reason: str) -> HomeAdvert:
    """Take a home off offer without letting it, with the reason."""
    advert = await uow.load(HomeAdvert, advert_id)
    uow.concerns(advert.district)
    await _close(uow, advert, AdvertStep.WITHDRAW)
    advert.withdrawn_because = reason
    return advert


async def place_bid(
    uow: UnitOfWork, advert_id: uuid.UUID, case_id: uuid.UUID, bid: Bid
) -> HouseholdBid:
    """Take a household's bid or nomination; sent again it changes the band, not the place."""
    advert = await uow.read(HomeAdvert, advert_id)
    household = await uow.read(HouseholdNeed, case_id)
    uow.concerns(household.district, case_id)
    rules.check_bid(bid, State(advert.state), advert.closes_on, uow.today)
    row = await uow.find_or_add(
        HouseholdBid,
        bid_id(advert_id, case_id),
        advert_id=advert_id,
        case_id=case_id,
        district=household.district,
        kind=bid.kind,
        band=bid.band,
        band_date=bid.band_date,
        placed_on=uow.today,
        domains=[],
        taken_back=(),
        version=1,
    )
    if row.decision is not None:
        raise WrongState(f"it was decided already: {row.decision}")
    row.kind, row.band, row.band_date = bid.kind, bid.band, bid.band_date
    return row


async def decide_bid(
    uow: UnitOfWork, advert_id: uuid.UUID, case_id: uuid.UUID, outcome: BidOutcome
) -> HouseholdBid:
    """Record an officer's decision on a bid; the home is let to one household, which has it then."""
    row = await uow.load(HouseholdBid, bid_id(advert_id, case_id))
    uow.concerns(row.district, case_id)
    rules.check_outcome(outcome, rules.domains_of(rules_on(uow.today).policy))
    if row.decision is not None:
        raise WrongState(f"it was decided already: {row.decision}")
    if outcome.decision is BidDecision.LET:
        await _let(uow, advert_id, row)
    row.decision = outcome.decision
    row.refused_by = outcome.refused_by
    row.domains = list(outcome.domains)
    row.decided_on = uow.today
    return row


async def record_nomination_right(
    uow: UnitOfWork, home_id: uuid.UUID, right: NominationRight
) -> HomeNomination:
    """Keep the right that a landlord's grant gave (General Consent 1996, condition 4)."""
    home = await uow.read(RegisteredHome, home_id)
    uow.concerns(home.district)
    if not right.approved_on <= min(uow.today, right.period_ends_on):
        raise InvalidInput.at("/approved_on", "neither after the period nor after today")
    row = HomeNomination(
        id=uow.new_id("nomination_right"),
        home_id=home_id,
        district=home.district,
        provider_id=home.provider_id,
        approved_on=right.approved_on,
        period_ends_on=right.period_ends_on,
    )
    uow.add(row)
    return row


async def correct_right(uow: UnitOfWork, right_id: uuid.UUID, mistake: Mistake) -> HomeNomination:
    """Take back a right that was recorded by mistake: no vacancy is held for it."""
    row = await uow.load(HomeNomination, right_id)
    uow.concerns(row.district)
    take_back(uow, row, mistake.reason)
    return row


def bid_id(advert_id: uuid.UUID, case_id: uuid.UUID) -> uuid.UUID:
    """The id of a household's one bid on an advert."""
    return uuid.uuid5(advert_id, str(case_id))


async def check_not_on_offer(uow: UnitOfWork, home_id: uuid.UUID) -> None:
    on_offer = select(HomeAdvert.id).where(
        HomeAdvert.home_id == home_id, HomeAdvert.state == State.OPEN
    )
    if await uow.session.scalar(on_offer) is not None:
        raise WrongState("the home is advertised already: withdraw that advert first")


async def _hold(uow: UnitOfWork, home_id: uuid.UUID, advert: Advert) -> Hold | None:
    """The weeks in which the authority may nominate, the longest where it has several rights."""
    rights = await uow.session.scalars(
        select(HomeNomination).where(
            HomeNomination.home_id == home_id, HomeNomination.taken_back.is_(None)
        )
    )
    held = [hold(right_of(row), advert.available_from) for row in rights]
    return max((h for h in held if h), key=lambda h: h.ends_before, default=None)


def right_of(row: HomeNomination) -> NominationRight:
    """A kept right as the rules see it."""
    return NominationRight(approved_on=row.approved_on, period_ends_on=row.period_ends_on)


async def end_offer(uow: UnitOfWork, home_id: uuid.UUID) -> uuid.UUID | None:
    """A home that a household moves into is on offer no more, whoever else had bid for it.

    The advert that ended, or None where there was none.
    """
    on_offer = select(HomeAdvert).where(
        HomeAdvert.home_id == home_id, HomeAdvert.state == State.OPEN
    )
    advert = await uow.session.scalar(on_offer.with_for_update())
    if advert is None:
        return None
    await _close(uow, advert, AdvertStep.LET)
    return advert.id


async def _let(uow: UnitOfWork, advert_id: uuid.UUID, bid: HouseholdBid) -> None:
    advert = await uow.find(HomeAdvert, advert_id)
    if advert is None:
        raise NotFound
    rules.check_letting(Kind(bid.kind), advert.held_before, uow.today)
    await _close(uow, advert, AdvertStep.LET)
    household = await uow.find(HouseholdNeed, bid.case_id)
    home = await uow.find(RegisteredHome, advert.home_id)
    if household is None or home is None:
        raise NotFound
    bid.housed = house(uow, household, home, bid.id)


async def _close(uow: UnitOfWork, advert: HomeAdvert, step: AdvertStep) -> None:
    advert.state = after(ADVERTS, "advert", advert.state, step)
    advert.position = await next_position(uow)
    advert.closed_on = uow.today


async def next_position(uow: UnitOfWork) -> int:
    """The place of a change among those of all adverts."""
    await uow.session.execute(_ONE_AFTER_ANOTHER)
    last = await uow.session.scalar(select(func.max(HomeAdvert.position)))
    return (last or 0) + 1
