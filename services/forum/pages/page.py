"""A page: who asks, under which reach, by which query; what goes wrong is a page too."""

import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response, Security
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from fastapi.security.base import SecurityBase

from services.forum.pages.front import PAGES, Front, front
from services.forum.pages.rendering import html, problem_html
from services.forum.pages.session import Session, signed_in
from shared.calendar import legal_date
from shared.persistence.reading import Reading
from shared.web.parameters import refuse_unknown
from shared.web.problem_handlers import problem_of
from shared.web.tokens import Unauthenticated

P = ParamSpec("P")
T = TypeVar("T")
SEE_OTHER = 303


class Page:
    """One request's way to the queries and to a page of what they return."""

    def __init__(self, request: Request, session: Session) -> None:
        self._request = request
        self.session = session
        self.front = front(request)

    async def ask(
        self,
        query: Callable[Concatenate[Reading, P], Awaitable[T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """What a desk's query returns to whoever asks."""
        state, reach = self._request.app.state, self.session.principal.reach
        async with state.turns.turn(reach.principal), state.database.reading(reach) as reading:
            return await query(reading, *args, **kwargs)

    @property
    def today(self) -> dt.date:
        """The legal date in England."""
        return legal_date(self._request.app.state.database.clock())

    def show(self, template: str, **facts: Any) -> Response:
        """The page of that template."""
        return html(self.front, template, self.session, **facts)

    def go(self, path: str) -> Response:
        """Another page of ours instead."""
        return RedirectResponse(self.front.at(path), SEE_OTHER)


class PageRoute(APIRoute):
    """Whoever is not signed in is sent to sign in; whatever cannot be shown is said in a page."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        handle = super().get_route_handler()

        async def shown(request: Request) -> Response:
            try:
                return guarded(front(request), await handle(request))
            except Unauthenticated:
                return sent_to_sign_in(request)
            except Exception as error:  # noqa: BLE001 - a browser is never answered in JSON
                return problem_page(request, error)

        return shown


def problem_page(request: Request, error: Exception) -> Response:
    """What went wrong, in plain words; in the API's shape where there are no pages."""
    problem = problem_of(request, error)
    if not request.app.state.settings.public_address:
        raise problem
    session = getattr(request.state, "session", None)
    return guarded(front(request), problem_html(front(request), problem, session))


def sent_to_sign_in(request: Request) -> Response:
    """To the issuer, and back to the page that was asked for."""
    way = front(request)
    wanted = ""
    if request.method == "GET":
        wanted = request.url.path.removeprefix(PAGES)
        wanted += f"?{request.url.query}" if request.url.query else ""
    return guarded(
        way, RedirectResponse(f"{way.at('/sign-in')}?{urlencode({'next': wanted})}", SEE_OTHER)
    )


def guarded(way: Front, response: Response) -> Response:
    """With what a browser is told of every page: nothing inline, nothing kept, nothing framed."""
    response.headers.setdefault("cache-control", "no-store")
    response.headers.update(
        {
            "content-security-policy": (
                "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
                f"form-action 'self' {way.issuer_origin}; frame-ancestors 'none'"
            ),
            "cross-origin-opener-policy": "same-origin",
            "referrer-policy": "same-origin",
            "x-content-type-options": "nosniff",
        }
    )
    return response


def pages() -> APIRouter:
    """The router of some pages; they are no part of the API's document."""
    return APIRouter(prefix=PAGES, route_class=PageRoute, include_in_schema=False)


class _Sees(SecurityBase):
    """Lets somebody with one of the scopes see, and gives the route its `Page`."""

    model = HTTPBearer(auto_error=False).model
    scheme_name = "Session"

    def __init__(self, scopes: Sequence[str]) -> None:
        self._scopes = scopes

    async def __call__(self, request: Request) -> Page:
        session = await signed_in(request)
        refuse_unknown(request)
        if self._scopes:
            session.principal.require(self._scopes)
        return Page(request, session)


def sees(*scopes: str) -> Any:
    """A dependency: somebody signed in with one of the scopes (without any: everybody)."""
    return Security(_Sees(scopes), scopes=scopes)
