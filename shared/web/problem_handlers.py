"""Every error leaves as problem+json with a stable type; none carries what the caller sent."""

from collections.abc import Mapping
from typing import Any

import orjson
from asyncpg.exceptions import InsufficientPrivilegeError
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, IntegrityError
from starlette.exceptions import HTTPException

from shared.bus.workers import describe
from shared.observability.logs import log
from shared.problems import FieldError, InvalidInput, OutOfReach, Problem, WrongState, pointer_to

MEDIA_TYPE = "application/problem+json"


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


def install_problem_handlers(app: FastAPI) -> None:
    """Answer every kind of error in the one shape."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(DBAPIError, _database)
    app.add_exception_handler(OSError, _unreachable)
    app.add_exception_handler(Exception, _unexpected)


def problem_response(problem: Problem) -> Response:
    """The problem as an HTTP response."""
    headers = {"www-authenticate": "Bearer"} if problem.status == 401 else None  # noqa: PLR2004
    return Response(orjson.dumps(problem.as_json()), problem.status, headers, MEDIA_TYPE)


async def _problem(_: Request, error: Exception) -> Response:
    if not isinstance(error, Problem):
        raise error
    return problem_response(error)


async def _invalid(_: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    return problem_response(InvalidInput(errors=map(_field_error, error.errors())))


def _field_error(fault: Mapping[str, Any]) -> FieldError:
    """Where in the body, or which parameter, and what is wrong with it."""
    place, *path = fault["loc"]
    if fault["type"] == "json_invalid":
        return FieldError("", f"not JSON: {fault['ctx']['error']}")
    detail = InvalidInput.readable(fault["type"], fault["msg"])
    if place == "body":
        return FieldError(pointer_to(path), detail)
    return FieldError(pointer_to(path), f"{place} parameter: {detail}")


async def _http(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    body = {"type": "about:blank", "title": error.detail, "status": error.status_code}
    return Response(orjson.dumps(body), error.status_code, error.headers, MEDIA_TYPE)


async def _database(request: Request, error: Exception) -> Response:
    if not isinstance(error, DBAPIError):
        raise error
    if error.connection_invalidated:
        return problem_response(DatabaseUnavailable())
    if isinstance(error, IntegrityError):
        return problem_response(WrongState("it is there already, or what it refers to is not"))
    if isinstance(getattr(error.orig, "__cause__", None), InsufficientPrivilegeError):
        return problem_response(OutOfReach())
    return await _unexpected(request, error)


async def _unreachable(request: Request, error: Exception) -> Response:
    log.warning("unreachable", path=request.scope.get("path"), error=describe(error))
    return problem_response(DatabaseUnavailable())


async def _unexpected(request: Request, error: Exception) -> Response:
    route = request.scope.get("route")
    log.error("unexpected", route=getattr(route, "path", None), error=describe(error))
    return problem_response(Unexpected())
