"""One line in the log for each request: what a person on call needs, and nothing personal."""

import time
import uuid

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.observability.logs import log
from shared.observability.setup import UNTRACED
from shared.observability.traces import current_case


class RequestLog:
    """Writes the line when the answer is out. Health checks and scrapes are left out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in UNTRACED:
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0

        async def send_and_note(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        finally:
            milliseconds = round((time.perf_counter() - began) * 1000, 1)
            log.info("request", status=status, ms=milliseconds, **_told(scope))


def _told(scope: Scope) -> dict[str, str]:
    """What the request was: its route's template, never its path, which may hold anything."""
    told = {
        "method": scope["method"],
        "route": getattr(scope.get("route"), "path", None),
        "role": scope.get("state", {}).get("role"),  # once the token was checked
        "case": current_case() or _case_in(scope),
    }
    return {name: value for name, value in told.items() if value}


def _case_in(scope: Scope) -> str | None:
    """The case that the path names, if it is one."""
    try:
        return str(uuid.UUID(str(scope.get("path_params", {}).get("case_id"))))
    except ValueError:
        return None
