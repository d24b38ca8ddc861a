"""Each service's OpenAPI document: from the code, and whole enough to generate a client from.

FastAPI describes paths and bodies. What every operation has alike is added here: problems as one
component, and the headers by which commands are repeated and lost updates refused.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from shared.contracts.event import ONS_CODE
from shared.web.links import links

Json = dict[str, Any]
PROBLEM_TYPE = "application/problem+json"
DISTRICTS = "districts"
"""The vocabulary of the authorities that decide cases."""
_TEXT = {"type": "string"}
PROBLEM: Json = {
    "type": "object",
    "title": "Problem",
    "description": "What was wrong (RFC 9457). Go by `type`; tell people `title` and `detail`.",
    "required": ["type", "title", "status"],
    "properties": {
        "type": _TEXT | {"format": "uri", "description": "Which problem it is: stable"},
        "title": _TEXT | {"description": "The problem in one sentence"},
        "status": {"type": "integer", "description": "The HTTP status"},
        "detail": _TEXT | {"description": "What is particular to this time, and what to do"},
        "errors": {
            "type": "array",
            "description": "Each fault of the input, where single fields are at fault",
            "items": {"$ref": "#/components/schemas/FieldError"},
        },
    },
}
FIELD_ERROR: Json = {
    "type": "object",
    "title": "FieldError",
    "description": "A fault of one field",
    "required": ["pointer", "detail"],
    "properties": {
        "pointer": _TEXT
        | {"format": "json-pointer", "description": "Where in the body; or which parameter"},
        "detail": _TEXT | {"description": "What is wrong, and what would be right"},
    },
}
PROBLEM_RESPONSES: dict[int | str, Json] = {
    status: {
        "description": description,
        "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status, description in (
        ("4XX", "Refused; nothing was changed"),
        ("5XX", "Not possible just now; nothing was changed"),
    )
}
"""How the API's description tells of problems."""


def _header(name: str, description: str, example: str) -> Json:
    schema = _TEXT | {"minLength": 1, "maxLength": 200, "examples": [example]}
    return {
        "name": name,
        "in": "header",
        "required": False,
        "description": description,
        "schema": schema,
    }


IDEMPOTENCY_KEY = _header(
    "Idempotency-Key",
    "Made up by the caller, new for each thing to be done: sent again with the same request, it "
    "acts once and is answered the same",
    "7b1c7a0e-2f0e-4c55-8f2f-6f0f0c1d3a52",
)
IF_MATCH = _header(
    "If-Match",
    "The `ETag` of what was read: the command is refused (412) if somebody was quicker",
    '"3"',
)
IF_NONE_MATCH = _header(
    "If-None-Match",
    "The `ETag` of what was read: answered 304, without a body, while it is still so",
    '"3"',
)
ETAG: Json = {"description": "Its version, for `If-Match` and `If-None-Match`", "schema": _TEXT}
NOT_MODIFIED: Json = {"description": "It is still as you have it", "headers": {"ETag": ETAG}}
LOCATION: Json = {
    "description": "Where it can be read",
    "schema": _TEXT | {"format": "uri-reference"},
}


def operation_id(route: APIRoute) -> str:
    """The name of the function that answers: a generated client calls it that too."""
    return route.name


@dataclass(frozen=True, slots=True)
class Lists:
    """The closed lists of codes, as the document names them."""

    by_codes: Mapping[frozenset[str], str]
    """The name of each list by the codes in it."""
    by_field: Mapping[str, str]
    """The name of the list by the field, `Model.field`, that takes a code of it as text."""


def describe(app: FastAPI, lists: Lists) -> Json:
    """The document; made once."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            routes=app.routes,
            separate_input_output_schemas=False,
        )
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        if doubled := [name.rpartition("__")[2] for name in schemas if "__" in name]:
            raise TypeError(f"two models are called {doubled[0]}: a client needs one name each")
        schemas.update(Problem=PROBLEM, FieldError=FIELD_ERROR)
        named: set[str] = set()
        for method, path, operation in operations(document):
            if (name := operation["operationId"]) in named:
                raise TypeError(f"two operations are called {name}: a client needs one name each")
            named.add(name)
            _complete(document, method, path, operation)
        _name_lists(document, lists)
        app.openapi_schema = document
    return app.openapi_schema


def _name_lists(document: Json, lists: Lists) -> None:
    """Each schema that takes a code names its list."""
    for listed in enumerations(document):
        if name := lists.by_codes.get(frozenset(map(str, listed["enum"]))):
            listed["x-vocabulary"] = name
    for district in districts(document):
        district["x-vocabulary"] = DISTRICTS
    for field, name in lists.by_field.items():
        model, _, key = field.partition(".")
        for text in _schemas(document["components"]["schemas"][model]["properties"][key]):
            if text.get("type") == "string":
                text["x-vocabulary"] = name


def enumerations(described: object) -> Iterator[Json]:
    """Every schema that takes one code of a closed list."""
    return (each for each in _schemas(described) if "enum" in each)


def districts(described: object) -> Iterator[Json]:
    """Every schema that takes the ONS code of a district."""
    return (each for each in _schemas(described) if each.get("pattern") == ONS_CODE)


def _schemas(described: object) -> Iterator[Json]:
    """Every object in a document, whatever it stands in."""
    if isinstance(described, dict):
        yield described
        for inner in described.values():
            yield from _schemas(inner)
    elif isinstance(described, list):
        for inner in described:
            yield from _schemas(inner)


def operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    """Method, path and description of every operation."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield method, path, operation


def _complete(document: Json, method: str, path: str, operation: Json) -> None:
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path" and parameter["name"].endswith("_id"):
            parameter.setdefault("description", _of_id(parameter["name"]))
    if method != "get":
        parameters = operation.setdefault("parameters", [])
        parameters.append(IDEMPOTENCY_KEY)
        if "{" in path:
            parameters.append(IF_MATCH)
    for status, response in operation["responses"].items():
        headers = {}
        shown = _properties(document, response)
        if status == "201":
            headers["Location"] = LOCATION
            response["links"] = links(document, path, shown)
        version = shown.get("version", {})
        if status[0] == "2" and version.get("type") == "integer":
            headers["ETag"] = ETAG
        if headers:
            response["headers"] = headers
    if method == "get" and "ETag" in operation["responses"].get("200", {}).get("headers", {}):
        operation.setdefault("parameters", []).append(IF_NONE_MATCH)
        operation["responses"]["304"] = NOT_MODIFIED


def _of_id(name: str) -> str:
    """What the id of a path says: the routes say in which path it stands, and that is all."""
    if name == "case_id":
        return "The case: the same id in every service"
    return f"The {name.removesuffix('_id').replace('_', ' ')} that it is about, by its id"


def _properties(document: Json, response: Json) -> Json:
    schema = response.get("content", {}).get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Json = document["components"]["schemas"].get(name, {}).get("properties", {})
    return found
