"""HTTP of adverts, for providers, officers and the choice-based lettings system."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Response

from services.register.commands import adverts as commands
from services.register.domain.adverts import Advert, Bid, BidOutcome, State
from services.register.domain.nominations import NominationRight
from services.register.queries import adverts as queries
from services.register.queries.adverts import (
    AdvertsView,
    AdvertView,
    BidView,
    HeldHomesView,
    NominationsView,
    RefusalsView,
    RightView,
    ShortlistView,
)
from shared.schema import Date
from shared.web.paging import Cursor, Limit, decode_cursor
from shared.web.work import Work, needs

router = APIRouter(prefix="/v1", tags=["adverts"])
Reading = Annotated[Work, needs("register:read")]
Writing = Annotated[Work, needs("register:write")]
Following = Annotated[Work, needs("register:read", "lettings:read")]
Letting = Annotated[Work, needs("register:write", "lettings:write")]
Offering = Annotated[Work, needs("register:write", "homes:write")]


@router.post("/homes/{home_id}/adverts", status_code=201, response_model=AdvertView)
async def advertise(home_id: uuid.UUID, body: Advert, work: Offering) -> Response:
    """Advertise a home with its access category."""
    return await work.create(AdvertView.of, commands.advertise, home_id, body)


@router.get("/adverts", response_model=AdvertsView)
async def adverts(
    work: Following, state: State | None = None, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Feed the lettings system: adverts opened, let and withdrawn, in the order of the changes."""
    after = decode_cursor(cursor)
    return await work.ask(AdvertsView.model_validate, queries.adverts, state, after, limit)


@router.get("/adverts/{advert_id}", response_model=AdvertView)
async def advert(advert_id: uuid.UUID, work: Following) -> Response:
    """Show an advert."""
    return await work.ask(AdvertView.of, queries.advert, advert_id)


@router.post("/adverts/{advert_id}/withdrawal", response_model=AdvertView)
async def withdraw(advert_id: uuid.UUID, work: Offering) -> Response:
    """Take a home off offer."""
    return await work.do(AdvertView.of, commands.withdraw, advert_id)


@router.put("/adverts/{advert_id}/bids/{case_id}", response_model=BidView)
async def bid(advert_id: uuid.UUID, case_id: uuid.UUID, body: Bid, work: Letting) -> Response:
    """Take a bid or nomination from the lettings system; sending it again is harmless."""
    return await work.do(BidView.of, commands.place_bid, advert_id, case_id, body)


@router.post("/adverts/{advert_id}/bids/{case_id}/outcome", response_model=BidView)
async def decide(
    advert_id: uuid.UUID, case_id: uuid.UUID, body: BidOutcome, work: Letting
) -> Response:
    """Record what an officer decided on a bid."""
    return await work.do(BidView.of, commands.decide_bid, advert_id, case_id, body)


@router.get("/adverts/{advert_id}/shortlist", response_model=ShortlistView)
async def shortlist(advert_id: uuid.UUID, work: Reading) -> Response:
    """Show every bid in its place, with the reasons."""
    return await work.ask(ShortlistView.model_validate, queries.shortlist, advert_id)


@router.get("/refusals", response_model=RefusalsView)
async def refusals(since: Date, until: Date, work: Reading) -> Response:
    """Show in which domains homes were refused."""
    return await work.ask(RefusalsView.model_validate, queries.refusals, since, until)


@router.post("/homes/{home_id}/nomination-rights", status_code=201, response_model=RightView)
async def keep_right(home_id: uuid.UUID, body: NominationRight, work: Writing) -> Response:
    """Keep the right to nominate to a home that was adapted for its landlord."""
    return await work.create(RightView.of, commands.record_nomination_right, home_id, body)


@router.get("/homes/{home_id}/nomination-rights", response_model=NominationsView)
async def rights(home_id: uuid.UUID, work: Reading) -> Response:
    """Show the rights of nomination on a home, and the four weeks of each vacancy."""
    return await work.ask(NominationsView.model_validate, queries.nominations, home_id)


@router.get("/nomination-holds", response_model=HeldHomesView)
async def held_homes(on: Date, work: Reading) -> Response:
    """Show which empty homes are held for the authority's nomination on a day."""
    return await work.ask(HeldHomesView.model_validate, queries.held_homes, on)
