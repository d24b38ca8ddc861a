"""Who is signed in, by the token that the browser's cookie holds: verified as the API verifies it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request

from services.forum.pages.cookies import SESSION
from services.forum.pages.front import front
from shared.web.tokens import Principal, Unauthenticated


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in, and the word by which their forms are known."""

    principal: Principal
    form_key: str

    @property
    def own(self) -> tuple[str, ...]:
        """The districts for which they act, by ONS code; none where their reach is narrower."""
        reach = self.principal.reach
        return tuple(sorted(reach.write)) if reach.within is None else ()

    def may(self, scopes: Sequence[str]) -> bool:
        """Whether one of the scopes is theirs."""
        return not self.principal.scopes.isdisjoint(scopes)


async def signed_in(request: Request) -> Session:
    """Who is signed in. Raises `Unauthenticated`."""
    kept = front(request).cookies.read(request, SESSION)
    if kept is None:
        raise Unauthenticated("nobody is signed in")
    principal = await request.app.state.tokens.principal(f"Bearer {kept['token']}")
    request.state.role = principal.role
    request.state.session = Session(principal, kept["form_key"])
    return Session(principal, kept["form_key"])


async def whoever(request: Request) -> Session | None:
    """Who is signed in, if anybody is: for pages that everybody may read."""
    try:
        return await signed_in(request)
    except Unauthenticated:
        return None


def new_session(token: str) -> dict[str, str]:
    """What a browser keeps of somebody who has signed in."""
    return {"token": token, "form_key": secrets.token_urlsafe(16)}
