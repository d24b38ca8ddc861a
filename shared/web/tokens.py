"""Bearer tokens: who calls, for which use cases, and how far they reach."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import jwt

from shared.persistence.reach import Reach
from shared.problems import Problem

REFRESH_SECONDS = 10
"""An unknown key is looked up at most this often."""
LEEWAY_SECONDS = 10


class Unauthenticated(Problem):
    """No token, or one that does not hold: the detail says why."""

    slug = "unauthenticated"
    title = "Send a valid bearer token"
    status = 401


class ScopeMissing(Problem):
    """The token is valid, but not for this use case."""

    slug = "scope-missing"
    title = "Your token does not allow this"
    status = 403


@dataclass(frozen=True, slots=True)
class Principal:
    """Whoever calls: the scopes say which use cases, the reach says whose rows."""

    scopes: frozenset[str]
    reach: Reach

    def require(self, scopes: Sequence[str]) -> None:
        """Raise unless the token has one of the scopes."""
        if self.scopes.isdisjoint(scopes):
            raise ScopeMissing(f"the scope {' or '.join(scopes)} is needed")


class Tokens:
    """Verifies tokens of one issuer for one audience with the keys it publishes."""

    def __init__(self, issuer: str, audience: str, jwks_url: str) -> None:
        self._issuer = issuer
        self._audience = audience
        self._jwks_url = jwks_url
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched_at = float("-inf")

    async def principal(self, authorization: str | None) -> Principal:
        """Who an Authorization header speaks for; raises `Unauthenticated`."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated("the Authorization header has no bearer token")
        return _principal(await self._claims(token))

    async def _claims(self, token: str) -> dict[str, Any]:
        try:
            key = await self._key(jwt.get_unverified_header(token).get("kid"))
            return jwt.decode(
                token,
                key,
                algorithms=["RS256"],
                issuer=self._issuer,
                audience=self._audience,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
        except jwt.InvalidTokenError as error:
            raise Unauthenticated(f"the token does not hold: {error}") from error

    async def _key(self, kid: str | None) -> jwt.PyJWK:
        if kid not in self._keys and time.monotonic() - self._fetched_at > REFRESH_SECONDS:
            await self._refresh()
        if kid is None or kid not in self._keys:
            raise Unauthenticated("the token is signed with an unknown key")
        return self._keys[kid]

    async def _refresh(self) -> None:
        self._fetched_at = time.monotonic()
        try:
            async with httpx.AsyncClient(timeout=5) as client:
                published = (await client.get(self._jwks_url)).raise_for_status().json()
        except httpx.HTTPError as error:
            self._fetched_at = float("-inf")
            raise IssuerUnreachable from error
        keys = jwt.PyJWKSet.from_dict(published).keys
        self._keys = {key.key_id: key for key in keys if key.key_id}


class IssuerUnreachable(Problem):
    """The issuer's keys cannot be fetched just now."""

    slug = "issuer-unreachable"
    title = "Tokens cannot be checked just now: try again shortly"
    status = 503


def _principal(claims: dict[str, Any]) -> Principal:
    reach = Reach(
        principal=str(claims["sub"]),
        read=tuple(claims.get("dfg_read") or ()),
        write=tuple(claims.get("dfg_write") or ()),
        case=claims.get("dfg_case"),
        provider=claims.get("dfg_provider"),
    )
    return Principal(frozenset(str(claims.get("scope", "")).split()), reach)
