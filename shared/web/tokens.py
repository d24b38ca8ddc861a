"""Bearer tokens: who calls, for which use cases, and how far they reach."""

import asyncio
import datetime as dt
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

import httpx
import jwt
from pydantic import BaseModel, Field, ValidationError, model_validator

from shared.persistence.reach import Reach
from shared.problems import InvalidInput, Problem

REFRESH_SECONDS = 10
"""An unknown key is looked up at most this often."""
LEEWAY_SECONDS = 10
MOST_KNOWN = 10_000
"""Tokens that need not be verified again; more than a county's officers use in a day."""


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
    role: str
    """What the logs call whoever calls; it allows nothing."""

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
        self._fetching = asyncio.Lock()
        self._known: dict[str, tuple[Principal, float]] = {}
        """Tokens that held, each with who it speaks for and when it expires."""

    async def principal(self, authorization: str | None) -> Principal:
        """Who an Authorization header speaks for; raises `Unauthenticated`."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated("the Authorization header has no bearer token")
        principal, expires_at = self._known.get(token) or await self._verified(token)
        if dt.datetime.now(dt.UTC).timestamp() >= expires_at:
            principal, _ = await self._verified(token)
        return principal

    async def know_keys(self) -> None:
        """Fetch the keys if none was ever fetched; raises `IssuerUnreachable`."""
        async with self._fetching:
            if not self._keys:
                await self._refresh()

    async def _verified(self, token: str) -> tuple[Principal, float]:
        claims = await self._claims(token)
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[token] = _principal(claims), float(claims["exp"])
        return self._known[token]

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
        if kid not in self._keys:
            async with self._fetching:  # who comes while the keys are being fetched waits for them
                if kid not in self._keys and self._may_fetch():
                    await self._refresh()
        if kid is None or kid not in self._keys:
            raise Unauthenticated("the token is signed with an unknown key")
        return self._keys[kid]

    def _may_fetch(self) -> bool:
        return time.monotonic() - self._fetched_at > REFRESH_SECONDS

    async def _refresh(self) -> None:
        try:
            async with httpx.AsyncClient(timeout=5) as client:
                published = (await client.get(self._jwks_url)).raise_for_status().json()
            keys = jwt.PyJWKSet.from_dict(published).keys
        except (httpx.HTTPError, ValueError, jwt.PyJWKSetError) as error:
            raise IssuerUnreachable from error
        self._fetched_at = time.monotonic()
        self._keys = {key.key_id: key for key in keys if key.key_id}
        self._known.clear()


class IssuerUnreachable(Problem):
    """The issuer's keys cannot be fetched just now."""

    slug = "issuer-unreachable"
    title = "Tokens cannot be checked just now: try again shortly"
    status = 503


class Claims(BaseModel):
    """What a token says of scopes and reach."""

    sub: str = Field(min_length=1)
    scope: str = ""
    dfg_read: tuple[str, ...] = ()
    dfg_write: tuple[str, ...] = ()
    dfg_case: uuid.UUID | None = None
    dfg_provider: str | None = Field(default=None, min_length=1)
    dfg_limit: Decimal | None = Field(default=None, ge=0, max_digits=11, decimal_places=2)
    dfg_role: str = Field(default="unnamed", pattern=r"^[a-z][a-z_]{0,39}$")

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(self.scope.split())

    @model_validator(mode="after")
    def _bound(self) -> Self:
        for scope, claim in BOUND_TO.items():
            if scope in self.scopes and getattr(self, claim) is None:
                raise ValueError(f"the scope {scope} needs the claim {claim}")
        return self


BOUND_TO = {"case:read": "dfg_case", "case:refer": "dfg_case", "homes:write": "dfg_provider"}
"""Scopes for one case or one provider: without it they would open whole districts."""


def _principal(token: dict[str, Any]) -> Principal:
    try:
        claims = Claims.model_validate(token)
    except ValidationError as error:
        faults = (f"{f.pointer} {f.detail}".strip() for f in InvalidInput.of(error).errors)
        raise Unauthenticated(f"the token does not hold: {'; '.join(faults)}") from error
    reach = Reach(
        principal=claims.sub,
        read=claims.dfg_read,
        write=claims.dfg_write,
        case=None if claims.dfg_case is None else str(claims.dfg_case),
        provider=claims.dfg_provider,
        limit=claims.dfg_limit or Decimal(0),
    )
    return Principal(claims.scopes, reach, claims.dfg_role)
