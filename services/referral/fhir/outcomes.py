"""Errors of the FHIR addresses, as FHIR has them: an OperationOutcome (R4)."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from fastapi import Request, Response

from shared.problems import PROBLEM_BASE, FieldError, Problem
from shared.web.desk import DeskRoute
from shared.web.openapi import PROBLEM_RESPONSES
from shared.web.problem_handlers import headers_of, problem_of

FHIR_JSON = "application/fhir+json"
_CODES = {
    401: "login",
    403: "forbidden",
    404: "not-found",
    409: "conflict",
    412: "conflict",
    429: "throttled",
    500: "exception",
    503: "transient",
}
"""FHIR's issue types by the HTTP status; every other refusal is of what was sent."""
_TEXT = {"type": "string"}
_FAULT = {
    "type": "object",
    "description": "One fault",
    "required": ["severity", "code"],
    "properties": {
        "severity": _TEXT | {"description": "How bad it is: `error`"},
        "code": _TEXT | {"description": "What kind of fault, as FHIR has them"},
        "details": {
            "type": "object",
            "description": "Which problem of ours it is",
            "properties": {
                "coding": {
                    "type": "array",
                    "description": "Its stable type",
                    "items": {
                        "type": "object",
                        "description": "One code",
                        "properties": {
                            "system": _TEXT | {"description": "Whose code it is"},
                            "code": _TEXT | {"description": "The problem's type"},
                        },
                    },
                },
                "text": _TEXT | {"description": "The problem in one sentence"},
            },
        },
        "diagnostics": _TEXT | {"description": "Where, and what would be right"},
    },
}


def _outcome(status: int | str) -> dict[str, Any]:
    """The schema, under a name of its own for each group of statuses: a client needs one name each."""
    return {
        "type": "object",
        "title": f"OperationOutcome{status}",
        "description": "What was wrong, as FHIR R4 has it. Go by `details.coding`; tell people the"
        " texts.",
        "required": ["resourceType", "issue"],
        "properties": {
            "resourceType": _TEXT
            | {"const": "OperationOutcome", "description": "Which resource it is"},
            "issue": {
                "type": "array",
                "description": "Each fault",
                "items": _FAULT,
            },
        },
    }


OUTCOMES: dict[int | str, dict[str, Any]] = {
    status: response | {"content": {FHIR_JSON: {"schema": _outcome(status)}}}
    for status, response in PROBLEM_RESPONSES.items()
}
"""How the API's description tells of them."""


def outcome_of(problem: Problem) -> dict[str, Any]:
    """A problem as an OperationOutcome: an issue for each field at fault, else one for the whole."""
    faults = problem.errors or (FieldError("", problem.detail),)
    return {
        "resourceType": "OperationOutcome",
        "issue": [_issue(problem, fault) for fault in faults],
    }


def _issue(problem: Problem, fault: FieldError) -> dict[str, Any]:
    said = ": ".join(filter(None, (fault.pointer, fault.detail)))
    return {
        "severity": "error",
        "code": _CODES.get(problem.status, "invalid"),
        "details": {
            "coding": [{"system": PROBLEM_BASE.rstrip(":"), "code": problem.slug}],
            "text": problem.title,
        },
        **({"diagnostics": said} if said else {}),
    }


class FhirRoute(DeskRoute):
    """A route whose errors are answered as FHIR has them."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        handle = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await handle(request)
            except Exception as error:  # noqa: BLE001 - whatever it is, the sender reads FHIR
                problem = problem_of(request, error)
                content = orjson.dumps(outcome_of(problem))
                return Response(content, problem.status, headers_of(problem), FHIR_JSON)

        return answered
