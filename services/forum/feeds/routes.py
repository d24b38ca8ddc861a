"""HTTP of the forum."""

import uuid
from typing import Annotated

from fastapi import Response

from services.forum.feeds import queries
from services.forum.feeds.queries import FeedView, TimelineView
from shared.web.call import Call, needs
from shared.web.desk import desk
from shared.web.feeds import Cursor, Limit, decode_cursor

router = desk("/v1", "forum")
Seeing = Annotated[Call, needs("forum:read", "timeline:read", "case:read")]
Sharing = Annotated[Call, needs("forum:read")]


@router.get("/timelines/{case_id}", response_model=TimelineView)
async def timeline(case_id: uuid.UUID, call: Seeing) -> Response:
    """Everything that happened on a case. A resident sees their own."""
    return await call.ask(queries.timeline, case_id)


@router.get("/feed", response_model=FeedView)
async def feed(call: Sharing, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """The county's feed of events, without personal data."""
    return await call.ask(queries.feed, decode_cursor(cursor), limit)
