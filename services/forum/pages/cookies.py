"""What a browser keeps for us: sealed, so that nobody reads it or makes one, and gone after a while."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import InvalidToken
from fastapi import Request, Response

from shared.problems import Problem
from shared.settings import Settings

MOST_CHARACTERS = 4000
"""Browsers drop a cookie of more than 4,096 without a word."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A cookie of ours, and for how many seconds what it holds is taken."""

    name: str
    seconds: int


SESSION = Kind("dfg-forum", 60 * 60)
"""Who is signed in. The issuer signs them in again without a question while its own session lasts."""
SIGNING_IN = Kind("dfg-forum-sign-in", 10 * 60)
"""What the issuer's answer is compared with, between leaving for it and coming back."""

SIGNING_OUT = Kind("dfg-forum-sign-out", 60 * 60)
"""By what the issuer knows whom to sign out, without asking whether they mean it."""


class TooMuchToKeep(Problem):
    """The issuer's token is larger than a browser keeps."""

    slug = "token-too-large"
    title = "Your sign-in says more than a browser can keep: ask whoever runs the sign-in"
    status = 500


class Cookies:
    """Seals and opens them."""

    def __init__(self, settings: Settings) -> None:
        self._keys = settings.sealing
        self._encrypted = settings.public_address.startswith("https:")

    def read(self, request: Request, kind: Kind) -> dict[str, Any] | None:
        """What that cookie holds; None where there is none that is ours and in time."""
        sealed = request.cookies.get(self._name(kind), "")
        try:
            opened = json.loads(self._keys.decrypt(sealed, ttl=kind.seconds))
        except InvalidToken:
            return None
        content: dict[str, Any] | None = opened.get(kind.name)
        return content

    def write(self, response: Response, kind: Kind, content: Mapping[str, Any]) -> None:
        """Give the browser a cookie. Raises `TooMuchToKeep`."""
        sealed = self._keys.encrypt(json.dumps({kind.name: content}).encode()).decode()
        if len(sealed) > MOST_CHARACTERS:
            raise TooMuchToKeep
        self._set(response, kind, sealed, kind.seconds)

    def clear(self, response: Response, kind: Kind) -> None:
        """Take the cookie back."""
        self._set(response, kind, "", 0)

    def _set(self, response: Response, kind: Kind, value: str, seconds: int) -> None:
        response.set_cookie(
            self._name(kind),
            value,
            max_age=seconds,
            path="/",
            secure=self._encrypted,
            httponly=True,
            samesite="lax",
        )

    def _name(self, kind: Kind) -> str:
        """With TLS, a name that no other host and no page without TLS can set."""
        return f"__Host-{kind.name}" if self._encrypted else kind.name
