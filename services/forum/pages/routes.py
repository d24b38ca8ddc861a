"""The pages: each asks a desk's query under the reach of whoever is signed in."""

import uuid
from typing import Annotated

from fastapi import Request, Response

from services.forum.feeds import queries as feeds
from services.forum.pages.front import front
from services.forum.pages.page import Page, pages, sees
from services.forum.pages.rendering import html
from services.forum.pages.session import whoever
from services.forum.progress import queries as progress
from services.forum.publications import queries as publications
from shared.problems import NotFound
from shared.web.feeds import Cursor, decode_cursor
from shared.web.tokens import ScopeMissing

EVENTS_A_PAGE = 20
router = pages()
Anyone = Annotated[Page, sees()]
SeeingACase = Annotated[Page, sees("forum:read", "timeline:read", "case:read")]
SeeingCases = Annotated[Page, sees("forum:read", "timeline:read")]
Sharing = Annotated[Page, sees("forum:read")]


@router.get("")
async def first_page(page: Anyone) -> Response:
    """Where somebody begins: the county's overview, their own case, or finding one."""
    own = page.session.principal.reach.case
    if page.session.may(["forum:read"]):
        published = await page.ask(publications.publications)
        return page.show("overview.html", years=published.years)
    if page.session.may(["case:read"]) and own:
        return page.go(f"/cases/{own}")
    if page.session.may(["timeline:read"]):
        return page.go("/cases")
    if page.session.may(["sharing:write"]):
        return page.go("/agreements")
    raise ScopeMissing("forum:read, timeline:read, case:read or sharing:write")


@router.get("/cases")
async def find_case(page: SeeingCases, case_id: str = "") -> Response:
    """Ask for a case by its id."""
    if not case_id:
        return page.show("find_case.html", case_id="", wrong=False)
    try:
        return page.go(f"/cases/{uuid.UUID(case_id.strip())}")
    except ValueError:
        return page.show("find_case.html", case_id=case_id, wrong=True)


@router.get("/cases/{case_id}")
async def case(case_id: uuid.UUID, page: SeeingACase) -> Response:
    """Where a case is and what happens next, in plain English."""
    return page.show("case.html", case=await page.ask(progress.progress, case_id))


@router.get("/cases/{case_id}/timeline")
async def timeline(case_id: uuid.UUID, page: SeeingACase) -> Response:
    """Everything that happened on a case."""
    found = await page.ask(feeds.timeline, case_id)
    return page.show("timeline.html", case_id=case_id, items=found.items)


@router.get("/events")
async def events(page: Sharing, cursor: Cursor = None) -> Response:
    """The county's feed of events."""
    found = await page.ask(feeds.feed, decode_cursor(cursor), EVENTS_A_PAGE)
    return page.show("events.html", found=found, more=len(found.items) == EVENTS_A_PAGE)


@router.get("/accessibility")
async def accessibility(request: Request) -> Response:
    """What the pages are held to; nobody has to sign in for it."""
    return html(front(request), "accessibility.html", await whoever(request))


@router.get("/privacy")
async def privacy(request: Request) -> Response:
    """What a browser keeps, and why."""
    return html(front(request), "privacy.html", await whoever(request))


@router.get("/{path:path}")
async def nothing_here() -> Response:
    """No page has this address."""
    raise NotFound("the address may be mistyped, or the page may have moved")
