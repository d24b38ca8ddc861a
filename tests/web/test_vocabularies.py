"""Closed lists over HTTP: a screen shows their words and has no list of its own."""

import inspect
from enum import StrEnum

import pytest

from deploy.local.roles import SERVICES
from shared.contracts import codes
from shared.policies import authorities
from tests.platform.answers import problem

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
def test_every_service_serves_them_to_everybody_with_a_token(platform, service):
    everybody = platform.client(service, "forum_analyst")
    assert everybody.get("/v1/vocabularies/purposes").status_code == 200
    problem(platform.client(service).get("/v1/vocabularies"), "unauthenticated", 401)


def test_a_list_that_there_is_not(officer):
    body = problem(officer.get("/v1/vocabularies/colours"), "not-found", 404)
    assert "purposes" in body["detail"]
