"""A desk's routes: what is checked of a request before its body is read."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute

from shared.parsing import refuse_repeated_keys
from shared.problems import FieldError, InvalidInput, Problem, pointer_to
from shared.web.parameters import refuse_unknown, refuse_unknown_district

JSON = "application/json"
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_SUSPECT = re.compile(rb"\\u(0000|[dD][89a-fA-F])")
"""Escapes that may stand for a character that no text can hold; the rest is not looked at again."""
MOST_VALUES = 20_000
"""In one body: many more than any form has, few enough to be read at once."""
LARGE = 32 * 1024
"""Bytes of a body that is looked at beside the loop: others are answered meanwhile."""
_ADVICE = "holds a character that cannot be written: remove it and send it again"


class UnsupportedMediaType(Problem):
    """The body is not of the kind that this route reads."""

    slug = "unsupported-media-type"
    title = "Send the body as the Content-Type that this takes"
    status = 415


class DeskRoute(APIRoute):
    """Who calls is settled first, then how they ask, and only then is the body read."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            principal = await request.app.state.tokens.principal(
                request.headers.get("authorization")
            )
            request.state.principal = principal
            refuse_unknown(request)
            refuse_unknown_district(request)
            _refuse_unwritable(request)
            if self.body_field is not None:
                await _refuse_body(request)
            async with request.app.state.turns.turn(principal.reach.principal):
                return await handle(request)

        return guarded


def desk(prefix: str, *tags: str) -> APIRouter:
    """The router of one desk; the tags are its name in the documentation."""
    return APIRouter(prefix=prefix, tags=list(tags), route_class=DeskRoute)


async def _refuse_body(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    if body and kind != JSON:
        raise UnsupportedMediaType(f"this takes {JSON}")
    if len(body) > LARGE:
        await asyncio.to_thread(_look_at, body)
    else:
        _look_at(body)


def _look_at(body: bytes) -> None:
    """Refuse what is too much, what cannot be written, and a key that stands twice."""
    if body.count(b",") >= MOST_VALUES:
        raise InvalidInput.at("", f"holds more than {MOST_VALUES:,} values: send less at once")
    if _SUSPECT.search(body):
        try:
            value = orjson.loads(body)
        except orjson.JSONDecodeError:
            # Lone surrogates are no JSON to this reader, and NUL is found below.
            raise InvalidInput.at("", _ADVICE) from None
        if faults := [FieldError(pointer_to(path), _ADVICE) for path in _unwritable(value, ())]:
            raise InvalidInput(errors=faults)
    refuse_repeated_keys(body)


def _refuse_unwritable(request: Request) -> None:
    given = [*request.query_params.multi_items(), *request.path_params.items()]
    if faults := [
        FieldError(pointer_to([name]), _ADVICE)
        for name, value in given
        if _UNWRITABLE.search(f"{name}{value}")
    ]:
        raise InvalidInput(errors=faults)


def _unwritable(value: Any, path: Sequence[str | int]) -> Iterator[Sequence[str | int]]:
    """Where in a body a string or a key holds such a character."""
    if isinstance(value, str) and _UNWRITABLE.search(value):
        yield path
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _unwritable(inner, (*path, index))
    elif isinstance(value, dict):
        for key, inner in value.items():
            if _UNWRITABLE.search(key):
                yield path
            else:
                yield from _unwritable(inner, (*path, key))
