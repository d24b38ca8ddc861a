"""HTTP of adverts, for providers, officers and the choice-based lettings system."""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.register.adverts import commands, correcting, queries
from services.register.adverts.views import (
    AdvertsView,
    AdvertView,
    BidView,
    HeldHomesView,
    NominationsView,
    RefusalsView,
    RightView,
    ShortlistView,
)
from services.register.domain.adverts import Advert, Bid, BidOutcome, Withdrawal
from services.register.domain.life import State
from services.register.domain.nominations import NominationRight
from shared.mistakes import Mistake
from shared.schema import Date
from shared.web.call import Call, needs
from shared.web.desk import desk
from shared.web.feeds import Cursor, Limit, decode_cursor

router = desk("/v1", "adverts")
Seeing = Annotated[Call, needs("register:read")]
Writing = Annotated[Call, needs("register:write")]
Following = Annotated[Call, needs("register:read", "lettings:read")]
Letting = Annotated[Call, needs("register:write", "lettings:write")]
Offering = Annotated[Call, needs("register:write", "homes:write")]
OfState = Annotated[State | None, Query(description="How far the adverts have come")]
Since = Annotated[Date, Query(description="The first day")]
Until = Annotated[Date, Query(description="The last day")]
OnDay = Annotated[Date, Query(description="The day on which the homes are held")]


@router.post("/homes/{home_id}/adverts", status_code=201, response_model=AdvertView)
async def advertise(home_id: uuid.UUID, body: Advert, call: Offering) -> Response:
    """Advertise a home with its access category."""
    return await call.create("/v1/adverts/{id}", AdvertView.of, commands.advertise, home_id, body)


@router.get("/adverts", response_model=AdvertsView)
async def adverts(
    call: Following, state: OfState = None, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Feed the lettings system: adverts opened, let and withdrawn, in the order of the changes."""
    after = decode_cursor(cursor)
    return await call.ask(queries.adverts, state, after, limit)


@router.get("/adverts/{advert_id}", response_model=AdvertView)
async def advert(advert_id: uuid.UUID, call: Following) -> Response:
    """Show an advert."""
    return await call.ask(queries.advert, advert_id)


@router.post("/adverts/{advert_id}/withdrawal", response_model=AdvertView)
async def withdraw(advert_id: uuid.UUID, body: Withdrawal, call: Offering) -> Response:
    """Take a home off offer, with the reason."""
    return await call.do(AdvertView.of, commands.withdraw, advert_id, body.reason)


@router.put("/adverts/{advert_id}/bids/{case_id}", response_model=BidView)
async def bid(advert_id: uuid.UUID, case_id: uuid.UUID, body: Bid, call: Letting) -> Response:
    """Take a bid or nomination from the lettings system; sending it again is harmless."""
    return await call.do(BidView.of, commands.place_bid, advert_id, case_id, body)


@router.post("/adverts/{advert_id}/bids/{case_id}/outcome", response_model=BidView)
async def decide(
    advert_id: uuid.UUID, case_id: uuid.UUID, body: BidOutcome, call: Letting
) -> Response:
    """Record what an officer decided on a bid."""
    return await call.do(BidView.of, commands.decide_bid, advert_id, case_id, body)


@router.post("/adverts/{advert_id}/bids/{case_id}/correction", response_model=BidView)
async def correct_bid(
    advert_id: uuid.UUID, case_id: uuid.UUID, body: Mistake, call: Letting
) -> Response:
    """Take back what was decided on a bid; of a letting also that the household has the home."""
    return await call.do(BidView.of, correcting.correct_bid, advert_id, case_id, body)


@router.get("/adverts/{advert_id}/shortlist", response_model=ShortlistView)
async def shortlist(advert_id: uuid.UUID, call: Seeing) -> Response:
    """Show every bid in its place, with the reasons."""
    return await call.ask(queries.shortlist, advert_id)


@router.get("/refusals", response_model=RefusalsView)
async def refusals(since: Since, until: Until, call: Seeing) -> Response:
    """Show in which domains homes were refused."""
    return await call.ask(queries.refusals, since, until)


@router.post("/homes/{home_id}/nomination-rights", status_code=201, response_model=RightView)
async def keep_right(home_id: uuid.UUID, body: NominationRight, call: Writing) -> Response:
    """Keep the right to nominate to a home that was adapted for its landlord."""
    return await call.create(
        "/v1/homes/{home_id}/nomination-rights",
        RightView.of,
        commands.record_nomination_right,
        home_id,
        body,
    )


@router.get("/homes/{home_id}/nomination-rights", response_model=NominationsView)
async def rights(home_id: uuid.UUID, call: Seeing) -> Response:
    """Show the rights of nomination on a home, and the four weeks of each vacancy."""
    return await call.ask(queries.nominations, home_id)


@router.post("/nomination-rights/{right_id}/correction", response_model=RightView)
async def correct_right(right_id: uuid.UUID, body: Mistake, call: Writing) -> Response:
    """Take back a right of nomination that was recorded by mistake."""
    return await call.do(RightView.of, commands.correct_right, right_id, body)


@router.get("/nomination-holds", response_model=HeldHomesView)
async def held_homes(on: OnDay, call: Seeing) -> Response:
    """Show which empty homes are held for the authority's nomination on a day."""
    return await call.ask(queries.held_homes, on)
