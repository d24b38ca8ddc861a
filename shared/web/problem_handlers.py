"""Every error leaves as problem+json with a stable type; none carries what the caller sent."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from asyncpg import exceptions as pg
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from shared.bus.attempts import describe
from shared.observability.logs import log
from shared.problems import FieldError, InvalidInput, OutOfReach, Problem, WrongState, pointer_to
from shared.web.openapi import PROBLEM_TYPE, operations

TRY_AGAIN_SECONDS = 2


class Unexpected(Problem):
    """A fault of ours. The log has it under the trace id."""

    slug = "unexpected"
    title = "Something went wrong on our side; nothing was changed"
    status = 500


class DatabaseUnavailable(Problem):
    """PostgreSQL cannot be reached just now."""

    slug = "database-unavailable"
    title = "The service cannot reach its database just now: try again shortly"
    status = 503


_HEADERS = {
    401: {"www-authenticate": "Bearer"},
    429: {"retry-after": str(TRY_AGAIN_SECONDS)},
    503: {"retry-after": str(TRY_AGAIN_SECONDS)},
}


_DATABASE = (DBAPIError, pg.PostgresError, PoolTimeout)


def install_problem_handlers(app: FastAPI) -> None:
    """Answer every kind of error in the one shape."""
    for kind in (Problem, RequestValidationError, *_DATABASE, OSError):
        app.add_exception_handler(kind, _answer)
    app.add_exception_handler(HTTPException, _http)


def problem_response(problem: Problem) -> Response:
    """The problem as an HTTP response."""
    content = orjson.dumps(problem.as_json())
    return Response(content, problem.status, headers_of(problem), PROBLEM_TYPE)


def headers_of(problem: Problem) -> dict[str, str]:
    """What goes with a problem: it is not kept, and says when to try again."""
    return {"cache-control": "no-store"} | _HEADERS.get(problem.status, {})


async def _answer(request: Request, error: Exception) -> Response:
    return problem_response(problem_of(request, error))


def problem_of(request: Request, error: Exception) -> Problem:
    """What an error means to whoever called. The log learns of what is a fault of ours."""
    match error:
        case Problem():
            return error
        case RequestValidationError():
            return InvalidInput(errors=map(_field_error, error.errors()))
        case DBAPIError() | pg.PostgresError() | PoolTimeout():
            return _meaning(error) or _unexpected(request, error)
        case OSError():
            log.warning("unreachable", route=_route(request), error=describe(error))
            return DatabaseUnavailable()
    return _unexpected(request, error)


def _field_error(fault: Mapping[str, Any]) -> FieldError:
    """Where in the body, or which parameter, and what is wrong with it."""
    place, *path = fault["loc"]
    if fault["type"] == "json_invalid":
        return FieldError("", f"not JSON: {fault['ctx']['error']}")
    detail = InvalidInput.readable(fault["type"], fault["msg"])
    if place == "body":
        return FieldError(pointer_to(path), detail)
    return FieldError(pointer_to(path), f"{place} parameter: {detail}")


async def _http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(_allowed(request))
    body = {"type": "about:blank", "title": error.detail, "status": error.status_code}
    return Response(orjson.dumps(body), error.status_code, headers, PROBLEM_TYPE)


def _allowed(request: Request) -> list[str]:
    """Every method of the path, whichever route has it."""
    methods = {
        method.upper()
        for method, path, _ in operations(request.app.openapi())
        if compile_path(path)[0].match(request.url.path)
    }
    return sorted(methods | {"HEAD"} if "GET" in methods else methods)


def _meaning(error: Exception) -> Problem | None:
    """What PostgreSQL's refusal means to the caller; None where it is a fault of ours."""
    if isinstance(error, DBAPIError):
        if error.connection_invalidated:
            return DatabaseUnavailable()
        error = getattr(error.orig, "__cause__", None) or error
    match error:
        case pg.PostgresConnectionError() | pg.OperatorInterventionError():
            return DatabaseUnavailable()
        case pg.TooManyConnectionsError() | PoolTimeout():
            return DatabaseUnavailable()
        case pg.IntegrityConstraintViolationError():
            return WrongState("it is there already, or what it refers to is not")
        case pg.InsufficientPrivilegeError():
            return OutOfReach()
        case pg.DataError():
            return InvalidInput("a value is too large, or holds a character that cannot be kept")
    return None


async def unexpected(request: Request, error: Exception) -> Response:
    """What no handler knows, as a response."""
    return problem_response(_unexpected(request, error))


def _unexpected(request: Request, error: Exception) -> Problem:
    """The log learns what it was and where, the caller under which trace to ask."""
    log.error("unexpected", route=_route(request), error=describe(error))
    return Unexpected()


def _route(request: Request) -> str | None:
    """The route's pattern: the path itself may hold anything."""
    return getattr(request.scope.get("route"), "path", None)
