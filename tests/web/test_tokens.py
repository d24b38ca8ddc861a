"""Who gets in: a token that holds, for the use case at hand, as far as it reaches."""

import asyncio
import base64
import datetime as dt
import json
import uuid
from types import SimpleNamespace

import httpx
import jwt
import pytest

from deploy.local.issuer import AUDIENCE, DevelopmentIssuer
from shared.web import tokens
from shared.web.tokens import Tokens
from tests.platform.answers import nothing_changes, problem
from tests.referral.enquiries import SCREENING, enquiry, refer

ROLE = "occupational_therapist"
PATH = f"/v1/referrals/{uuid.UUID(int=1)}"


@pytest.fixture
def nobody(platform):
    return platform.client("referral")


def bearing(token):
    return {"authorization": f"Bearer {token}"}


def refused(answer):
    assert answer.headers["www-authenticate"] == "Bearer"
    return problem(answer, "unauthenticated", 401)


@pytest.mark.parametrize("header", ["", "Bearer", "Basic YTpi", "Bearer x", "Bearer a.b.c"])
def test_no_token(platform, nobody, header):
    with nothing_changes(platform):
        refused(nobody.post("/v1/referrals", json=enquiry(), headers={"authorization": header}))
    refused(nobody.post("/v1/referrals", json=enquiry()))


def test_a_token_is_asked_for_before_the_body_is_judged(nobody):
    refused(nobody.post("/v1/referrals", content=b"{"))


DAY = dt.timedelta(days=1)
"""Longer than any run of the tests, at whose start the module is read."""


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": dt.datetime.now(dt.UTC) - DAY},
        {"exp": None},
        {"nbf": dt.datetime.now(dt.UTC) + DAY},
        {"aud": "another"},
        {"aud": None},
        {"iss": "https://elsewhere.example"},
        {"iss": None},
        {"sub": None},
        {"sub": ""},
        {"dfg_read": "E07000081"},
        {"dfg_write": [7]},
        {"dfg_case": "mine"},
        {"dfg_case": ""},
        {"dfg_provider": ""},
    ],
    ids=lambda claims: next(iter(claims)),
)
def test_a_token_that_does_not_hold(platform, nobody, claims):
    token = platform.issuer.mint(ROLE, **claims)
    with nothing_changes(platform):
        refused(nobody.post("/v1/referrals", json=enquiry(), headers=bearing(token)))
        refused(nobody.get(PATH, headers=bearing(token)))


def test_a_token_signed_with_an_unknown_key(platform, nobody):
    impostor = DevelopmentIssuer.in_memory(platform.issuer.address)
    refused(nobody.get(PATH, headers=bearing(impostor.mint(ROLE))))


def unsigned(claims, header):
    parts = (json.dumps(header), json.dumps(claims))
    return ".".join(base64.urlsafe_b64encode(p.encode()).decode().rstrip("=") for p in parts) + "."


def test_a_token_with_no_signature_or_one_made_with_the_public_key(platform, nobody):
    claims = jwt.decode(platform.issuer.mint(ROLE), options={"verify_signature": False})
    [key] = platform.issuer.jwks()["keys"]
    for algorithm in ("none", "None", "HS256"):
        header = {"alg": algorithm, "kid": key["kid"], "typ": "JWT"}
        refused(nobody.get(PATH, headers=bearing(unsigned(claims, header))))
    forged = jwt.encode(claims, key["n"], "HS256", headers={"kid": key["kid"]})
    refused(nobody.get(PATH, headers=bearing(forged)))


def test_a_signature_of_another_token(platform, nobody):
    mine = platform.issuer.mint(ROLE, dfg_write=[]).split(".")
    better = platform.issuer.mint(ROLE).split(".")
    refused(nobody.get(PATH, headers=bearing(".".join((*better[:2], mine[2])))))


@pytest.mark.parametrize("role", ["finance", "benefits_officer", "housing_options", "operator"])
def test_a_scope_that_is_missing_is_named(platform, role):
    client = platform.client("referral", role)
    with nothing_changes(platform):
        body = problem(client.post("/v1/referrals", json=enquiry()), "scope-missing", 403)
    assert "referral:write" in body["detail"]
    assert "referral:read" in problem(client.get(PATH), "scope-missing", 403)["detail"]


def test_a_scope_for_reading_does_not_write_and_one_for_referrals_does_not_assess(platform):
    case_id = refer(platform.client("referral", ROLE))
    reader = platform.client("referral", ROLE, scope="referral:read")
    assert reader.get(f"/v1/referrals/{case_id}").status_code == 200
    problem(reader.post("/v1/referrals", json=enquiry()), "scope-missing", 403)
    writer = platform.client("referral", ROLE, scope="referral:write")
    assert writer.post(f"/v1/referrals/{case_id}/triage", json=SCREENING).status_code == 200
    problem(writer.post(f"/v1/referrals/{case_id}/assessment", json={}), "scope-missing", 403)


