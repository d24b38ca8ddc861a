"""The authority matrix: every operation, every role, every reach, every fault of a token.

It is made from the OpenAPI documents and the table of roles: a new operation is in it by itself.
"""

import datetime as dt
import re
import uuid
from functools import cache
from pathlib import Path

import pytest
import yaml

from deploy.local.issuer import DevelopmentIssuer
from deploy.local.roles import SERVICES
from shared.web.openapi import operations
from shared.web.tokens import BOUND_TO
from tests.platform.known import known_case
from tests.platform.running import GLOUCESTER, STROUD

ROLES = yaml.safe_load(Path("deploy/local/roles.yaml").read_text(encoding="utf-8"))["roles"]
DAY = dt.timedelta(days=1)
"""Longer than any run of the tests, at whose start the module is read."""
FAULTS = {
    "expired": {"exp": dt.datetime.now(dt.UTC) - DAY},
    "not yet valid": {"nbf": dt.datetime.now(dt.UTC) + DAY},
    "for another audience": {"aud": "another"},
    "of another issuer": {"iss": "https://elsewhere.example"},
    "of nobody": {"sub": ""},
}


@cache
def described(platform, service):
    return platform.client(service).get("/openapi.json").json()


def every(document):
    """Each operation with the scopes that open it."""
    for method, path, operation in operations(document):
        [requirement] = operation["security"]
        [scopes] = requirement.values()
        yield method, path, operation, frozenset(scopes)


def whole(document):
    """Every scope that is not for one case or provider alone."""
    return " ".join({s for *_, scopes in every(document) for s in scopes} - BOUND_TO.keys())


def place(path, **ids):
    """The path with ids of things that there are, and of nothing else."""
    there = {"district": GLOUCESTER} | ids
    return re.sub(r"\{(\w+)\}", lambda m: str(there.get(m[1], uuid.uuid4())), path)


def body(document, operation):
    """The example that the document gives; else an empty one."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return None
    name = content["schema"].get("$ref", "").rpartition("/")[2]
    examples = document["components"]["schemas"].get(name, {}).get("examples", [{}])
    return examples[0]


def ask(client, method, path, sent, **headers):
    return client.request(method, path, json=sent, headers=headers)


def turned_away(answer):
    """Whether the token lacks the operation's scopes, and not that of a post that the body names."""
    if answer.status_code != 403:
        return False
    return "scope-missing" in answer.text and "approval:" not in answer.text


@pytest.fixture(scope="module")
def case(running):
    """A case of Gloucester that every service knows."""
    return known_case(running)


@pytest.mark.parametrize("service", SERVICES)
def test_a_role_is_let_in_where_its_scopes_say_and_nowhere_else(apart, service):
    document = described(apart, service)
    for role, allowed in ROLES.items():
        client = apart.client(service, role)
        for method, path, operation, scopes in every(document):
            answer = ask(client, method, place(path), body(document, operation))
            let_in = not scopes or bool(scopes & set(allowed["scopes"]))
            assert turned_away(answer) is not let_in, (role, method, path)
            assert answer.status_code < 500, (role, method, path, answer.text)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("service", SERVICES)
def test_no_operation_takes_a_token_that_does_not_hold(platform, service, fault):
    document = described(platform, service)
    for role in ("grant_officer", "finance", "housing_options"):
        client = platform.client(service, role, **FAULTS[fault])
        for method, path, operation, _ in every(document):
            answer = ask(client, method, place(path), body(document, operation))
            assert answer.status_code == 401, (method, path)


@pytest.mark.parametrize("service", SERVICES)
def test_no_operation_is_open_without_a_token_or_with_one_of_our_own_making(platform, service):
    document = described(platform, service)
    impostor = DevelopmentIssuer.in_memory(platform.issuer.address).mint("grant_officer")
    client = platform.client(service)
    for method, path, operation, _ in every(document):
        sent = body(document, operation)
        assert ask(client, method, place(path), sent).status_code == 401, (method, path)
        forged = ask(client, method, place(path), sent, authorization=f"Bearer {impostor}")
        assert forged.status_code == 401, (method, path)


@pytest.mark.parametrize("reach", [[STROUD], []], ids=["another district", "no district"])
@pytest.mark.parametrize("service", SERVICES)
def test_a_case_out_of_reach_is_neither_shown_nor_changed(platform, case, service, reach):
    """Whatever the scopes: the case looks as if it were not there."""
    document = described(platform, service)
    scopes = whole(document)
    within = platform.client(service, "grant_officer", scope=scopes)
    outside = platform.client(
        service, "grant_officer", scope=scopes, dfg_read=reach, dfg_write=reach
    )
    shown = 0
    for method, path, operation, _ in every(document):
        if "{case_id}" not in path:
            continue
        at = place(path, case_id=case)
        answer = ask(outside, method, at, body(document, operation))
        assert not answer.is_success, (method, path, answer.text)
        assert answer.status_code < 500, (method, path, answer.text)
        if method == "get":
            shown += ask(within, method, at, None).is_success
            assert case not in answer.text
    if service != "payments":
        assert shown, "nothing was shown to anybody: the matrix proves nothing"


@pytest.mark.parametrize("service", SERVICES)
def test_what_may_be_read_may_not_be_changed_for_that(platform, case, service):
    """A reach that reads the district and writes none changes nothing."""
    document = described(platform, service)
    scopes = whole(document)
    reader = platform.client(service, "grant_officer", scope=scopes, dfg_write=[])
    for method, path, operation, _ in every(document):
        if method == "get" or "{case_id}" not in path:
            continue
        answer = ask(reader, method, place(path, case_id=case), body(document, operation))
        assert not answer.is_success, (method, path, answer.text)
