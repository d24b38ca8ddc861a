"""Who did what, on a case or under none, over HTTP: the same two lists in every service."""

import datetime as dt
import uuid
from typing import Annotated

from fastapi import Query, Response
from sqlalchemy import Select, select

from shared.assignment import Name
from shared.calendar import begins
from shared.contracts.event import District
from shared.persistence.audit import Audited
from shared.persistence.reading import Reading
from shared.problems import NotFound
from shared.schema import Date, Field
from shared.views import ViewOfRow
from shared.web.call import Call, needs
from shared.web.desk import desk
from shared.web.lists import Asked, Order, Page, list_page, narrowed

LATEST_FIRST = Order((Audited.seq,), descending=True)
NEWEST_FIRST = Order((Audited.at, Audited.seq), descending=True)
A_DAY = dt.timedelta(days=1)
router = desk("/v1", "audit")
Auditing = Annotated[Call, needs("audit:read")]


class AuditFilters(Asked):
    """Whose part of the trail is wanted."""

    principal: Name | None = None
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


class ActsAsked(Asked):
    """Which acts are wanted: those that meet all that is stated."""

    district: District | None = None
    """ONS code of the district."""
    principal: Name | None = None
    """What this one did alone, as the token names them."""
    action: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    """What was done: the name of the command, or of the reading."""
    since: Date | None = None
    """Only what was done on or after this day."""
    until: Date | None = None
    """Only what was done on or before this day."""


class ActLine(AuditLine):
    """One command under no case that went through, or one reading of what is kept."""

    district: str
    """ONS code of the district; what concerns several stands once for each."""


class ActPage(Page):
    """A page of what was done under no case in this service, the newest first."""

    items: list[ActLine]
    """The acts of this page."""


@router.get("/cases/{case_id}/audit", response_model=AuditPage)
async def list_audit(
    case_id: uuid.UUID, wanted: Annotated[AuditFilters, Query()], call: Auditing
) -> Response:
    """List who did what on a case in this service, and who read its files, the latest first."""
    return await call.ask(trail, case_id, wanted)


@router.get("/audit", response_model=ActPage)
async def list_acts(wanted: Annotated[ActsAsked, Query()], call: Auditing) -> Response:
    """List who did what under no case in this service, such as bank details, the newest first."""
    return await call.ask(acts, wanted)


async def trail(reading: Reading, case_id: uuid.UUID, wanted: AuditFilters) -> AuditPage:
    """What was done on the case; `NotFound` where nothing was, or it is not within reach."""
    rows = select(Audited).where(Audited.case_id == case_id)
    if await reading.session.scalar(rows.limit(1)) is None:
        raise NotFound
    rows = narrowed(rows, wanted, Audited.principal)
    found, following = await list_page(reading, rows, wanted, LATEST_FIRST)
    items = [AuditLine.of(row) for row in found]
    return AuditPage(items=items, next=following)


async def acts(reading: Reading, wanted: ActsAsked) -> ActPage:
    """What was done under no case in the districts within reach."""
    found, following = await list_page(reading, _under_no_case(wanted), wanted, NEWEST_FIRST)
    return ActPage(items=[ActLine.of(row) for row in found], next=following)


def _under_no_case(wanted: ActsAsked) -> Select[Audited]:
    rows = select(Audited).where(Audited.case_id.is_(None))
    rows = narrowed(rows, wanted, Audited.district, Audited.principal, Audited.action)
    if wanted.since is not None:
        rows = rows.where(Audited.at >= begins(wanted.since))
    if wanted.until is not None:
        rows = rows.where(Audited.at < begins(wanted.until + A_DAY))
    return rows
