"""Where something is made, the document says by links where it can be read, and there it is."""

import json
import re

import pytest

from deploy.local.roles import SERVICES
from shared.web.openapi import operations
from tests.platform.known import known_ids
from tests.platform.running import GLOUCESTER
from tests.register.service import NOW
from tests.web.test_authority import ask, body, described, place, whole
from tests.web.test_described import MADE_UP, TEWKESBURY


def makers(document):
    """Every operation that makes something, with the links of its answer."""
    for method, path, operation in operations(document):
        if "201" in operation["responses"]:
            yield method, path, operation, operation["responses"]["201"]["links"]


def read_from(expression, path, answer):
    """What a link's expression stands for."""
    where, _, name = expression.rpartition("/" if "#" in expression else ".")
    return answer.json()[name] if where.startswith("$response.body") else path[name]


def reached(client, document, link, path, answer):
    """The answer at the address that a link names."""
    addresses = {operation["operationId"]: at for _, at, operation in operations(document)}
    filled = {n: read_from(e, path, answer) for n, e in link["parameters"].items()}
    return client.get(place(addresses[link["operationId"]], **filled))


@pytest.mark.parametrize("service", ["referral", "means_test", "register", "payments"])
def test_every_link_of_what_was_made_is_followed_to_it(platform, service):
    platform.now = NOW
    known = known_ids(platform, service)
    document = described(platform, service)
    client = platform.client(service, "grant_officer", scope=whole(document))
    followed = set()
    for method, at, operation, links in makers(document):
        sent = json.dumps(body(document, operation)).replace(MADE_UP, known["home_id"])
        sent = sent.replace(TEWKESBURY, GLOUCESTER)
        answer = ask(client, method, place(at, **known), json.loads(sent))
        if answer.status_code != 201:
            continue
        for link in links.values():
            found = reached(client, document, link, known, answer)
            assert found.status_code in {200, 404, 409}, (at, link, found.text)
            followed |= {at} if found.is_success else set()
        where = answer.headers["location"].partition("?")[0]
        assert client.get(where).is_success or not links, (at, where)
    assert followed


@pytest.mark.parametrize("service", SERVICES)
def test_every_thing_that_has_an_id_of_its_own_has_its_link(platform, service):
    """An address that ends with the id of what is made at the address before it."""
    document = described(platform, service)
    for _, at, _, links in makers(document):
        own = [
            item["get"]["operationId"]
            for address, item in document["paths"].items()
            if "get" in item and re.fullmatch(re.escape(at) + r"/\{\w+_id\}", address)
        ]
        assert set(own) <= links.keys(), at
