"""The OpenID Connect provider: authorisation code with PKCE, state and nonce."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx2
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.starlette_client import OAuth
from fastapi import Request, Response
from joserfc.errors import JoseError

from shared.problems import Problem
from shared.settings import Settings


class NotSignedIn(Problem):
    """The provider's answer does not belong to a sign-in that was begun in this browser."""

    slug = "not-signed-in"
    title = "You are not signed in: try again"
    status = 400


class ProviderUnreachable(Problem):
    """The provider does not answer."""

    slug = "issuer-unreachable"
    title = "You cannot sign in just now: try again shortly"
    status = 503


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the provider gave for somebody who signed in."""

    access: str
    """For the services: what it allows."""
    identity: str
    """For signing out there: whom it was given to."""


class Provider:
    """Sends a browser to sign in, takes what it comes back with, and signs out."""

    def __init__(self, settings: Settings) -> None:
        secret = settings.client_secret.get_secret_value()
        self._id = settings.client_id
        self._client = OAuth().register(
            "forum",
            client_id=settings.client_id,
            client_secret=secret or None,
            server_metadata_url=settings.discovery_url
            or f"{settings.issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid",
                "code_challenge_method": "S256",
                "token_endpoint_auth_method": "client_secret_basic" if secret else "none",
                "timeout": 10,
            },
        )

    async def begin(self, request: Request, back_to: str) -> tuple[Response, dict[str, Any]]:
        """The way to the provider, and what its answer will be compared with."""
        begun: dict[str, Any] = {}
        request.scope["session"] = begun
        with _told_in_words():
            return await self._client.authorize_redirect(request, back_to), begun

    async def finish(self, request: Request, begun: dict[str, Any]) -> Tokens:
        """The tokens of whoever came back. Raises `NotSignedIn` or `ProviderUnreachable`."""
        request.scope["session"] = begun
        with _told_in_words():
            answer = await self._client.authorize_access_token(request)
        if "userinfo" not in answer:
            raise NotSignedIn("the answer names nobody")
        return Tokens(str(answer["access_token"]), str(answer["id_token"]))

    async def farewell(self, back_to: str, identity: str | None) -> str:
        """Where a browser goes to sign out there too; without the identity it is asked again."""
        with _told_in_words():
            metadata = await self._client.load_server_metadata()
        place = metadata.get("end_session_endpoint")
        asked = {"client_id": self._id, "post_logout_redirect_uri": back_to}
        known = {"id_token_hint": identity} if identity else {}
        return f"{place}?{urlencode(asked | known)}" if place else back_to


@contextmanager
def _told_in_words() -> Iterator[None]:
    """What the client raises, as what a person is told."""
    try:
        yield
    except httpx2.HTTPError as error:
        raise ProviderUnreachable from error
    except (OAuthError, JoseError, ValueError) as error:
        raise NotSignedIn from error
