"""A caller: the client of a journey that notes how long each call and each wait took."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from deploy.local.journey.client import PATIENCE_SECONDS, Client, Json, Refused, Unanswered
from tests.load.noted import Noted
from tests.load.wire import Wire

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 0.4
"""Seconds between two looks for an effect: longer each time, so that looking is not the load."""
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@dataclass(slots=True)
class Seen:
    """Which version of a thing has been looked at: it is not sent again while it is the same."""

    etag: str | None = None


class Caller(Client):
    """Carries one case after the other over the same connections. Nothing is sent twice: what is
    not answered well has failed.
    """

    def __init__(
        self, addresses: Callable[[str], str], token: Callable[[str], str], noted: Noted
    ) -> None:
        super().__init__(addresses, token, run="")
        self.noted = noted
        self._wire = Wire()

    def __exit__(self, *ended: object) -> None:
        self._wire.close()
        super().__exit__(*ended)

    def begin(self, run: str) -> None:
        """Begin a case: its idempotency keys are of this run."""
        self._run = run

    def wait(
        self, what: str, role: str, service: str, path: str, until: Callable[[Json], object]
    ) -> Json:
        """Ask again until the event has had its effect there."""
        seen = Seen()
        with self.noted.timed("wait", f"{service}: {what}"):
            return self.until(
                f"{service} knows {what}", lambda: self._asked(role, service, path, until, seen)
            )

    def until(self, what: str, look: Callable[[], Json | None]) -> Json:
        """Look again until there is something; raises `Unanswered`."""
        deadline, pause = time.monotonic() + PATIENCE_SECONDS, FIRST_PAUSE
        while time.monotonic() < deadline:
            found = look()
            if found is not None:
                return found
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        raise Unanswered(f"not after {PATIENCE_SECONDS} s: {what}")

    def _asked(
        self, role: str, service: str, path: str, until: Callable[[Json], object], seen: Seen
    ) -> Json | None:
        """What is wanted, or None where the service does not know of it yet."""
        headers = {"if-none-match": seen.etag} if seen.etag else {}
        response = self._send("GET", role, service, path, headers=headers)
        if response.status_code in {304, 404}:
            return None
        if response.is_error:
            raise Refused(f"GET {service} {path}", response)
        seen.etag = response.headers.get("etag")
        found: Json = response.json()
        return found if until(found) else None

    def _send(
        self, method: str, role: str, service: str, path: str, **request: object
    ) -> httpx.Response:
        headers: dict[str, str] = request.pop("headers", {})  # type: ignore[assignment]
        headers = headers | {"authorization": f"Bearer {self._bearer(role)}"}
        template = _ID.sub("{id}", path.partition("?")[0]).removeprefix("/v1")
        with self.noted.timed("call", f"{method} {service} {template}"):
            return self._wire.request(
                method, self._address(service) + path, headers, request.get("json")
            )
