"""A refusal is said in words: no field of any service answers with a regular expression.

It is made from the OpenAPI documents: whatever a body, a query or a path may hold is sent wrong once.
"""

import re
import uuid

import pytest

from deploy.local.roles import SERVICES
from shared import problems
from shared.web.openapi import operations
from tests.web.test_authority import described, whole

WRONG = "~ no such thing ~"
EXPRESSION = re.compile(r"[\[\]{}^$\\]|[(|)]\?|pattern|regular|regex")
"""Marks that stand in an expression and in nobody's words."""
SAYS_LITTLE = re.compile("has not the form that")
"""Of a shape that has no words of its own."""
MOST_WAYS = 12
"""Members of the widest choice between models."""
FILES = {"application/octet-stream", "application/fhir+json"}


def wrong(schemas, schema, way, within=()):
    """A value of that shape in which everything is wrong; of a choice, the member of that number."""
    if (name := schema.get("$ref")) is not None:
        if name in within:
            return None
        return wrong(schemas, schemas[name.rpartition("/")[2]], way, (*within, name))
    members = [m for key in ("anyOf", "oneOf", "allOf") for m in schema.get(key, ())]
    members = [m for m in members if m.get("type") != "null"]
    if members:
        return wrong(schemas, members[way % len(members)], way, within)
    if "enum" in schema or "const" in schema:  # so that the models of a choice are come to
        return schema.get("const") or schema["enum"][way % len(schema["enum"])]
    if schema.get("type") == "array":
        inner = schema.get("items") or schema.get("prefixItems", [{}])[0]
        return [wrong(schemas, inner, way, within)]
    if "properties" in schema:
        return {
            key: wrong(schemas, inner, way, within) for key, inner in schema["properties"].items()
        }
    return WRONG


def asked(document):
    """Each operation with what it is sent: the path, the query, the body, all of it wrong."""
    schemas = document["components"]["schemas"]
    for method, path, operation in operations(document):
        content = operation.get("requestBody", {}).get("content", {})
        query = {p["name"]: WRONG for p in operation.get("parameters", ()) if p["in"] == "query"}
        body = next((c["schema"] for kind, c in content.items() if kind not in FILES), None)
        before = None
        for way in range(MOST_WAYS if body else 1):
            made = wrong(schemas, body, way) if body else None
            if made != before or not body:
                yield method, re.sub(r"\{\w+\}", WRONG, path), query, made
            before = made
        there = re.sub(r"\{\w+\}", str(uuid.UUID(int=7)), path)
        if body and there != path:
            yield method, there, query, wrong(schemas, body, 0)


def told(answer):
    body = answer.json()
    yield body.get("detail", "")
    yield from (each["detail"] for each in body.get("errors", ()))
    yield from (issue.get("diagnostics", "") for issue in body.get("issue", ()))


@pytest.mark.parametrize("service", SERVICES)
def test_whatever_is_sent_wrong_is_refused_in_words(platform, service, monkeypatch):
    monkeypatch.setattr(problems, "MOST_TOLD", 10_000)
    document = described(platform, service)
    client = platform.client(service, "grant_officer", scope=whole(document))
    said = set()
    for method, path, query, body in asked(document):
        answer = client.request(method, path, params=query, json=body)
        assert answer.status_code < 500, (method, path, answer.text)
        if answer.status_code == 422:
            said.update(told(answer))
    assert [each for each in sorted(said) if EXPRESSION.search(each)] == []
    assert [each for each in sorted(said) if SAYS_LITTLE.search(each)] == []
    assert any("the ONS code of a district" in each for each in said)
