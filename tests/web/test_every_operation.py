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


def test_nothing_is_without_a_type(document):
    """Each value says what it is; each object has fields, or says of what it is a table."""
    untyped = {path for path, each in described_in(document) if not typed(each)}
    assert untyped <= OF_ANY_SHAPE.keys()


def test_every_field_that_is_called_by_its_day_is_a_date(document):
    undated = {
        f"{path}/{name}"
        for path, each in described_in(document)
        for name, field in each.get("properties", {}).items()
        if name.endswith("_on") and '"format": "date"' not in json.dumps(field)
    }
    assert undated <= NO_DAY


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
}
"""Where a schema elsewhere says what there is, and why it is not repeated."""


NO_DAY = {
    "/Classified/spent_on",
    "/InvoiceLine/spent_on",
    "/MonthlyReturn/passed_on",
    "/OutcomesView/not_gone_on",
    "/OutcomesView/went_on",
    "/Spending/spent_on",
    "/SpendingView/spent_on",
}
"""Fields that end so in plain words: what money went on, and who it was passed on to."""
SAYS = {"type", "$ref", "anyOf", "oneOf", "allOf", "const", "enum"}
"""What says of a value what it is."""


def described_in(document):
    """Every schema of a document, by where it stands."""
    yield from named_in(document["components"]["schemas"], "")
    for path, item in document["paths"].items():
        yield from sought(item, path)


def sought(described, path):
    """Every schema of an operation's parameters, body and answers."""
    inner = described.items() if isinstance(described, dict) else ()
    for key, each in enumerate(described) if isinstance(described, list) else inner:
        if key == "schema":
            yield from schemas_in(each, f"{path}/{key}")
        elif key not in {"examples", "example", "default"}:
            yield from sought(each, f"{path}/{key}")


def schemas_in(schema, path):
    """A schema and each within it."""
    if not isinstance(schema, dict):
        return
    yield path, schema
    yield from named_in(schema.get("properties", {}), f"{path}/properties")
    for key in ("items", "additionalProperties"):
        yield from schemas_in(schema.get(key), f"{path}/{key}")
    for key in ("anyOf", "oneOf", "allOf", "prefixItems"):
        for n, inner in enumerate(schema.get(key, ())):
            yield from schemas_in(inner, f"{path}/{key}/{n}")


def named_in(schemas, path):
    """Each schema that has a name, and each within it."""
    for name, each in schemas.items():
        yield from schemas_in(each, f"{path}/{name}")


def typed(schema):
    more = schema.get("additionalProperties")
    if schema.get("type") == "object":
        return "properties" in schema or (isinstance(more, dict) and bool(more))
    return not SAYS.isdisjoint(schema)
