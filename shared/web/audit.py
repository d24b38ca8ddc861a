"""Who did what on a case, over HTTP: the same list in every service."""

import datetime as dt
import uuid
from typing import Annotated

from fastapi import Query, Response
from sqlalchemy import select

from shared.persistence.audit import Audited
from shared.persistence.reading import Reading
from shared.problems import NotFound
from shared.schema import Field
from shared.views import ViewOfRow
from shared.web.call import Call, needs
from shared.web.desk import desk
from shared.web.lists import Asked, Order, Page, list_page, narrowed

LATEST_FIRST = Order((Audited.seq,), descending=True)
router = desk("/v1/cases/{case_id}/audit", "audit")
Auditing = Annotated[Call, needs("audit:read")]


class AuditFilters(Asked):
    """Whose part of the trail is wanted."""

    principal: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    """What this one did alone, as the token names them."""


class AuditLine(ViewOfRow):
    """One command that went through, or one reading of what is kept. Never what was written."""

    at: dt.datetime
    """When it was done."""
    principal: str
    """Who did it, as their token named them; a handler of events by its service."""
    action: str
    """What was done: the name of the command, or of the reading."""
    about: uuid.UUID | None
    """The document or letter that was read, by its id; null where it is about the case as such."""
    trace_id: str | None
    """Finds the request in the traces; null where there was none."""


class AuditPage(Page):
    """A page of the trail of a case in this service, the latest first."""

    items: list[AuditLine]
    """The commands of this page."""


@router.get("", response_model=AuditPage)
async def list_audit(
    case_id: uuid.UUID, wanted: Annotated[AuditFilters, Query()], call: Auditing
) -> Response:
    """List who did what on a case in this service, and who read its files, the latest first."""
    return await call.ask(trail, case_id, wanted)


async def trail(reading: Reading, case_id: uuid.UUID, wanted: AuditFilters) -> AuditPage:
    """What was done on the case; `NotFound` where nothing was, or it is not within reach."""
    rows = select(Audited).where(Audited.case_id == case_id)
    if await reading.session.scalar(rows.limit(1)) is None:
        raise NotFound
    rows = narrowed(rows, wanted, Audited.principal)
    found, following = await list_page(reading, rows, wanted, LATEST_FIRST)
    items = [AuditLine.of(row) for row in found]
    return AuditPage(items=items, next=following)
