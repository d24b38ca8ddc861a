"""Signing in and out."""

import re
import secrets
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from services.forum.pages.cookies import SESSION, SIGNING_IN, SIGNING_OUT
from services.forum.pages.front import front
from services.forum.pages.page import SEE_OTHER, pages
from services.forum.pages.provider import NotSignedIn
from services.forum.pages.rendering import html
from services.forum.pages.session import Session, new_session, signed_in
from shared.problems import Problem
from shared.web.tokens import Unauthenticated

router = pages()
_OURS = re.compile(r"(/[\w.-]+)*/?(\?[\w.=&%+-]*)?", re.ASCII)
"""Paths below the pages' own: never another host."""


class ForeignForm(Problem):
    """The form was not one of ours."""

    slug = "foreign-form"
    title = "You are still signed in: use the button of a page of ours"
    status = 403


@router.get("/sign-in")
async def sign_in(
    request: Request, wanted: Annotated[str, Query(alias="next", max_length=1000)] = ""
) -> Response:
    """To the issuer; afterwards back to the page that was wanted."""
    way = front(request)
    response, begun = await way.provider.begin(request, way.address_of("/signed-in"))
    wanted = wanted if _OURS.fullmatch(wanted) else ""
    way.cookies.write(response, SIGNING_IN, {"begun": begun, "next": wanted})
    return response


@router.get("/signed-in")
async def signed_in_there(request: Request) -> Response:
    """Back from the issuer: whoever comes with what this browser left for is signed in."""
    way = front(request)
    kept = way.cookies.read(request, SIGNING_IN)
    if kept is None:
        raise NotSignedIn
    tokens = await way.provider.finish(request, kept["begun"])
    try:
        await request.app.state.tokens.principal(f"Bearer {tokens.access}")
    except Unauthenticated as error:
        raise NotSignedIn(error.detail) from error
    response = RedirectResponse(way.at(kept["next"]), SEE_OTHER)
    way.cookies.write(response, SESSION, new_session(tokens.access))
    way.cookies.write(response, SIGNING_OUT, {"identity": tokens.identity})
    way.cookies.clear(response, SIGNING_IN)
    return response


@router.post("/sign-out")
async def sign_out(request: Request, session: Annotated[Session, Depends(signed_in)]) -> Response:
    """Forget who is signed in, here and at the issuer."""
    form = parse_qs((await request.body()).decode("ascii", errors="replace"))
    if not secrets.compare_digest(
        form.get("form_key", [""])[0].encode(), session.form_key.encode()
    ):
        raise ForeignForm
    way = front(request)
    kept = way.cookies.read(request, SIGNING_OUT) or {}
    there = await way.provider.farewell(way.address_of("/signed-out"), kept.get("identity"))
    response = RedirectResponse(there, SEE_OTHER)
    for kind in (SESSION, SIGNING_OUT):
        way.cookies.clear(response, kind)
    return response


@router.get("/signed-out")
async def signed_out(request: Request) -> Response:
    """Say so."""
    return html(front(request), "signed_out.html", None)