def test_a_resident_s_token_without_a_case_opens_nothing(platform):
    """Its districts alone would open every case in them."""
    refused(
        platform.client("forum", "resident", dfg_case=None).get(f"/v1/timelines/{uuid.uuid4()}")
    )


def test_a_token_for_one_s_own_homes_without_a_provider_opens_nothing(platform):
    """It would let its bearer enter homes of anybody."""
    client = platform.client("register", "housing_provider", dfg_provider=None)
    refused(client.get(f"/v1/homes/{uuid.uuid4()}"))


def test_one_who_reads_a_case_in_another_role_too_is_held_to_that_case(platform):
    therapist = platform.client("referral", ROLE)
    own, other = refer(therapist), refer(therapist)
    both = platform.client(
        "referral", ROLE, scope="case:read referral:read referral:write", dfg_case=own
    )
    assert both.get(f"/v1/referrals/{own}").status_code == 200
    problem(both.get(f"/v1/referrals/{other}"), "not-found", 404)


@pytest.fixture
def verifier(platform):
    """What a service verifies tokens with, of its own for the test."""
    return Tokens(platform.issuer.address, "dfg", f"{platform.issuer.address}/jwks.json")


@pytest.fixture
def clock(monkeypatch):
    """The clock of the key set's refreshing, moved on by the test."""
    now = [100.0]
    monkeypatch.setattr(tokens, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


async def test_the_issuer_changes_its_key_and_tokens_of_the_new_one_are_accepted(
    platform, verifier, monkeypatch, clock
):
    issuer = platform.issuer
    old = f"Bearer {issuer.mint(ROLE)}"
    assert (await verifier.principal(old)).reach.principal == f"development:{ROLE}"
    successor = DevelopmentIssuer.in_memory(issuer.address)
    monkeypatch.setattr(issuer, "_public", successor._public)
    monkeypatch.setattr(issuer, "_key", successor._key)
    new = f"Bearer {issuer.mint(ROLE)}"
    clock[0] += tokens.REFRESH_SECONDS + 1
    assert await verifier.principal(new)
    with pytest.raises(tokens.Unauthenticated):
        await verifier.principal(old)


async def test_unknown_keys_do_not_make_the_service_ask_the_issuer_again_and_again(
    platform, verifier, monkeypatch, clock
):
    asked = []
    real = httpx.AsyncClient.get

    async def counted(self, url, **options):
        asked.append(url)
        return await real(self, url, **options)

    monkeypatch.setattr(httpx.AsyncClient, "get", counted)
    forged = f"Bearer {DevelopmentIssuer.in_memory(platform.issuer.address).mint(ROLE)}"
    for _ in range(5):
        with pytest.raises(tokens.Unauthenticated):
            await verifier.principal(forged)
    assert len(asked) == 1
    clock[0] += tokens.REFRESH_SECONDS + 1
    assert await verifier.principal(f"Bearer {platform.issuer.mint(ROLE)}")
    assert len(asked) == 1


async def test_an_issuer_that_is_away_is_no_fault_of_the_token(platform):
    away = Tokens(platform.issuer.address, "dfg", "http://127.0.0.1:9/jwks.json")
    with pytest.raises(tokens.IssuerUnreachable):
        await away.principal(f"Bearer {platform.issuer.mint(ROLE)}")


@pytest.mark.parametrize("published", [b"<html>", b"{}", b'{"keys": []}', b'{"keys": [{}]}'])
async def test_an_issuer_that_publishes_nonsense_is_as_good_as_away(
    platform, monkeypatch, published
):
    async def get(_, __):
        return httpx.Response(200, content=published, request=httpx.Request("GET", "http://x"))

    monkeypatch.setattr(httpx.AsyncClient, "get", get)
    with pytest.raises(tokens.IssuerUnreachable):
        await Tokens("i", "dfg", "http://x").principal(f"Bearer {platform.issuer.mint(ROLE)}")


async def test_who_comes_while_the_keys_are_being_fetched_waits_for_them(platform, monkeypatch):
    """Nobody with a valid token is turned away for it."""
    fetched = Tokens._refresh

    async def slowly(self):
        await asyncio.sleep(0.1)
        await fetched(self)

    monkeypatch.setattr(Tokens, "_refresh", slowly)
    verifying = Tokens(platform.issuer.address, AUDIENCE, f"{platform.issuer.address}/jwks.json")
    header = f"Bearer {platform.issuer.mint(ROLE)}"
    found = await asyncio.gather(*(verifying.principal(header) for _ in range(10)))
    assert len({each.reach.principal for each in found}) == 1
