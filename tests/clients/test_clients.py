"""A front-end team generates clients from the six documents; they carry a case to its closure."""

import datetime as dt
from pathlib import Path

import pytest

from deploy.local.journey.case_file import CaseFile
from deploy.local.journey.check import figures
from deploy.local.journey.journey import Journey
from deploy.local.roles import SERVICES
from tests.clients.generated import Generated, GeneratedClient, python_client
from tests.clients.typed import compiled, types
from tests.needs import leave_out, require_programs

pytestmark = pytest.mark.xdist_group("clients")
AWAY = ("EAI_AGAIN", "ENOTFOUND", "ETIMEDOUT", "ECONNREFUSED")
CASE = Path("tests/journeys/first.json")


@pytest.fixture(scope="module")
def documents(running):
    return {name: running.client(name).get("/openapi.json").json() for name in SERVICES}


@pytest.fixture(scope="module")
def generated(documents, tmp_path_factory):
    folder = tmp_path_factory.mktemp("clients")
    return {
        name: Generated(name, document, python_client(document, name, folder))
        for name, document in documents.items()
    }


def test_no_schema_has_two_shapes_and_no_name_is_made_of_a_path(documents):
    for document in documents.values():
        for name in document["components"]["schemas"]:
            assert not name.endswith(("-Input", "-Output"))
        for path, item in document["paths"].items():
            for operation in item.values():
                assert path.strip("/").replace("/", "_") not in operation["operationId"]


@pytest.fixture(scope="module")
def carried(running, generated):
    """A case that the generated clients carried from referral to closure."""
    running.now = dt.datetime.now(dt.UTC)
    file = CaseFile.read(CASE)
    with GeneratedClient(running.address, running.issuer.mint, "generated") as client:
        client.generated = generated
        journey = Journey(file, client, uprn="100400009901")
        for _ in journey.steps():
            pass
        closed = client.get("grant_officer", "grants", f"/v1/cases/{journey.case_id}")
    return file, journey, closed


def test_generated_clients_carry_a_case_from_referral_to_closure(carried):
    file, journey, closed = carried
    assert closed["state"] == "closed"
    assert [f for f in figures(file, journey.determination) if f[1] != f[2]] == []


@pytest.fixture(scope="module")
def typescript(documents, tmp_path_factory):
    """A folder with the types of all services, and what the generator said of them."""
    require_programs("npx")
    folder = tmp_path_factory.mktemp("typescript")
    said = types(documents, folder)
    if any(reason in said for reason in AWAY):
        leave_out("the npm registry cannot be reached")
    return folder, said


def test_typescript_types_are_generated_without_a_word(typescript):
    folder, said = typescript
    assert said == ""
    for name in SERVICES:
        assert "export interface operations" in (folder / f"{name}.ts").read_text()


def test_a_case_from_referral_to_closure_is_of_these_types(typescript, carried, generated):
    folder, _ = typescript
    made = [call for service in generated.values() for call in service.made]
    assert {"receive", "decide", "close"} <= {call.operation for call in made}
    said = compiled(made, SERVICES, folder)
    if any(reason in said for reason in AWAY):
        leave_out("the npm registry cannot be reached")
    assert said == ""
