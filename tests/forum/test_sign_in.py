"""Signing in to the pages: OpenID Connect's authorisation code with PKCE, and a sealed cookie."""

import base64
import re
import time
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from cryptography.fernet import Fernet
from fastapi import Response
from starlette.requests import Request

from services.forum.app import SERVICE
from services.forum.pages.cookies import SESSION, Cookies, TooMuchToKeep
from shared.web.app import create_app
from tests.forum.signing_in import Visitor, fields


@pytest.fixture
def visitor(platform):
    visitor = Visitor(platform)
    yield visitor
    visitor.close()


def heading(page):
    return re.search(r"<h1[^>]*>([^<]*)</h1>", page.text)[1].strip()


def test_whoever_is_not_signed_in_signs_in_and_sees_the_page_that_was_asked_for(visitor):
    page = visitor.sign_in("forum_analyst", "/events")
    assert (page.status_code, heading(page)) == (200, "Events of all cases")
    assert str(page.url) == f"{visitor.address}/pages/events"
    assert visitor.get("/events").url == page.url
    assert "Signed in as forum analyst." in page.text


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "/x\r\nset-cookie:a=b", "@evil.example"]
)  # fmt: skip
def test_signing_in_leads_to_a_page_of_ours_and_nowhere_else(visitor, wanted):
    page = visitor.choose(visitor.get("/sign-in", next=wanted), "forum_analyst")
    assert str(page.url) == f"{visitor.address}/pages"


def test_the_address_of_the_way_back_is_the_settings_and_never_the_request_s(visitor):
    visitor.http.follow_redirects = False
    asked = visitor.http.get(f"{visitor.address}/pages", headers={"host": "evil.example"})
    assert asked.headers["location"] == "/pages/sign-in?next="
    asked = visitor.http.get(f"{visitor.address}/pages/sign-in", headers={"host": "evil.example"})
    sent = parse_qs(urlsplit(asked.headers["location"]).query)
    assert sent["redirect_uri"] == [f"{visitor.address}/pages/signed-in"]
    assert (sent["response_type"], sent["code_challenge_method"]) == (["code"], ["S256"])
    assert sent["nonce"]
    assert sent["code_challenge"]


def test_who_comes_back_without_having_left_is_not_signed_in(platform, visitor):
    """A code that somebody else was given, in a link: the victim would act as them."""
    other = Visitor(platform)
    page = other.get("")
    other.http.follow_redirects = False
    back = other.choose(page, "forum_analyst").headers["location"]
    other.close()
    for begun in (False, True):
        if begun:
            visitor.get("")
        page = visitor.http.get(back)
        assert (page.status_code, heading(page)) == (400, "You are not signed in")
    assert "authorise" in str(visitor.get("").url)


def test_whoever_the_issuer_refuses_is_told_to_try_again(visitor):
    state = fields(visitor.get("").text)["state"]
    page = visitor.get("/signed-in", error="access_denied", state=state)
    assert (page.status_code, heading(page)) == (400, "You are not signed in")


def test_signing_out_takes_a_form_of_ours(visitor):
    page = visitor.sign_in("forum_analyst")
    for sent in ({}, {"form_key": "guessed"}, {"form_key": "\N{SNOWMAN}"}):
        refused = visitor.http.post(f"{visitor.address}/pages/sign-out", data=sent)
        assert refused.status_code == 403
    assert visitor.get("/sign-out").status_code == 404
    assert visitor.get("").status_code == 200
    assert heading(visitor.sign_out(page)) == "You are signed out"
    assert "authorise" in str(visitor.get("").url)
    assert "dfg-forum" not in visitor.http.cookies


def test_signing_out_twice_is_no_error(visitor):
    page = visitor.sign_in("forum_analyst")
    visitor.sign_out(page)
    assert "authorise" in str(visitor.sign_out(page).url)


def test_the_cookie_is_for_the_server_alone_and_cannot_be_read_or_made(platform, visitor):
    visitor.http.follow_redirects = False
    page = httpx.get(f"{visitor.address}/pages/sign-in", follow_redirects=False)
    flags = page.headers["set-cookie"].lower()
    assert {"httponly", "samesite=lax", "path=/"} <= {f.strip() for f in flags.split(";")}
    visitor.http.follow_redirects = True
    visitor.sign_in("forum_analyst")
    sealed = visitor.http.cookies["dfg-forum"].strip('"')
    for word in ("token", "forum_analyst", "eyJhbGciOi"):
        assert word not in sealed
        assert word.encode() not in base64.urlsafe_b64decode(sealed)
    assert with_cookie(visitor, sealed).status_code == 200
    altered = f"{sealed[:99]}{'A' if sealed[99] != 'A' else 'B'}{sealed[100:]}"
    for forged in (altered, Fernet(Fernet.generate_key()).encrypt(b"{}").decode(), "x"):
        assert with_cookie(visitor, forged).headers["location"] == "/pages/sign-in?next="


