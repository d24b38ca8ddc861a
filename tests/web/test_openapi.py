"""What front-ends are built on: each service's OpenAPI document."""

import re

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from deploy.local.roles import SERVICES

COMMANDS = {"post", "put", "patch", "delete"}


@pytest.fixture(params=SERVICES)
def document(request, platform):
    return platform.client(request.param).get("/openapi.json").json()


def operations(document):
    return [
        (method, path, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
    ]


def test_it_is_openapi_3_1_by_the_published_schema(document):
    assert document["openapi"].startswith("3.1.")
    validate(document, cls=OpenAPIV31SpecValidator)


def test_every_operation_says_which_token_opens_it_and_which_problems_it_answers_with(document):
    assert operations(document)
    for method, path, operation in operations(document):
        [requirement] = operation["security"]
        [(scheme, scopes)] = requirement.items()
        assert document["components"]["securitySchemes"][scheme]["scheme"] == "bearer"
        assert scopes or path.startswith("/v1/vocabularies"), path
        for status in ("4XX", "5XX"):
            [(media_type, content)] = operation["responses"][status]["content"].items()
            if path.startswith("/v1/fhir/"):
                assert media_type == "application/fhir+json"
                assert content["schema"]["title"] == f"OperationOutcome{status}"
                continue
            assert media_type == "application/problem+json"
            assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
        assert "422" not in operation["responses"]
        assert "summary" in operation
        assert method in COMMANDS or method == "get"


FHIR_NAMES = {"resourceType", "businessStatus", "authoredOn"}
"""Keys that a standard names."""


def test_every_path_is_versioned_and_every_key_is_snake_case(document):
    for _, path, _ in operations(document):
        assert path.startswith("/v1/")
    for schema in document["components"]["schemas"].values():
        for key in schema.get("properties", {}):
            assert key == key.lower() or key in FHIR_NAMES
            assert "-" not in key


def test_the_pages_of_the_documentation_are_there(platform):
    for service in SERVICES:
        assert platform.client(service).get("/docs").status_code == 200


@pytest.mark.parametrize("page", ["/docs", "/redoc"])
def test_the_pages_of_the_documentation_need_no_network(platform, page):
    client = platform.client("grants")
    shown = client.get(page).text
    loaded = re.findall(r"""(?:src|href)=["']([^"']+)["']""", shown)
    assert loaded
    for address in loaded:
        assert not re.match(r"\w+:|//", address), address
        assert client.get(address).status_code == 200, address
