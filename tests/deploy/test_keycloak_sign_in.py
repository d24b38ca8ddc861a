"""Signing in to the forum's pages at a real Keycloak, with the realm as the containers have it."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.deploy.keycloak import PUBLIC
from tests.deploy.stack import example_environment
from tests.forum.signing_in import fields
from tests.forum.test_sign_in import heading

pytestmark = [pytest.mark.keycloak, pytest.mark.xdist_group("keycloak")]
PASSWORD = example_environment()["DFG_DEMONSTRATION_PASSWORD"]
BACK = f"{PUBLIC}/pages/signed-in"


class Gateway(httpx.BaseTransport):
    """As the one before the containers: the public address leads to the forum, all others out."""

    def __init__(self, forum):
        self._forum = forum
        self._way = httpx.HTTPTransport()

    def handle_request(self, request):
        address = str(request.url)
        if address.startswith(PUBLIC):
            address = self._forum + address.removeprefix(PUBLIC)
        sent = httpx.Request(
            request.method, address, headers=request.headers, stream=request.stream
        )
        sent.extensions = request.extensions
        answer = self._way.handle_request(sent)
        told = answer.headers.multi_items()
        answer.headers = httpx.Headers([(name, without_secure(value)) for name, value in told])
        return answer

    def close(self):
        self._way.close()


def without_secure(header):
    """Of this machine a browser takes secure cookies without TLS; this client would not."""
    return re.sub(r"; ?secure", "", header, flags=re.IGNORECASE)


class Person:
    """Somebody with a browser before Keycloak's own page."""

    def __init__(self, trusting):
        self.http = httpx.Client(
            transport=Gateway(trusting.address("forum")),
            follow_redirects=True,
            timeout=30,
        )

    def get(self, path=""):
        return self.http.get(f"{PUBLIC}/pages{path}")

    def type_in(self, page, username, password=PASSWORD, **how):
        """Send Keycloak's form."""
        place = re.search(r'<form id="kc-form-login"[^>]*action="([^"]*)"', page.text)[1]
        told = {"username": username, "password": password, "credentialId": ""}
        return self.http.post(unescape(place), data=told, **how)

    def sign_in(self, username, path=""):
        return self.type_in(self.get(path), username)

    def sign_out(self, page):
        return self.http.post(f"{PUBLIC}/pages/sign-out", data=fields(page.text))


@pytest.fixture
def person(keycloak, trusting):
    person = Person(trusting)
    yield person
    person.http.close()


def is_asked(page):
    """Whether somebody stands before Keycloak's form."""
    return "kc-form-login" in page.text


@pytest.mark.parametrize(
    "role, title, section",
    [
        ("forum_analyst", "The DFG Forum", "/impact"),
        ("gloucester_grant_officer", "The DFG Forum", "/timescales"),
        ("finance", "Find a case", "/cases"),
        ("sharing_manager", "Sharing agreements", "/agreements"),
        ("operator", "You may not see this page", None),
    ],
)
def test_a_person_of_the_realm_sees_the_pages_of_their_role(person, role, title, section):
    page = person.sign_in(role)
    assert heading(page) == title
    assert f"Signed in as {role.replace('_', ' ')}." in page.text
    shown = re.findall(
        r'class="govuk-service-navigation__link" href="/forum/pages([^"]*)"', page.text
    )
    assert section in shown if section else shown == []


def test_the_page_that_was_asked_for_is_the_one_that_is_come_back_to(person):
    page = person.sign_in("forum_analyst", "/equity?year=2024")
    assert str(page.url) == f"{PUBLIC}/pages/equity?year=2024"
    assert page.status_code == 200


def test_a_wrong_password_leads_nowhere(person):
    page = person.type_in(person.get(), "forum_analyst", "wrong")
    assert is_asked(page)
    assert "Invalid username or password" in page.text


def test_a_code_is_worth_nothing_without_the_word_that_it_was_asked_with(person, keycloak):
    page = person.get()
    back = person.type_in(page, "forum_analyst", follow_redirects=False).headers["location"]
    assert back.startswith(BACK)
    [code] = parse_qs(urlsplit(back).query)["code"]
    told = {
        "grant_type": "authorization_code",
        "client_id": "dfg-forum",
        "code": code,
        "redirect_uri": BACK,
    }
    answer = httpx.post(f"{keycloak.realm}/protocol/openid-connect/token", data=told, timeout=30)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize(
    "changes, status, said",
    [
        ({}, 302, "error_description=Missing+parameter%3A+code_challenge_method"),
        ({"redirect_uri": "http://localhost:8080/forum/pages/else"}, 400, None),
        ({"redirect_uri": "https://evil.example/pages/signed-in"}, 400, None),
    ],
    ids=["without PKCE", "another page", "another host"],
)
def test_keycloak_refuses_what_the_pages_never_ask(keycloak, changes, status, said):
    asked = {"client_id": "dfg-forum", "response_type": "code", "scope": "openid"}
    asked |= {"redirect_uri": BACK} | changes
    place = f"{keycloak.realm}/protocol/openid-connect/auth"
    answer = httpx.get(place, params=asked, follow_redirects=False, timeout=30)
    assert answer.status_code == status, answer.text
    assert said is None or said in answer.headers["location"]


def test_while_keycloak_knows_somebody_they_type_nothing_again(person):
    person.sign_in("forum_analyst")
    for cookie in list(person.http.cookies.jar):
        if cookie.name.startswith("dfg-forum"):
            person.http.cookies.jar.clear(cookie.domain, cookie.path, cookie.name)
    assert heading(person.get("/events")) == "Events of all cases"


def test_signing_out_ends_it_at_keycloak_too_without_another_question(person):
    page = person.sign_out(person.sign_in("forum_analyst"))
    assert str(page.url) == f"{PUBLIC}/pages/signed-out"
    assert heading(page) == "You are signed out"
    assert is_asked(person.get())
