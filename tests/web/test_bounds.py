"""Nothing that is sent is without an end: texts, lists, keys and numbers of every body and query.

It is made from the OpenAPI documents: a new field is in it by itself.
"""

import re
from copy import deepcopy

import pytest

from deploy.local.roles import SERVICES
from shared.web.openapi import operations
from tests.platform.answers import problem
from tests.web.test_authority import described

OF_ONE_LENGTH = {"date", "date-time", "uuid"}
"""Formats that the service checks, and that leave no room."""
FILES = {"binary"}
"""Whose size the service bounds before it reads them."""
LEAST, MOST = {"minimum", "exclusiveMinimum"}, {"maximum", "exclusiveMaximum"}
KINDS = ("anyOf", "oneOf", "allOf")


def endless(pattern):
    """Whether a text of any length fits the pattern."""
    outside_classes = re.sub(r"\[[^\]]*\]", "", pattern)
    whole = pattern.startswith("^") and pattern.endswith("$")
    return not whole or bool(re.search(r"(?<!\\)[*+]|,\}", outside_classes))


def within_bounds(schema):
    """Whether the schema says by itself how long, how many or how much at most."""
    match schema.get("type"):
        case "string":
            short = "maxLength" in schema or schema.get("format") in OF_ONE_LENGTH | FILES
            return short or not endless(schema.get("pattern", ""))
        case "array":
            return "maxItems" in schema
        case "integer" | "number":
            return bool(LEAST & schema.keys() and MOST & schema.keys())
        case "object" if "properties" not in schema:
            codes = "enum" in schema.get("propertyNames", {})
            return codes or "maxProperties" in schema
    return any(key in schema for key in ("type", *KINDS))


def unbounded(document, schema, at, seen):
    """Where something may go on without end; each model is looked through once."""
    if (name := schema.get("$ref", "").rpartition("/")[2]) in seen:
        return
    if name:
        seen.add(name)
        schema, at = document["components"]["schemas"][name], name
    if "enum" in schema or "const" in schema:
        return
    if not within_bounds(with_names(document, schema)):
        yield at
    for inside, where in parts(schema, at):
        yield from unbounded(document, inside, where, seen)


def with_names(document, schema):
    """The schema with what its keys may be, where a model says it."""
    name = schema.get("propertyNames", {}).get("$ref", "").rpartition("/")[2]
    return {**schema, "propertyNames": document["components"]["schemas"][name]} if name else schema


def parts(schema, at):
    """What the schema is made of."""
    for kind in KINDS:
        yield from ((each, at) for each in schema.get(kind, ()))
    for name, field in schema.get("properties", {}).items():
        yield field, f"{at}.{name}"
    for each in (schema.get("items"), *schema.get("prefixItems", ())):
        if each:
            yield each, f"{at}[]"
    if isinstance(values := schema.get("additionalProperties"), dict):
        yield values, f"{at}{{}}"
        yield {"type": "string", **schema.get("propertyNames", {})}, f"{at} keys"


def faults(document):
    seen = set()
    for method, path, operation in operations(document):
        sent = [
            (f"{method} {path} {p['name']}", p["schema"]) for p in operation.get("parameters", ())
        ]
        bodies = operation.get("requestBody", {}).get("content", {}).values()
        sent += [(f"{method} {path}", body["schema"]) for body in bodies]
        for at, schema in sent:
            yield from unbounded(document, schema, at, seen)


@pytest.mark.parametrize("service", SERVICES)
def test_all_that_is_sent_has_a_bound(platform, service):
    assert list(faults(described(platform, service))) == []


def test_what_has_none_is_found(platform):
    document = deepcopy(described(platform, "grants"))
    schemas = document["components"]["schemas"]
    del schemas["Application"]["properties"]["works"]["maxItems"]
    del schemas["Application"]["properties"]["authority"]["maxLength"]
    schemas["Estimate"]["properties"]["amount"]["pattern"] = r"^\d+$"
    del schemas["Applicant"]["properties"]["age"]["maximum"]
    schemas["Dwelling"]["properties"]["rooms"] = {
        "type": "object",
        "additionalProperties": {"type": "boolean"},
    }
    assert set(faults(document)) == {
        *("Application.works", "Application.authority", "Estimate.amount", "Applicant.age"),
        *("Dwelling.rooms", "Dwelling.rooms keys"),
    }


def test_a_code_has_the_digits_that_its_pattern_means(platform):
    officer = platform.client("grants", "grant_officer")
    answer = officer.get("/v1/cases", params={"district": "E0700008١"})
    problem(answer, "invalid-input", 422, "/district")


@pytest.mark.parametrize("pattern", ["^a+$", "^[0-9]*$", "^x{2,}$", "a{3}", r"^\s*[0-9]{1,9}$"])
def test_a_pattern_without_an_end_is_no_bound(pattern):
    assert endless(pattern)


def test_a_pattern_with_an_end_is_one():
    assert not endless(r"^-?\d{1,9}(\.\d{1,2})?$")
    assert not endless("^[A-Za-z0-9._:/#?=&%+-]{1,500}$")
