"""A front-end can be built from the documents alone: every field says what it is for, every body has
an example that the service takes, and every closed list of codes has its words.
"""

import json
from copy import deepcopy

import pytest

from deploy.local.roles import SERVICES
from shared.web.openapi import enumerations, operations
from tests.register.service import NOW, enter
from tests.web.test_authority import place, whole

TEWKESBURY = "E07000083"
MADE_UP = "7b1c7a0e-2f0e-4c55-8f2f-6f0f0c1d3a52"
"""The home that examples name. Where they are sent there is one."""
FILES = {
    "/v1/loads": {"district": TEWKESBURY, "provider_id": "severn-homes"},
    "/v1/fhir/ServiceRequest": {"district": TEWKESBURY, "source": "hospital"},
    "/v1/sheets": {"district": TEWKESBURY, "source": "hospital", "organisation": "A Trust"},
    "/v1/take-overs": {"district": TEWKESBURY, "organisation": "A Council"},
    "/v1/cases/{case_id}/documents": {"shows": "proof_of_tenancy", "name": "rent.txt"},
    "/v1/accounts/{case_id}/invoices/{invoice_id}/documents": {
        "shows": "invoice",
        "name": "invoice.txt",
    },
}
"""Whose homes a provider's file lists, whose referrals a sheet, what a document shows."""
ELSEWHERE_AT_FAULT = {403, 404, 409}
"""What is made up is out of reach, not there, or not in a state for it."""


@pytest.fixture(params=SERVICES)
def service(request):
    return request.param


@pytest.fixture
def document(platform, service):
    return platform.client(service).get("/openapi.json").json()


def without_description(document):
    """Fields of which nothing is said."""
    return [
        f"{name}.{field}"
        for name, schema in document["components"]["schemas"].items()
        for field, described in schema.get("properties", {}).items()
        if not described.get("description", "").strip()
    ]


def unexplained(document):
    """Parameters of path, query and header of which nothing is said."""
    return [
        f"{method} {path} {parameter['name']}"
        for method, path, operation in operations(document)
        for parameter in operation.get("parameters", [])
        if not parameter.get("description", "").strip()
    ]


def without_list(document, served):
    """Lists of codes of which no vocabulary has the words."""
    return [
        each["enum"] for each in enumerations(document) if each.get("x-vocabulary") not in served
    ]


def bodies(document):
    """Every operation that takes a body, with the body's type and its examples."""
    for method, path, operation in operations(document):
        for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
            name = content["schema"].get("$ref", "").rpartition("/")[2]
            schema = document["components"]["schemas"].get(name, content["schema"])
            yield method, path, media_type, schema.get("examples", [])


def without_example(document):
    """Bodies of which there is no example."""
    return [f"{method} {path}" for method, path, _, examples in bodies(document) if not examples]


def test_every_field_says_what_it_is_for(document):
    assert without_description(document) == []


def test_every_parameter_says_what_it_is_for(document):
    assert unexplained(document) == []


def test_every_list_of_codes_has_its_words(platform, service, document):
    served = platform.client(service, "grant_officer").get("/v1/vocabularies").json()["items"]
    assert without_list(document, {vocabulary["name"] for vocabulary in served}) == []


def test_every_body_has_an_example(document):
    assert without_example(document) == []


def test_every_example_is_taken_as_a_body(apart, service, document):
    """The cases that it is about are made up: that they are not there is no fault of the body."""
    apart.now = NOW
    client = apart.client(service, "grant_officer", scope=whole(document))
    there = enter(client, district=TEWKESBURY) if service == "register" else MADE_UP
    for method, path, media_type, examples in bodies(document):
        for example in examples:
            told = example if isinstance(example, str) else json.dumps(example)
            answer = client.request(
                method,
                place(path),
                content=told.replace(MADE_UP, there),
                headers={"content-type": media_type},
                params=FILES.get(path),
            )
            taken = answer.is_success or answer.status_code in ELSEWHERE_AT_FAULT
            assert taken, (method, path, answer.text)


def test_what_is_missing_is_found(platform):
    whole_one = platform.client("grants").get("/openapi.json").json()
    document = deepcopy(whole_one)
    schemas = document["components"]["schemas"]
    del schemas["Award"]["properties"]["amount"]["description"]
    del schemas["CostEstimate"]["examples"]
    del schemas["Purpose"]["x-vocabulary"]
    every = {each.get("x-vocabulary") for each in enumerations(whole_one)}
    assert without_description(document) == ["Award.amount"]
    assert without_example(document) == ["post /v1/cases/{case_id}/cost-estimate"]
    assert without_list(document, every) == [schemas["Purpose"]["enum"]]
    parameters = document["paths"]["/v1/cases/{case_id}"]["get"]["parameters"]
    del parameters[0]["description"]
    assert unexplained(document) == ["get /v1/cases/{case_id} case_id"]
