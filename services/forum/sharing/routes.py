"""HTTP of sharing: agreements for those who manage them, feed and stream for partners."""

import uuid
from typing import Annotated

from fastapi import Header, Query, Response
from fastapi.responses import StreamingResponse

from services.forum.domain.sharing.agreement import Agreement, Way
from services.forum.sharing import commands, queries
from services.forum.sharing.queries import UseFilters
from services.forum.sharing.reading import Wanted
from services.forum.sharing.stream import KIND, stream
from services.forum.sharing.views import (
    AgreementCorrection,
    AgreementList,
    AgreementView,
    SecretView,
    SharedPage,
    TypeList,
    UsePage,
)
from shared.schema import Field
from shared.web.call import Call, needs
from shared.web.desk import desk
from shared.web.files import begun

router = desk("/v1", "sharing")
Managing = Annotated[Call, needs("sharing:write")]
Partner = Annotated[Call, needs("sharing:read")]
LastEventId = Annotated[
    str | None, Header(max_length=300, description="The id of the last event that came through")
]


class FeedWanted(Wanted):
    """A page of what is shared."""

    cursor: str | None = Field(default=None, max_length=300)
    """`next` of the page before, or the id of an event of the stream."""


@router.get("/agreements", response_model=AgreementList)
async def list_agreements(call: Managing) -> Response:
    """List every sharing agreement as it stands."""
    return await call.ask(queries.agreements)


@router.post("/agreements", response_model=AgreementView, status_code=201)
async def make_agreement(body: Agreement, call: Managing) -> Response:
    """Record what was agreed with a partner: who, what, which districts, for what, until when."""
    at = "/v1/agreements/{agreement_id}"
    return await call.create(at, AgreementView.of, commands.make_agreement, body)


@router.get("/agreements/{agreement_id}", response_model=AgreementList)
async def show_agreement(agreement_id: uuid.UUID, call: Managing) -> Response:
    """Show an agreement as it stands, and what it was before."""
    return await call.ask(queries.history, agreement_id)


@router.put("/agreements/{agreement_id}", response_model=AgreementView)
async def correct_agreement(
    agreement_id: uuid.UUID, body: AgreementCorrection, call: Managing
) -> Response:
    """Widen, narrow, prolong or end an agreement, with a reason. It counts from now on."""
    return await call.do(AgreementView.of, commands.correct_agreement, agreement_id, body)


@router.get("/agreements/{agreement_id}/uses", response_model=UsePage)
async def list_uses(
    agreement_id: uuid.UUID, wanted: Annotated[UseFilters, Query()], call: Managing
) -> Response:
    """List what went to the partner, by which way and when, the latest first."""
    return await call.ask(queries.uses, agreement_id, wanted)


@router.get("/shareable", response_model=TypeList)
async def list_shareable(call: Managing) -> Response:
    """List the types of events and their fields that an agreement can name."""
    return call.tell(queries.types())


@router.get("/shared", response_model=AgreementList)
async def list_shared(call: Partner) -> Response:
    """List the agreements under which you are shared with."""
    return await call.ask(queries.own_agreements)


@router.get("/shared/{agreement_id}/feed", response_model=SharedPage)
async def read_shared(
    agreement_id: uuid.UUID, wanted: Annotated[FeedWanted, Query()], call: Partner
) -> Response:
    """Read a page of what is shared with you; go on with its `next` as often as you like."""
    return await call.do(_page, commands.read_page, agreement_id, Way.FEED, wanted.cursor, wanted)


@router.get("/shared/{agreement_id}/secrets", response_model=SecretView)
async def show_secrets(agreement_id: uuid.UUID, call: Partner) -> Response:
    """Show by what you check that a webhook is ours."""
    return await call.ask(queries.secrets, agreement_id)


@router.get(
    "/shared/{agreement_id}/stream",
    response_class=Response,
    responses={200: {"description": "Events as they come", "content": {KIND: {}}}},
)
async def stream_shared(
    agreement_id: uuid.UUID,
    wanted: Annotated[FeedWanted, Query()],
    call: Partner,
    last_event_id: LastEventId = None,
) -> Response:
    """Send what is shared with you as it comes, as server-sent events (`Last-Event-ID` goes on)."""
    parts = stream(call, agreement_id, last_event_id or wanted.cursor, wanted)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(await begun(parts), headers=headers, media_type=KIND)


def _page(page: SharedPage) -> SharedPage:
    return page
