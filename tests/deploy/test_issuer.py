"""The development issuer: what it signs, a verifier accepts that knows three things about it.

Those are the issuer's address, the audience and where the key set is published.
"""

import datetime as dt
import uuid

import httpx
import jwt
import pytest

from deploy.local.issuer import DevelopmentIssuer, issuer_app, roles

ADDRESS = "http://127.0.0.1:8100"
GLOUCESTERSHIRE = [f"E070000{number}" for number in range(78, 84)]
CANNOCK_CHASE = "E07000192"


@pytest.fixture(scope="module")
def issuer() -> DevelopmentIssuer:
    return DevelopmentIssuer.in_memory(ADDRESS)


@pytest.fixture
def client(issuer) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(issuer_app(issuer)), base_url=ADDRESS)


def verified(token: str, jwks: dict) -> dict:
    keys = {key.key_id: key for key in jwt.PyJWKSet.from_dict(jwks).keys}
    key = keys[jwt.get_unverified_header(token)["kid"]]
    return jwt.decode(token, key, algorithms=["RS256"], audience="dfg", issuer=ADDRESS)


@pytest.mark.parametrize("role", roles())
async def test_every_role_gets_a_token_that_the_published_key_verifies(client, role):
    token = (await client.post("/token", json={"role": role})).json()["access_token"]
    claims = verified(token, (await client.get("/jwks.json")).json())
    assert claims["scope"].split() == roles()[role].scopes
    assert claims["dfg_read"] == roles()[role].read
    assert claims["dfg_write"] == roles()[role].write


async def test_the_configuration_leads_to_the_key_set(client):
    configuration = (await client.get("/.well-known/openid-configuration")).json()
    assert configuration["issuer"] == ADDRESS
    assert configuration["jwks_uri"] == f"{ADDRESS}/jwks.json"


def test_the_lettings_system_is_that_of_the_countys_six_districts():
    lettings = roles()["lettings_system"]
    assert lettings.read == lettings.write == GLOUCESTERSHIRE


def test_the_key_set_holds_no_private_part(issuer):
    (key,) = issuer.jwks()["keys"]
    assert set(key) <= {"kty", "kid", "use", "alg", "key_ops", "n", "e"}


def test_a_county_therapist_reaches_all_six_districts_and_cannock_chase():
    therapist = roles()["occupational_therapist"]
    assert therapist.read == therapist.write == [*GLOUCESTERSHIRE, CANNOCK_CHASE]


def test_one_grant_officer_reaches_gloucester_alone():
    officer = roles()["gloucester_grant_officer"]
    assert officer.read == officer.write == ["E07000081"]
    assert officer.scopes == roles()["grant_officer"].scopes


def test_the_county_reads_all_and_writes_none():
    analyst = roles()["forum_analyst"]
    assert analyst.read == [*GLOUCESTERSHIRE, CANNOCK_CHASE]
    assert analyst.write == []


async def test_a_resident_reaches_the_case_that_the_token_names(client):
    answer = (await client.post("/token", json={"role": "resident", "dfg_case": "case-1"})).json()
    claims = verified(answer["access_token"], (await client.get("/jwks.json")).json())
    assert (claims["dfg_case"], claims["dfg_write"]) == ("case-1", [])


def test_a_resident_without_a_case_reaches_none(issuer):
    claims = verified(issuer.mint("resident"), issuer.jwks())
    assert uuid.UUID(claims["dfg_case"]).int == 0


def test_only_one_role_is_held_to_a_provider_and_one_to_a_case():
    assert [name for name, role in roles().items() if role.provider] == ["housing_provider"]
    assert [name for name, role in roles().items() if role.case] == ["resident"]


def test_an_override_replaces_a_claim_and_none_leaves_it_out(issuer):
    token = issuer.mint("finance", sub="someone", dfg_write=None)
    claims = verified(token, issuer.jwks())
    assert claims["sub"] == "someone"
    assert "dfg_write" not in claims


def test_a_token_of_yesterday_is_refused(issuer):
    token = issuer.mint("finance", exp=dt.datetime.now(dt.UTC) - dt.timedelta(days=1))
    with pytest.raises(jwt.ExpiredSignatureError):
        verified(token, issuer.jwks())


def test_a_token_signed_by_another_issuer_is_refused(issuer):
    impostor = DevelopmentIssuer.in_memory(ADDRESS)
    with pytest.raises(KeyError):
        verified(impostor.mint("finance"), issuer.jwks())


async def test_an_unknown_role_is_a_problem_that_names_the_roles(client):
    answer = await client.post("/token", json={"role": "mayor"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert "occupational_therapist" in answer.json()["detail"]


def test_tokens_survive_a_restart(tmp_path):
    key_file = tmp_path / "issuer" / "key.pem"
    token = DevelopmentIssuer.local(ADDRESS, key_file).mint("finance")
    assert verified(token, DevelopmentIssuer.local(ADDRESS, key_file).jwks())
    assert key_file.stat().st_mode & 0o077 == 0
