"""The development issuer: what it signs, a verifier accepts that knows three things about it.

Those are the issuer's address, the audience and where the key set is published.
"""

import datetime as dt
import re
import uuid

import httpx
import jwt
import pytest

from deploy.local.issuer import DevelopmentIssuer, issuer_app, roles
from deploy.local.issuer.residents import Residents

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


@pytest.mark.parametrize("role", [r for r in roles() if r != "resident"])
async def test_every_role_gets_a_token_that_the_published_key_verifies(client, role):
    token = (await client.post("/token", json={"role": role})).json()["access_token"]
    claims = verified(token, (await client.get("/jwks.json")).json())
    assert claims["scope"].split() == roles()[role].scopes
    assert claims["dfg_read"] == roles()[role].read
    assert claims["dfg_write"] == roles()[role].write
    assert claims["dfg_role"] == role


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


async def invited(client, issuer, case_id: uuid.UUID) -> str:
    """The code that an officer has made for the resident of that case."""
    officer = {"authorization": f"Bearer {issuer.mint('grant_officer')}"}
    answer = await client.post("/residents", json={"case_id": str(case_id)}, headers=officer)
    assert answer.status_code == 201
    return answer.json()["code"]


async def test_a_resident_reaches_the_case_that_an_officer_invited_them_to(client, issuer):
    mine, another = uuid.uuid4(), uuid.uuid4()
    code = await invited(client, issuer, mine)
    other_code = await invited(client, issuer, another)
    subjects = set()
    for typed, case in ((code.lower().replace("-", " "), mine), (other_code, another)):
        answer = await client.post("/token", json={"role": "resident", "code": typed})
        claims = verified(answer.json()["access_token"], issuer.jwks())
        assert claims["dfg_case"] == str(case)
        assert claims["dfg_write"] == list(roles()["resident"].write)
        subjects.add(claims["sub"])
    assert len(subjects) == 2


@pytest.mark.parametrize(
    "claim", [{}, {"code": "BBBB-CCCC-DDDD"}, {"dfg_case": str(uuid.UUID(int=1))}]
)
async def test_a_resident_gets_no_token_by_knowing_a_case(client, issuer, claim):
    await invited(client, issuer, uuid.UUID(int=1))
    answer = await client.post("/token", json={"role": "resident"} | claim)
    assert answer.status_code in {401, 422}
    assert "access_token" not in answer.text


@pytest.mark.parametrize("role", [None, "resident", "forum_analyst", "housing_provider"])
async def test_only_an_officer_who_works_on_cases_invites(client, issuer, role):
    headers = {"authorization": f"Bearer {issuer.mint(role)}"} if role else {}
    body = {"case_id": str(uuid.uuid4())}
    answer = await client.post("/residents", json=body, headers=headers)
    assert answer.status_code == 403


async def test_invitations_survive_a_restart_and_no_code_stands_in_the_file(tmp_path):
    file, case_id = tmp_path / "residents.json", uuid.uuid4()
    code = Residents(file).invite(case_id)
    assert Residents(file).signed_in(code).case_id == case_id
    assert code.replace("-", "") not in file.read_text().replace("-", "")


async def test_the_page_signs_a_resident_in_with_their_code(client, issuer):
    case_id = uuid.uuid4()
    code = await invited(client, issuer, case_id)
    assert 'name="code"' in (await client.get("/sign-in")).text
    page = await client.post("/sign-in", data={"role": "resident", "code": code})
    token = re.search(r"<textarea[^>]*>([^<]+)</textarea>", page.text)[1]
    assert verified(token, issuer.jwks())["dfg_case"] == str(case_id)


async def test_the_page_signs_an_officer_in_and_refuses_who_is_unknown(client, issuer):
    page = await client.post("/sign-in", data={"role": "finance"})
    token = re.search(r"<textarea[^>]*>([^<]+)</textarea>", page.text)[1]
    assert verified(token, issuer.jwks())["dfg_role"] == "finance"
    for sent in ({"role": "resident", "code": "<b>"}, {"role": "<b>mayor"}, {}):
        page = await client.post("/sign-in", data=sent)
        assert page.is_error
        assert 'role="alert"' in page.text
        assert "<b>" not in page.text


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
