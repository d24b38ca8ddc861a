"""The log says what a person on call needs, and nothing personal."""

import json
import time
import tomllib
import uuid
from contextlib import closing
from http.client import HTTPConnection

import httpx
import pytest
from pydantic import SecretStr

from deploy.local.roles import DEVELOPMENT_PASSWORD
from deploy.local.stack import Stack
from shared.settings import Settings
from shared.version import VERSION
from tests.deploy.stack import ROOT
from tests.platform.running import until
from tests.referral.enquiries import enquiry

MARKER = "Quillfeather"
NOBODY = uuid.UUID(int=1)
HTTPX_KEEPS_SECONDS = 5
"""How long httpx, by itself, sends over a connection that was idle."""


class WithSecrets(Settings):
    """Settings as they may come to be."""

    hidden: SecretStr
    absent: SecretStr = SecretStr("")


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    stack = Stack(tmp_path_factory.mktemp("logs"), first_port=None, services=("referral",))
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()


@pytest.fixture(scope="module")
def http():
    with httpx.Client(timeout=30) as client:
        yield client


@pytest.fixture
def ask(stack, http):
    """Send a request in a role; the answer, and the line that the log has of it."""

    def send(method, path, role=None, **request):
        token = {"authorization": f"Bearer {stack.issuer.mint(role)}"} if role else {}
        answer = http.request(method, stack.address("referral") + path, headers=token, **request)
        trace_id = answer.headers["traceresponse"].split("-")[1]
        until(lambda: _of_trace(stack, trace_id))
        return answer, _of_trace(stack, trace_id)[0]

    return send


def lines(stack, event):
    text = (stack.directory / "logs/referral.log").read_text()
    return [line for line in map(json.loads, text.splitlines()) if line["event"] == event]


def _of_trace(stack, trace_id):
    return [line for line in lines(stack, "request") if line["trace_id"] == trace_id]


def test_a_start_says_version_and_settings_and_no_password(stack):
    [start] = lines(stack, "starting")
    assert start["version"] == VERSION
    assert start["settings"]["bus"] == "postgres"
    assert start["settings"]["database_url"] == f"postgresql://127.0.0.1:{stack.postgres.port}/dfg"
    assert start["settings"]["first_day"] == "1900-01-01"
    assert DEVELOPMENT_PASSWORD not in json.dumps(start)


def test_an_idle_connection_is_kept_longer_than_callers_use_it(stack):
    address = stack.address("referral").removeprefix("http://")
    with closing(HTTPConnection(address)) as connection:
        connection.request("GET", "/health/live")
        assert connection.getresponse().read()
        opened = connection.sock
        time.sleep(HTTPX_KEEPS_SECONDS + 1)
        connection.request("GET", "/health/live")
        assert connection.getresponse().status == 200
        assert connection.sock is opened


def test_the_version_is_the_project_s():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    assert f"## {VERSION}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_no_setting_tells_a_secret():
    texts = [n for n, field in Settings.model_fields.items() if field.annotation is str]
    planted = dict.fromkeys(texts, f"scheme://user:{MARKER}@host/path?password={MARKER}")
    told = WithSecrets.model_construct(**planted, hidden=SecretStr(MARKER)).told()
    assert set(texts) | {"hidden", "absent"} <= set(told)
    assert MARKER not in str(told)
    assert (told["hidden"], told["absent"]) == ("set", "")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_that_is_a_secret_has_a_type_that_says_so(name):
    says_so = {"secret", "password", "token", "key"} & set(name.split("_"))
    assert not says_so or "SecretStr" in str(Settings.model_fields[name].annotation)


def test_a_command_is_one_line(ask):
    answer, line = ask("POST", "/v1/referrals", "occupational_therapist", json=enquiry())
    assert (line["method"], line["route"], line["status"]) == ("POST", "/v1/referrals", 201)
    assert line["role"] == "occupational_therapist"
    assert line["case"] == answer.json()["case_id"]
    assert 0 < line["ms"] < 10_000


def test_a_question_about_a_case_names_it(ask):
    case_id = ask("POST", "/v1/referrals", "occupational_therapist", json=enquiry())[1]["case"]
    _, line = ask("GET", f"/v1/referrals/{case_id}", "occupational_therapist")
    assert (line["route"], line["case"]) == ("/v1/referrals/{case_id}", case_id)


def test_who_may_not_is_told_by_role_and_who_has_no_token_has_none(ask):
    assert ask("POST", "/v1/referrals", "finance", json=enquiry())[1]["role"] == "finance"
    _, line = ask("POST", "/v1/referrals", json=enquiry())
    assert (line["status"], "role" in line) == (401, False)


@pytest.mark.parametrize(
    "method, path",
    [
        ("GET", f"/v1/{MARKER}"),
        ("GET", f"/v1/referrals/{MARKER}"),
        ("GET", f"/v1/referrals/{NOBODY}?name={MARKER}"),
        ("POST", f"/v1/referrals/{NOBODY}/{MARKER}"),
        ("DELETE", f"/v1/referrals?{MARKER}"),
    ],
)
def test_what_stands_in_an_address_does_not_reach_the_log(ask, stack, method, path):
    _, line = ask(method, path, "occupational_therapist")
    assert line["status"] >= 400
    assert MARKER not in (stack.directory / "logs/referral.log").read_text()


def test_what_stands_in_a_body_does_not_reach_the_log(ask, stack):
    for body in (enquiry(person__name=MARKER), enquiry(source=MARKER)):
        ask("POST", "/v1/referrals", "occupational_therapist", json=body)
    assert MARKER not in (stack.directory / "logs/referral.log").read_text()


def test_health_checks_and_scrapes_have_no_line(stack, http):
    for path in ("/health/live", "/health/ready", "/metrics"):
        assert http.get(stack.address("referral") + path).is_success
    assert not [
        line for line in lines(stack, "request") if "v1" not in str(line.get("route", "v1"))
    ]


def test_a_redirect_never_trusts_the_host(stack, http):
    answer = http.get(
        f"{stack.address('referral')}/v1/referrals/", headers={"host": "evil.example"}
    )
    assert answer.status_code == 404
    assert "location" not in answer.headers


def test_an_end_is_said(tmp_path):
    stack = Stack(tmp_path, first_port=None, services=("referral",))
    stack.start()
    stack.stop()
    assert lines(stack, "stopped")