def with_cookie(visitor, sealed):
    """The first page, asked for with that session and nothing else."""
    return httpx.get(f"{visitor.address}/pages", headers={"cookie": f"dfg-forum={sealed}"})


def test_a_cookie_of_one_kind_is_none_of_the_other(visitor):
    visitor.get("")
    begun = visitor.http.cookies["dfg-forum-sign-in"]
    answer = httpx.get(f"{visitor.address}/pages", cookies={"dfg-forum": begun})
    assert answer.headers["location"] == "/pages/sign-in?next="


def bearing(name, value):
    return Request({"type": "http", "headers": [(b"cookie", f"{name}={value}".encode())]})


def test_with_tls_no_other_host_can_set_the_cookie(platform):
    cookies = Cookies(platform.settings("forum", public_address="https://dfg.example.gov.uk/forum"))
    answer = Response()
    cookies.write(answer, SESSION, {"token": "t"})
    told = answer.headers["set-cookie"]
    assert told.startswith("__Host-dfg-forum=")
    assert "Secure" in told
    assert "Domain" not in told
    sealed = told.partition("=")[2].partition(";")[0]
    assert cookies.read(bearing("__Host-dfg-forum", sealed), SESSION) == {"token": "t"}
    assert cookies.read(bearing("dfg-forum", sealed), SESSION) is None


def test_a_session_ends_after_an_hour(platform):
    settings = platform.settings("forum")
    cookies, now = Cookies(settings), int(time.time())
    for age, held in ((SESSION.seconds - 60, True), (SESSION.seconds + 60, False)):
        sealed = settings.sealing.encrypt_at_time(b'{"dfg-forum": {"token": "t"}}', now - age)
        found = cookies.read(bearing("dfg-forum", sealed.decode()), SESSION)
        assert (found == {"token": "t"}) is held


def test_a_token_too_large_for_a_cookie_is_refused_and_not_dropped(platform):
    with pytest.raises(TooMuchToKeep):
        Cookies(platform.settings("forum")).write(Response(), SESSION, {"token": "t" * 4000})


@pytest.fixture
def served(platform):
    """The forum in this process, with other settings."""

    def client(**changes):
        app = create_app(SERVICE, platform.settings("forum", **changes))
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://forum", follow_redirects=False
        )

    return client


async def test_where_the_issuer_does_not_answer_a_page_says_so(served):
    client = served(discovery_url="http://127.0.0.1:9/openid")
    page = await client.get("/pages/sign-in")
    assert (page.status_code, heading(page)) == (503, "Sorry, this did not work")
    assert "try again shortly" in page.text


async def test_below_a_path_of_a_proxy_every_address_has_the_path(served, platform):
    client = served(public_address="http://localhost:8080/forum")
    assert (await client.get("/pages")).headers["location"] == "/forum/pages/sign-in?next="
    asked = (await client.get("/pages/sign-in")).headers["location"]
    assert parse_qs(urlsplit(asked).query)["redirect_uri"] == [
        "http://localhost:8080/forum/pages/signed-in"
    ]
    page = (await client.get("/pages/privacy")).text
    assert set(re.findall(r'(?:href|action|src)="(/[^/"]*)', page)) == {"/forum"}


async def test_without_a_public_address_there_are_no_pages(served):
    answer = await served(public_address="").get("/pages")
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:dfg:problem:no-pages")


@pytest.mark.parametrize(
    "changes",
    [
        {"public_address": "http://dfg.example.gov.uk"},
        {"public_address": "https://dfg.example.gov.uk/"},
        {"public_address": "https://dfg.example.gov.uk?a=b"},
        {"session_keys": ""},
        {"session_keys": "short"},
    ],
)
def test_settings_that_would_give_a_session_away_are_refused(platform, changes):
    with pytest.raises(ValueError, match=r"DFG_(PUBLIC_ADDRESS|SESSION_KEYS)"):
        platform.settings("forum", **changes)
