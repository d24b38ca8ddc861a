"""Closed lists over HTTP: a screen shows their words and has no list of its own."""

import inspect
import json
import re
from enum import StrEnum
from pathlib import Path

import pytest
import yaml

from deploy.local.issuer.roles import roles
from deploy.local.roles import SERVICES
from services.grants.domain.facts.checks import CLOSED
from services.register.domain.adverts import domains_of
from services.register.in_force.fitness import rules_on
from shared.contracts import codes
from shared.policies import authorities
from shared.web.openapi import operations
from shared.web.vocabularies import fields
from tests.platform.answers import problem
from tests.platform.known import known_ids
from tests.platform.running import GLOUCESTER
from tests.register.service import NOW
from tests.web.test_authority import body, described, place, whole
from tests.web.test_described import MADE_UP, TEWKESBURY

UNKNOWN = "no_such_code"

SHARED_LISTS = [
    kind for _, kind in inspect.getmembers(codes, inspect.isclass) if issubclass(kind, StrEnum)
]


@pytest.fixture
def officer(platform):
    return platform.client("grants", "grant_officer")


def codes_of(vocabulary):
    return [term["code"] for term in vocabulary["terms"]]


@pytest.mark.parametrize(
    "kind", [k for k in SHARED_LISTS if k.__module__ == codes.__name__], ids=lambda k: k.__name__
)
def test_every_list_that_services_share_is_served_whole(officer, kind):
    served = officer.get("/v1/vocabularies").json()["items"]
    assert list(kind) in [codes_of(v) for v in served]


def test_every_code_has_its_words(officer):
    for vocabulary in officer.get("/v1/vocabularies").json()["items"]:
        assert vocabulary["about"]
        for term in vocabulary["terms"]:
            assert term["label"].strip()
            assert term["meaning"].strip()


def test_the_districts_are_those_that_have_a_policy(officer):
    districts = officer.get("/v1/vocabularies/districts").json()
    assert codes_of(districts) == list(authorities())
    assert "Gloucester City" in {t["label"] for t in districts["terms"]}


def test_a_field_names_its_list(officer):
    document = officer.get("/openapi.json").json()
    assert document["components"]["schemas"]["Purpose"]["x-vocabulary"] == "purposes"


@pytest.mark.parametrize("service", SERVICES)
def test_every_list_that_a_field_names_is_served(platform, service):
    """Also where the field takes text, for the list is data or policies choose from it."""
    client = platform.client(service, "grant_officer")
    served = {v["name"] for v in client.get("/v1/vocabularies").json()["items"]}
    named = set(re.findall(r'"x-vocabulary": ?"(\w+)"', client.get("/openapi.json").text))
    assert named <= served
    assert set(fields(Path(f"services/{service}")).values()) <= named


def test_what_the_register_looks_up_stands_in_its_lists(platform):
    client = platform.client("register", "housing_options")
    policy = rules_on(NOW.date()).policy
    sets = yaml.safe_load(Path("services/register/data/readings.yaml").read_text())["rule_sets"]
    for name, known in (
        ("adaptations", policy.catalogue),
        ("measures", policy.measures),
        ("must_nots", policy.must_nots),
        ("shortcomings", domains_of(policy)),
        ("rule_sets", sets),
    ):
        assert set(codes_of(client.get(f"/v1/vocabularies/{name}").json())) == set(known), name


def test_what_policies_choose_from_stands_in_lists_of_grants(officer):
    """What helps depend on, and the posts for which somebody has a token."""
    posts = {s.partition(":")[2] for s in scopes() if s.startswith("approval:")}
    for name, known in (
        ("assistance_referrers", stated("referred_by")),
        ("destinations", stated("destination")),
        ("assistance_supporters", stated("supported_by")),
        ("deciding_posts", posts),
    ):
        assert set(codes_of(officer.get(f"/v1/vocabularies/{name}").json())) == known, name


def scopes():
    return {scope for role in roles().values() for scope in role.scopes}


def stated(fact):
    """Every code that some help takes for this fact."""
    return {code for (_, known), codes in CLOSED.items() if known == fact for code in codes}


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_serves_them_to_everybody_with_a_token(platform, service):
    everybody = platform.client(service, "forum_analyst")
    assert everybody.get("/v1/vocabularies/purposes").status_code == 200
    problem(platform.client(service).get("/v1/vocabularies"), "unauthenticated", 401)


def test_a_list_that_there_is_not(officer):
    body = problem(officer.get("/v1/vocabularies/colours"), "not-found", 404)
    assert "purposes" in body["detail"]


def coded(schemas, schema, told, at=""):
    """Copies of a body, each with a code that no list has in one place; with the field it is in."""
    if (name := schema.get("$ref", "").rpartition("/")[2]) in schemas:
        yield from coded(schemas, schemas[name], told, at)
    if "x-vocabulary" in schema and not isinstance(told, list | dict):
        yield at, UNKNOWN
    for member in (m for key in ("anyOf", "oneOf", "allOf") for m in schema.get(key, ())):
        yield from coded(schemas, member, told, at)
    if "items" in schema:
        first = told[0] if isinstance(told, list) and told else None
        yield from ((where, [new]) for where, new in coded(schemas, schema["items"], first, at))
    for key, inner in schema.get("properties", {}).items() if isinstance(told, dict) else ():
        place = f"{schema['title']}.{key}"
        for where, new in coded(schemas, inner, told.get(key), place):
            yield where, told | {key: new}


@pytest.mark.parametrize("service", SERVICES)
def test_a_code_that_the_list_has_not_is_refused(platform, service):
    """At each place of each example, and where an example leaves the field out."""
    platform.now = NOW
    document = described(platform, service)
    known = known_ids(platform, service)
    client = platform.client(service, "grant_officer", scope=whole(document))
    answered = {}
    for method, path, operation in operations(document):
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if content is None:
            continue
        told = json.dumps(body(document, operation)).replace(MADE_UP, known["home_id"])
        told = json.loads(told.replace(TEWKESBURY, GLOUCESTER))
        for field, wrong in coded(document["components"]["schemas"], content["schema"], told):
            if field in OPEN:
                continue
            answer = client.request(method, place(path, **known), json=wrong)
            assert not answer.is_success, (path, field)
            answered.setdefault(field, set()).add(answer.status_code)
    unrefused = {field for field, statuses in answered.items() if not statuses & {403, 422}}
    assert unrefused <= LOOKED_UP_LATER


OPEN = {"Works.kind"}
"""The field itself says that another word is taken; the command line's contract leaves it open too."""
LOOKED_UP_LATER = {"Application.waived", "BidOutcome.domains", "WorkReason.kind"}
"""Refused as wrong too, once the case has come so far; of all others one is refused before that.

A post's code is a scope of whoever approves, and nobody has one of no such post.
"""
