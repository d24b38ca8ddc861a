"""A decision on a bid that was a mistake is taken back, and with a letting all that came of it."""

import uuid

from services.register.adverts.commands import bid_id, check_not_on_offer, next_position
from services.register.domain.adverts import BidDecision, DecisionTakenBack
from services.register.domain.housing import kept
from services.register.domain.life import ADVERTS, AdvertStep
from services.register.domain.relocation import RefusedBy
from services.register.needs.housing import unhouse
from services.register.tables import HomeAdvert, HouseholdBid, HouseholdNeed, RegisteredHome
from shared.life import after
from shared.mistakes import Mistake
from shared.persistence.mistakes import taken_back
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound, WrongState


async def correct_bid(
    uow: UnitOfWork, advert_id: uuid.UUID, case_id: uuid.UUID, mistake: Mistake
) -> HouseholdBid:
    """Take back what was decided on a bid: it can be decided anew."""
    row = await uow.load(HouseholdBid, bid_id(advert_id, case_id))
    uow.concerns(row.district, case_id)
    if row.decision is None or row.decided_on is None:
        raise WrongState("nothing was decided on it yet")
    noted = DecisionTakenBack(
        **dict(taken_back(uow, mistake.reason)),
        decision=BidDecision(row.decision),
        decided_on=row.decided_on,
        refused_by=RefusedBy(row.refused_by) if row.refused_by else None,
        domains=tuple(row.domains),
    )
    if noted.decision is BidDecision.LET:
        await _take_letting_back(uow, row, mistake.reason)
    row.taken_back = (*row.taken_back, noted)
    row.decision = row.refused_by = row.decided_on = row.housed = None
    row.domains = []
    return row


async def reopen(uow: UnitOfWork, advert_id: uuid.UUID) -> HomeAdvert:
    """Have an advert that ended with a letting on offer again, unless the home is in another."""
    advert = await uow.find(HomeAdvert, advert_id)
    if advert is None:
        raise NotFound
    await uow.find(RegisteredHome, advert.home_id)  # locked: it is advertised once at a time
    await check_not_on_offer(uow, advert.home_id)
    advert.state = after(ADVERTS, "advert", advert.state, AdvertStep.REOPEN)
    advert.position = await next_position(uow)
    advert.closed_on = None
    return advert


async def _take_letting_back(uow: UnitOfWork, bid: HouseholdBid, reason: str) -> None:
    housed = kept(bid.housed)
    household = await uow.find(HouseholdNeed, bid.case_id)
    advert = await reopen(uow, bid.advert_id)
    home = await uow.find(RegisteredHome, advert.home_id)
    if household is None or home is None:
        raise NotFound
    await unhouse(uow, household, home, housed, reason)
