"""Calls to the running services in a role, sent again until they are answered."""

import time
from collections.abc import Callable
from typing import Any, Self

import httpx

Json = dict[str, Any]
PATIENCE_SECONDS = 90
"""How long a service may be away before the journey gives up."""
PAUSE_SECONDS = 0.02
TRY_AGAIN = {502, 503, 504}


class Unanswered(RuntimeError):  # noqa: N818
    """Nobody answered, or what was waited for did not come."""


class Refused(RuntimeError):  # noqa: N818
    """A service answered with a problem."""

    def __init__(self, step: str, response: httpx.Response) -> None:
        super().__init__(f"{step}: {response.status_code} {response.text}")
        self.problem: Json = response.json()

    @property
    def kind(self) -> str:
        """The last part of the problem's type, such as `no-offer`."""
        return str(self.problem["type"]).rpartition(":")[2]


class Client:
    """Everybody who works on one case: every call of a run has its own idempotency key."""

    def __init__(
        self, addresses: Callable[[str], str], token: Callable[[str], str], run: str
    ) -> None:
        self._address = addresses
        self._token = token
        self._run = run
        self._http = httpx.Client(timeout=30)
        self._tokens: dict[str, str] = {}
        self.before_call: Callable[[str], None] = lambda _: None
        """Called with the step's name before each command: where tests break things."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def post(self, step: str, role: str, service: str, path: str, body: object = None) -> Json:
        """Give a command; raises `Refused` with the service's problem."""
        self.before_call(step)
        key = {"idempotency-key": f"{self._run}/{step}"}
        response = self._send("POST", role, service, path, json=body, headers=key)
        if response.is_error:
            raise Refused(step, response)
        answer: Json = response.json()
        return answer

    def get(self, role: str, service: str, path: str) -> Json:
        """Ask; raises `Refused`."""
        response = self._send("GET", role, service, path)
        if response.is_error:
            raise Refused(f"GET {service} {path}", response)
        answer: Json = response.json()
        return answer

    def wait(
        self, what: str, role: str, service: str, path: str, until: Callable[[Json], object]
    ) -> Json:
        """Ask again until the events have arrived there."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            response = self._send("GET", role, service, path)
            if response.is_success and until(response.json()):
                answer: Json = response.json()
                return answer
            time.sleep(PAUSE_SECONDS)
        raise Unanswered(f"{service} does not know after {PATIENCE_SECONDS} s: {what}")

    def _send(
        self, method: str, role: str, service: str, path: str, **request: Any
    ) -> httpx.Response:
        """Send until somebody answers: a service that was away is given time to come back."""
        headers = request.pop("headers", {}) | {"authorization": f"Bearer {self._bearer(role)}"}
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                response = self._http.request(
                    method, self._address(service) + path, headers=headers, **request
                )
            except httpx.TransportError as error:
                if time.monotonic() > deadline:
                    raise Unanswered(f"{service} is not running: {error}") from error
            else:
                if response.status_code not in TRY_AGAIN or time.monotonic() > deadline:
                    return response
            time.sleep(PAUSE_SECONDS * 5)

    def _bearer(self, role: str) -> str:
        if role not in self._tokens:
            self._tokens[role] = self._token(role)
        return self._tokens[role]
