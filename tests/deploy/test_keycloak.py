"""A real Keycloak with the realm of the containers: a token for each role, taken by the services.

Java and Maven are needed; the first run fetches Keycloak. `-m "not keycloak"` leaves it out.
"""

import re
import uuid

import httpx
import jwt
import pytest

from deploy.local.issuer import AUDIENCE, roles
from tests.deploy.keycloak import POM
from tests.deploy.stack import SERVICES, compose

pytestmark = [pytest.mark.keycloak, pytest.mark.xdist_group("keycloak")]
NOBODY = uuid.uuid4()


def question(platform, service):
    """What one asks a service about a case, and the scopes of which one lets a caller ask it."""
    described = httpx.get(f"{platform.address(service)}/openapi.json").json()["paths"]
    about_a_case = [
        (path, methods["get"])
        for path, methods in described.items()
        if re.findall(r"{(\w+)}", path) == ["case_id"] and "get" in methods
    ]
    path, asking = min(about_a_case, key=lambda found: len(found[0]))
    [needed] = asking["security"]
    return path.format(case_id=NOBODY), set(needed["HTTPBearer"])


def ask(platform, service, token):
    path, _ = question(platform, service)
    headers = {"authorization": f"Bearer {token}"}
    return httpx.get(platform.address(service) + path, headers=headers, timeout=30)


def test_it_is_of_the_version_that_the_containers_run():
    tag = compose()["services"]["keycloak"]["image"].rpartition(":")[2]
    assert f"<version>{tag}</version>" in POM.read_text(encoding="utf-8")


@pytest.mark.parametrize("role", roles())
def test_a_token_of_each_role_claims_what_the_development_issuer_s_does(keycloak, role):
    claims = jwt.decode(keycloak.token_of(role), options={"verify_signature": False})
    expected = roles()[role].claims(role)
    assert set(claims["scope"].split()) == set(roles()[role].scopes)
    for claim in ("dfg_read", "dfg_write"):
        assert set(claims.get(claim, [])) == set(expected[claim])
    for claim in ("dfg_provider", "dfg_case", "dfg_role"):
        assert claims.get(claim) == expected[claim]
    assert AUDIENCE in claims["aud"]


@pytest.mark.parametrize("role", roles())
def test_each_service_lets_in_whom_the_role_allows_and_refuses_the_others(keycloak, trusting, role):
    token = keycloak.token_of(role)
    for service in SERVICES:
        allowed = question(trusting, service)[1] & set(roles()[role].scopes)
        answer = ask(trusting, service, token)
        assert answer.status_code == (404 if allowed else 403), (service, answer.text)


def test_every_question_lets_somebody_in_and_keeps_somebody_out(trusting):
    for service in SERVICES:
        _, needed = question(trusting, service)
        assert {bool(needed & set(role.scopes)) for role in roles().values()} == {True, False}


def test_a_token_of_another_realm_is_refused(keycloak, trusting):
    foreign = keycloak.token(
        "master", grant_type="password", client_id="admin-cli", username="admin", password="admin"
    )
    assert ask(trusting, "grants", foreign).status_code == 401


def test_a_token_that_somebody_has_altered_is_refused(keycloak, trusting):
    head, body, signature = keycloak.token_of("finance").split(".")
    claims = jwt.decode(f"{head}.{body}.{signature}", options={"verify_signature": False})
    forged = jwt.encode(claims | {"scope": "grants:read"}, "a" * 32).split(".")[1]
    assert ask(trusting, "grants", f"{head}.{forged}.{signature}").status_code == 401


def test_a_wrong_password_gets_no_token(keycloak):
    with pytest.raises(httpx.HTTPStatusError):
        keycloak.token(
            grant_type="password", client_id="dfg-front-end", username="finance", password="wrong"
        )
