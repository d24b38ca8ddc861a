"""Sign-in for front ends: the authorisation code with PKCE (RFC 6749, RFC 7636).

A front end is one on this machine: a loopback address with any port (RFC 8252, 7.3), and the two
paths of the forum's pages.
"""

import base64
import datetime as dt
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import ClassVar, Literal
from urllib.parse import urlencode

from pydantic import ConfigDict, Field

from shared.problems import Problem
from shared.schema import Model

LIFETIME = dt.timedelta(minutes=1)
_HERE = r"http://(127\.0\.0\.1|localhost)(:\d{1,5})?/pages"
BACK = f"^{_HERE}/signed-in$"
OUT = re.compile(f"{_HERE}/signed-out", re.ASCII)


class NoFrontEnd(Problem):
    """What was asked is not what a front end of this machine asks."""

    slug: ClassVar[str] = "invalid-request"
    title: ClassVar[str] = "This is not a sign-in that a page of this machine began"
    status: ClassVar[int] = 400


class InvalidGrant(Problem):
    """The code is unknown, used, late, or not of whoever shows it."""

    slug: ClassVar[str] = "invalid-grant"
    title: ClassVar[str] = "The code does not hold: sign in again"
    status: ClassVar[int] = 400


class Asked(Model):
    """What a front end sends a browser with."""

    model_config = ConfigDict(extra="ignore")

    response_type: Literal["code"]
    client_id: str = Field(min_length=1, max_length=100)
    redirect_uri: str = Field(max_length=200, pattern=BACK)
    state: str = Field(min_length=1, max_length=200)
    nonce: str = Field(min_length=1, max_length=200)
    code_challenge: str = Field(min_length=43, max_length=43)
    code_challenge_method: Literal["S256"]


@dataclass(frozen=True, slots=True)
class _Given:
    """A code's token, for whom and until when."""

    asked: Asked
    token: str
    until: dt.datetime


@dataclass(slots=True)
class Codes:
    """The codes that are out: each is good once, for a minute."""

    _given: dict[str, _Given] = field(default_factory=dict)

    def give(self, asked: Asked, token: str, now: dt.datetime) -> str:
        """The address to which the browser goes back, with a code for that token."""
        self._given = {code: given for code, given in self._given.items() if given.until > now}
        code = secrets.token_urlsafe(32)
        self._given[code] = _Given(asked, token, now + LIFETIME)
        return f"{asked.redirect_uri}?{urlencode({'code': code, 'state': asked.state})}"

    def take(self, shown: Mapping[str, str], now: dt.datetime) -> tuple[Asked, str]:
        """What was asked, and the token of a code. Raises `InvalidGrant`; it is then gone too."""
        given = self._given.pop(shown.get("code", ""), None)
        if given is None or given.until <= now:
            raise InvalidGrant
        mine = (given.asked.client_id, given.asked.redirect_uri, given.asked.code_challenge)
        if mine != (
            shown.get("client_id"),
            shown.get("redirect_uri"),
            challenge_of(shown.get("code_verifier", "")),
        ):
            raise InvalidGrant
        return given.asked, given.token


def challenge_of(verifier: str) -> str:
    """The S256 challenge of a verifier."""
    digest = sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
