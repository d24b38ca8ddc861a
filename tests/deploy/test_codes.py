"""The development issuer's sign-in for front ends: a code, once, for whoever asked and nobody else."""

import re
import secrets
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest

from deploy.local.issuer import DevelopmentIssuer, issuer_app
from deploy.local.issuer.codes import LIFETIME, Asked, Codes, InvalidGrant, challenge_of
from tests.platform.running import NOW

ADDRESS = "http://127.0.0.1:8100"
BACK = "http://127.0.0.1:8106/pages/signed-in"
VERIFIER = secrets.token_urlsafe(48)
ASKED = {
    "response_type": "code",
    "client_id": "dfg-forum",
    "redirect_uri": BACK,
    "state": "s",
    "nonce": "n",
    "code_challenge": challenge_of(VERIFIER),
    "code_challenge_method": "S256",
}


@pytest.fixture(scope="module")
def issuer():
    return DevelopmentIssuer.in_memory(ADDRESS)


@pytest.fixture
def client(issuer):
    return httpx.AsyncClient(transport=httpx.ASGITransport(issuer_app(issuer)), base_url=ADDRESS)


def shown(code, **changes):
    return {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": "dfg-forum",
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
    } | changes


async def code_for(client, role="finance"):
    answer = await client.post("/authorise", data=ASKED | {"role": role})
    back = urlsplit(answer.headers["location"])
    assert f"{back.scheme}://{back.netloc}{back.path}" == BACK
    assert parse_qs(back.query)["state"] == ["s"]
    return parse_qs(back.query)["code"][0]


async def test_a_code_is_good_for_a_token_and_says_who_it_is_once(client, issuer):
    code = await code_for(client)
    answer = (await client.post("/exchange", data=shown(code))).json()
    key = jwt.PyJWKSet.from_dict(issuer.jwks()).keys[0]
    known = jwt.decode(answer["id_token"], key, ["RS256"], audience="dfg-forum", issuer=ADDRESS)
    assert (known["sub"], known["nonce"]) == ("development:finance", "n")
    token = jwt.decode(answer["access_token"], key, ["RS256"], audience="dfg", issuer=ADDRESS)
    assert token["dfg_role"] == "finance"
    again = await client.post("/exchange", data=shown(code))
    assert (again.status_code, again.json()["type"]) == (400, "urn:dfg:problem:invalid-grant")


@pytest.mark.parametrize(
    "changes",
    [
        {"code_verifier": "another"},
        {"code_verifier": ""},
        {"client_id": "another"},
        {"redirect_uri": "http://127.0.0.1:9/pages/signed-in"},
    ],
)
async def test_a_code_is_no_good_to_whoever_did_not_ask_for_it(client, changes):
    code = await code_for(client)
    assert (await client.post("/exchange", data=shown(code, **changes))).status_code == 400
    assert (await client.post("/exchange", data=shown(code))).status_code == 400


@pytest.mark.parametrize("late, taken", [(LIFETIME / 2, True), (LIFETIME, False)])
def test_a_code_is_good_for_a_minute(late, taken):
    codes = Codes()
    address = codes.give(Asked.model_validate(ASKED), "token", NOW)
    code = parse_qs(urlsplit(address).query)["code"][0]
    if taken:
        assert codes.take(shown(code), NOW + late)[1] == "token"
    else:
        with pytest.raises(InvalidGrant):
            codes.take(shown(code), NOW + late)


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://evil.example/pages/signed-in"},
        {"redirect_uri": "http://127.0.0.1:8106/pages/signed-in.evil"},
        {"redirect_uri": "http://127.0.0.1:8106@evil.example/pages/signed-in"},
        {"redirect_uri": f"{BACK}/../other"},
        {"code_challenge_method": "plain"},
        {"code_challenge": ""},
        {"response_type": "token"},
        {"state": ""},
        {"nonce": ""},
    ],
)
async def test_whoever_asks_otherwise_is_sent_nowhere(client, changes):
    for answer in (
        await client.get("/authorise", params=ASKED | changes),
        await client.post("/authorise", data=ASKED | changes | {"role": "finance"}),
    ):
        assert answer.status_code == 400
        assert "location" not in answer.headers
        assert 'role="alert"' in answer.text


async def test_the_page_carries_what_was_asked_and_says_what_was_wrong(client):
    page = await client.get("/authorise", params=ASKED | {"state": '"><b>'})
    carried = dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', page.text))
    assert {name: unescape(value) for name, value in carried.items()} == ASKED | {"state": '"><b>'}
    assert "<b>" not in page.text
    wrong = await client.post("/authorise", data=ASKED | {"role": "resident", "code": "none"})
    assert wrong.status_code == 401
    assert 'role="alert"' in wrong.text
    assert 'name="nonce" value="n"' in wrong.text


async def test_signing_out_leads_back_to_a_front_end_of_this_machine_alone(client):
    out = "http://127.0.0.1:8106/pages/signed-out"
    answer = await client.get("/sign-out", params={"post_logout_redirect_uri": out})
    assert answer.headers["location"] == out
    for foreign in ("https://evil.example/pages/signed-out", ""):
        answer = await client.get("/sign-out", params={"post_logout_redirect_uri": foreign})
        assert answer.status_code == 400
