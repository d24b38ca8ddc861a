"""What happens around every request: bounded body, told trace, and no error's text gets out."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import HTTPException, Request
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.observability.traces import current_traceparent
from shared.web.problem_handlers import unexpected

MOST_BYTES = 1024 * 1024
"""Of a request's body: far more than any form, far less than would hurt."""


class BoundedBody:
    """Refuses a request whose body goes on for too long, whatever length it told.

    `files` are paths of routes that take a file, each with the most bytes that it takes.
    """

    def __init__(self, app: ASGIApp, files: Mapping[str, int]) -> None:
        self._app = app
        self._files = [(compile_path(path)[0], most) for path, most in files.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        received, most = 0, self._most(scope.get("path", ""))

        async def receive_bounded() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                raise HTTPException(413, f"At most {most} bytes are taken in")
            return message

        await self._app(scope, receive_bounded, send)

    def _most(self, path: str) -> int:
        return next((most for route, most in self._files if route.match(path)), MOST_BYTES)


class HeadRequests:
    """Answers HEAD as GET would, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, send_without_body)


class UnexpectedErrors:
    """Answers what no handler knows. Raised on, its text would reach logs and spans."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception as error:
            if scope["type"] != "http":
                raise
            response = await unexpected(Request(scope), error)
            await response(scope, receive, send)


class TraceResponse:
    """Tells the caller under which trace its request was handled (`traceresponse` header)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_trace(message: Message) -> None:
            if message["type"] == "http.response.start":
                traceparent = current_traceparent()
                if traceparent:
                    message["headers"].append((b"traceresponse", traceparent.encode()))
            await send(message)

        await self._app(scope, receive, send_with_trace if scope["type"] == "http" else send)


def cross_origin(origins: Sequence[str]) -> dict[str, Any]:
    """What front-ends served from elsewhere may send and read."""
    return {
        "allow_origins": list(origins),
        "allow_methods": ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
        "allow_headers": [
            "authorization",
            "content-type",
            "idempotency-key",
            "if-match",
            "if-none-match",
        ],
        "expose_headers": ["etag", "location", "retry-after", "traceresponse"],
        "max_age": 600,
    }
