"""What holds of every operation alike, made from the OpenAPI documents: a new one is in it by itself."""

import json
import re

import pytest

from deploy.local.roles import SERVICES
from shared.web.openapi import districts
from tests.web.test_authority import body, described, every, place, whole

NOBODYS = "E07000999"
"""Has the shape of an ONS code, and no policy."""


@pytest.fixture(params=SERVICES)
def document(platform, request):
    return described(platform, request.param)


@pytest.fixture
def client(platform, document):
    service = next(s for s in SERVICES if described(platform, s) is document)
    return platform.client(service, "grant_officer", scope=whole(document))


def parameters(operation, *names):
    """Those of its query or path that have one of these names."""
    found = operation.get("parameters", ())
    return [p["name"] for p in found if p["in"] in {"query", "path"} and p["name"] in names]


def test_a_query_parameter_that_it_does_not_know_is_refused(document, client):
    for method, path, operation, _ in every(document):
        answer = client.request(
            method, place(path), params={"distirct": "x"}, json=body(document, operation)
        )
        assert answer.status_code == 422, (method, path, answer.text)
        assert "distirct" in answer.text, (method, path)


def test_a_district_that_decides_no_cases_here_is_refused_where_one_is_asked_for(document, client):
    for method, path, operation, _ in every(document):
        for name in parameters(operation, "district", "home_district"):
            asked = {} if f"{{{name}}}" in path else {name: NOBODYS}
            answer = client.request(method, place(path, **{name: NOBODYS}), params=asked)
            assert answer.status_code == 422, (method, path, answer.text)
            assert "vocabularies/districts" in answer.text, (method, path)


def test_a_body_of_another_kind_is_refused(document, client):
    for method, path, operation, _ in every(document):
        if "application/json" in operation.get("requestBody", {}).get("content", {}):
            answer = client.request(
                method, place(path), content="{}", headers={"content-type": "text/plain"}
            )
            assert answer.status_code == 415, (method, path, answer.text)


def test_head_tells_what_get_would_and_no_answer_is_kept_on_the_way(document, client):
    for method, path, _, _ in every(document):
        if method == "get":
            shown, told = client.get(place(path)), client.head(place(path))
            assert (told.status_code, told.content) == (shown.status_code, b""), path
            assert shown.headers["cache-control"] == "no-store", path


def test_whatever_makes_something_says_where_it_can_be_read(document):
    for method, path, operation, _ in every(document):
        if made := operation["responses"].get("201"):
            assert made["headers"]["Location"]["schema"]["format"] == "uri-reference", path
            assert method == "post", path


def test_every_command_can_be_repeated_and_says_so(document):
    for method, path, operation, _ in every(document):
        headers = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "header"}
        assert ("Idempotency-Key" in headers) is (method != "get"), path
        assert ("If-Match" in headers) is (method != "get" and "{" in path), path


def test_an_operation_is_called_what_its_function_is(platform, document):
    """A generated client calls it so: no path, no method and no other operation is in the name."""
    names = [operation["operationId"] for _, _, operation, _ in every(document)]
    assert len(names) == len(set(names))
    assert all(name.isidentifier() and "v1" not in name for name in names)


def test_no_object_is_without_a_type(document):
    """Each has fields, or says of what it is a table."""
    untyped = {
        path
        for path, each in objects({**document["components"]["schemas"], "paths": document["paths"]})
        if not typed(each)
    }
    assert untyped <= OF_ANY_SHAPE.keys()


def test_every_field_that_takes_a_district_names_its_list(document):
    """Found by its pattern in the whole document, and by its name in what is sent."""
    found = list(districts(document))
    assert found
    assert all(each["x-vocabulary"] == "districts" for each in found)
    schemas = document["components"]["schemas"]
    without = {
        f"{name}.{field}"
        for name in sent(document)
        for field, each in schemas[name].get("properties", {}).items()
        if NAMES_A_DISTRICT.search(field) and '"districts"' not in json.dumps(each)
    }
    assert without <= NO_DISTRICT.keys()


def sent(document):
    """The names of the schemas that bodies are made of."""
    schemas = document["components"]["schemas"]
    bodies = [operation.get("requestBody", {}) for _, _, operation, _ in every(document)]
    found, waiting = set(), named(bodies)
    while waiting:
        found |= waiting
        waiting = named([schemas[name] for name in waiting]) - found
    return found


def named(described):
    """The schemas that something refers to."""
    return set(re.findall(r"#/components/schemas/(\w+)", json.dumps(described)))


NAMES_A_DISTRICT = re.compile(r"(^|_)(district|authority)$|^(districts|authorities)$")
NO_DISTRICT = {
    "Dwelling.authority": "the area of a home elsewhere, of which there may be no policy here",
    "WriteOff.authority": "by which power a debt is given up, in words",
}
"""Fields that are called so and take no district of the list, and why."""


OF_ANY_SHAPE = {
    "/EntryView/properties/data": "the contract of the event's type has it (asyncapi.yaml)",
    "/SharedEvent/properties/data": "the same, with the fields of the agreement",
    "/RegisterItems/properties/items/items": "HM Land Registry's own schema has it",
    "/Unread/properties/problem": "the problem that the application would be answered with",
}
"""Where a schema elsewhere says what there is, and why it is not repeated."""


def objects(described, path=""):
    """Every schema that says it is an object, by where it stands."""
    if isinstance(described, dict):
        if described.get("type") == "object":
            yield path, described
        for key, inner in described.items():
            if key not in {"examples", "example", "default"}:
                yield from objects(inner, f"{path}/{key}")
    elif isinstance(described, list):
        for n, inner in enumerate(described):
            yield from objects(inner, f"{path}/{n}")


def typed(schema):
    more = schema.get("additionalProperties")
    return "properties" in schema or (isinstance(more, dict) and bool(more))
