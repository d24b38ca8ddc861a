"""Where something is made, the document says by links where it can be read, and there it is."""

import json
import re
from urllib.parse import unquote

import pytest

from deploy.local.roles import SERVICES
from shared.web.openapi import operations
from tests.platform.known import known_ids
from tests.platform.running import GLOUCESTER
from tests.register.service import NOW
from tests.web.test_authority import body, described, place, whole
from tests.web.test_described import FILES, MADE_UP, TEWKESBURY


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


def sent(client, document, known, maker):
    """The answer to an operation's example, about what is known here."""
    method, at, operation, _ = maker
    asked = operation.get("requestBody", {"content": {"application/json": {"schema": {}}}})
    [(kind, content)] = asked["content"].items()
    name = content["schema"].get("$ref", "").rpartition("/")[2]
    schema = document["components"]["schemas"].get(name, content["schema"])
    [example, *_] = schema.get("examples", [""])
    told = example if isinstance(example, str) else json.dumps(example)
    return client.request(
        method,
        place(at, **known),
        content=told.replace(MADE_UP, known["home_id"]).replace(TEWKESBURY, GLOUCESTER),
        headers={"content-type": kind},
        params={n: v.replace(TEWKESBURY, GLOUCESTER) for n, v in FILES.get(at, {}).items()},
    )


def shows(where, found, made):
    """Whether an address and its answer tell what was made: its id, else all that is said of it."""
    told = unquote(where) + found.text
    if "id" in made:
        return made["id"] in told
    return all(text in told for text in texts(made))


def texts(made):
    """Every text in what was made."""
    if isinstance(made, str):
        yield made
    for inner in (
        made.values() if isinstance(made, dict) else made if isinstance(made, list) else ()
    ):
        yield from texts(inner)


@pytest.mark.parametrize("service", SERVICES)
def test_every_link_of_what_was_made_is_followed_to_it(apart, service):
    apart.now = NOW
    known = known_ids(apart, service)
    document = described(apart, service)
    client = apart.client(service, "grant_officer", scope=whole(document))
    made = set()
    for maker in makers(document):
        _, at, _, links = maker
        answer = sent(client, document, known, maker)
        if answer.status_code != 201:
            continue
        made.add(at)
        for link in links.values():
            found = reached(client, document, link, known, answer)
            assert found.status_code in {200, 404, 409}, (at, link, found.text)
        where = answer.headers["location"]
        found = client.get(where)
        assert found.status_code == 200, (at, where, found.text)
        assert shows(where, found, answer.json()), (at, where, found.text)
    assert made


def test_no_sign_in_a_name_ends_the_address_that_it_stands_in(apart):
    document = described(apart, "payments")
    client = apart.client("payments", "grant_officer", scope=whole(document))
    operation = document["paths"]["/v1/bank-details"]["post"]
    named = body(document, operation) | {"district": GLOUCESTER, "name": "Ash & Öz #2, 50%/?"}
    made = client.post("/v1/bank-details", json=named)
    [shown] = client.get(made.headers["location"]).json()["items"]
    assert shown["id"] == made.json()["id"]


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


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_made_where_it_can_be_read_answers_201(platform, service):
    paths = described(platform, service)["paths"]
    read = {at for at, item in paths.items() if "get" in item}
    not_made = {
        at
        for at, item in paths.items()
        if "post" in item and "201" not in item["post"]["responses"]
        if at in read or any(re.fullmatch(re.escape(at) + r"/\{\w+\}", each) for each in read)
    }
    assert not_made == {at for (of, at) in MADE_NOTHING if of == service}


STEP = "a step of the thing above it, which is the answer"
SAID_ANEW = "what is said takes the place of what was said before at the same address"
COUNTED = "an answer that is worked out; nothing is kept under an address"
MADE_NOTHING = {
    ("referral", "/v1/referrals/{case_id}/consents"): STEP,
    ("referral", "/v1/referrals/{case_id}/likenesses"): SAID_ANEW,
    ("referral", "/v1/referrals/{case_id}/completion-checks"): STEP,
    ("referral", "/v1/referrals/{case_id}/waiting"): STEP,
    ("referral", "/v1/referrals/{case_id}/assessor"): STEP,
    ("referral", "/v1/waiting-lists/{district}/settings"): SAID_ANEW,
    (
        "referral",
        "/v1/monitoring",
    ): "who answered is not kept with the answers: only counts are read",
    ("grants", "/v1/cases/{case_id}/notes"): STEP,
    ("grants", "/v1/cases/{case_id}/estimates"): STEP,
    ("grants", "/v1/cases/{case_id}/decision"): STEP,
    ("grants", "/v1/cases/{case_id}/variation"): STEP,
    ("grants", "/v1/cases/{case_id}/change-of-circumstances"): STEP,
    ("register", "/v1/homes/{home_id}/surveys"): STEP,
    ("register", "/v1/homes/{home_id}/what-if"): COUNTED,
    ("register", "/v1/cases/{case_id}/alternatives"): SAID_ANEW,
}
"""Addresses that can be read and posted to, by service, and why that makes no new thing."""
