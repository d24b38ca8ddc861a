"""What is shared as server-sent events, for as long as the partner listens.

Nothing is kept of a stream: the id of an event is the cursor after it. Token and agreement are
looked at again each time, and no connection to the database is held in between.
"""

import asyncio
import uuid
from collections.abc import AsyncIterator

from fastapi.sse import format_sse_event

from services.forum.domain.sharing.agreement import NotInForce, Way
from services.forum.sharing.commands import read_page
from services.forum.sharing.reading import Wanted
from services.forum.sharing.views import SharedPage
from shared.web.call import Call
from shared.web.tokens import Unauthenticated

KIND = "text/event-stream"
LOOK_SECONDS = 1.0
"""Between two looks for more."""
COMMENT_EVERY = 15
"""Looks without an event, after which a comment keeps the connection open."""
LONGEST_SECONDS = 600
"""After this a stream ends, and the partner comes back for the rest."""
RETRY_MS = 2000


async def stream(
    call: Call, agreement_id: uuid.UUID, after: str | None, wanted: Wanted
) -> AsyncIterator[bytes]:
    """The events after a cursor, then those to come. The first look is made before it begins."""
    until = asyncio.get_running_loop().time() + LONGEST_SECONDS
    page = await call.again(read_page, agreement_id, Way.STREAM, after, wanted)
    yield format_sse_event(retry=RETRY_MS, comment="shared events")
    quiet = 0
    while asyncio.get_running_loop().time() < until:
        for told in _told(page):
            yield told
        quiet = 0 if page.items else quiet + 1
        if quiet and quiet % COMMENT_EVERY == 0:
            yield format_sse_event(comment="nothing new")
        if quiet:
            await asyncio.sleep(LOOK_SECONDS)
        try:
            page = await call.again(read_page, agreement_id, Way.STREAM, page.next, wanted)
        except (NotInForce, Unauthenticated):
            return


def _told(page: SharedPage) -> list[bytes]:
    return [
        format_sse_event(data_str=event.model_dump_json(), event=event.type, id=cursor)
        for event, cursor in zip(page.items, page.cursors, strict=False)
    ]
