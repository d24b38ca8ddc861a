"""A front-end team generates clients from the six documents; they carry a case to its closure."""

import datetime as dt
import json
import subprocess
from pathlib import Path
from shutil import which

import pytest

from deploy.local.journey.case_file import CaseFile
from deploy.local.journey.check import figures
from deploy.local.journey.journey import Journey
from deploy.local.roles import SERVICES
from tests.clients.generated import Generated, GeneratedClient, python_client

TYPESCRIPT = "openapi-typescript@7.13.0"
AWAY = ("EAI_AGAIN", "ENOTFOUND", "ETIMEDOUT", "ECONNREFUSED")
CASE = Path("tests/journeys/first.json")


@pytest.fixture(scope="module")
def documents(running):
    return {name: running.client(name).get("/openapi.json").json() for name in SERVICES}


@pytest.fixture(scope="module")
def generated(documents, tmp_path_factory):
    folder = tmp_path_factory.mktemp("clients")
    return {
        name: Generated(document, python_client(document, name, folder))
        for name, document in documents.items()
    }


def test_no_schema_has_two_shapes_and_no_name_is_made_of_a_path(documents):
    for document in documents.values():
        for name in document["components"]["schemas"]:
            assert not name.endswith(("-Input", "-Output"))
        for path, item in document["paths"].items():
            for operation in item.values():
                assert path.strip("/").replace("/", "_") not in operation["operationId"]


def test_generated_clients_carry_a_case_from_referral_to_closure(platform, generated):
    platform.now = dt.datetime.now(dt.UTC)
    file = CaseFile.read(CASE)
    with GeneratedClient(platform.address, platform.issuer.mint, "generated") as client:
        client.generated = generated
        journey = Journey(file, client, uprn="100400009901")
        for _ in journey.steps():
            pass
        closed = client.get("grant_officer", "grants", f"/v1/cases/{journey.case_id}")
    assert closed["state"] == "closed"
    assert [f for f in figures(file, journey.determination) if f[1] != f[2]] == []


def test_typescript_types_are_generated_without_a_word(documents, tmp_path):
    if which("npx") is None:
        pytest.skip("left out: npx is not installed")
    for name, document in documents.items():
        described, made = tmp_path / f"{name}.json", tmp_path / f"{name}.ts"
        described.write_text(json.dumps(document))
        command = ["npx", "--yes", TYPESCRIPT, str(described), "-o", str(made)]
        run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
        if any(reason in run.stderr for reason in AWAY):
            pytest.skip("left out: the npm registry cannot be reached")
        assert run.returncode == 0, run.stderr
        assert "warn" not in (run.stdout + run.stderr).lower()
        assert "export interface operations" in made.read_text()
