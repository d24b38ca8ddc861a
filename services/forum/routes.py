"""HTTP of the forum."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Response

from services.forum import queries
from services.forum.queries import FeedView, TimelineView
from shared.web.paging import Cursor, Limit, decode_cursor
from shared.web.work import Work, needs

router = APIRouter(prefix="/v1", tags=["forum"])
Seeing = Annotated[Work, needs("forum:read", "case:read")]
Sharing = Annotated[Work, needs("forum:read")]


@router.get("/timelines/{case_id}", response_model=TimelineView)
async def timeline(case_id: uuid.UUID, work: Seeing) -> Response:
    """Everything that happened on a case. A resident sees their own."""
    return await work.ask(TimelineView.of, queries.timeline, case_id)


@router.get("/feed", response_model=FeedView)
async def feed(work: Sharing, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """The county's feed of events, without personal data."""
    return await work.ask(FeedView.model_validate, queries.feed, decode_cursor(cursor), limit)
