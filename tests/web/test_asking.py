"""How the API is asked: methods, media types, headers, origins, and text that cannot be kept."""

import json

import httpx
import pytest

from services.referral.app import SERVICE
from shared.web.app import create_app
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import Served
from tests.referral.enquiries import enquiry, refer


def test_who_calls_is_asked_before_the_body_is_read(platform):
    nobody = platform.client("referral")
    answer = nobody.post("/v1/referrals", content=b"{", headers={"content-type": "text/plain"})
    problem(answer, "unauthenticated", 401)


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data", ""])
def test_a_body_of_another_kind_is_refused(platform, therapist, kind):
    body = json.dumps(enquiry())
    with nothing_changes(platform):
        answer = therapist.post("/v1/referrals", content=body, headers={"content-type": kind})
        problem(answer, "unsupported-media-type", 415)


def test_json_with_a_charset_is_json(therapist):
    headers = {"content-type": "application/json; charset=utf-8"}
    answer = therapist.post("/v1/referrals", content=json.dumps(enquiry()), headers=headers)
    assert answer.status_code == 201, answer.text


def test_what_was_made_can_be_read_where_the_answer_says(therapist):
    made = therapist.post("/v1/referrals", json=enquiry(), headers={"idempotency-key": "a place"})
    again = therapist.post("/v1/referrals", json=enquiry(), headers={"idempotency-key": "a place"})
    assert made.headers["location"] == again.headers["location"]
    assert therapist.get(made.headers["location"]).json() == made.json()


def test_no_answer_is_kept_on_the_way(therapist):
    place = f"/v1/referrals/{refer(therapist)}"
    for answer in (therapist.get(place), therapist.get("/v1/referrals/none")):
        assert answer.headers["cache-control"] == "no-store"


def test_head_tells_what_get_would_without_the_body(therapist):
    place = f"/v1/referrals/{refer(therapist)}"
    shown, told = therapist.get(place), therapist.head(place)
    assert (told.status_code, told.content) == (200, b"")
    for header in ("etag", "content-type", "content-length"):
        assert told.headers[header] == shown.headers[header]


def test_a_method_that_is_not_there_names_all_that_are(therapist):
    answer = therapist.delete(f"/v1/referrals/{refer(therapist)}")
    problem(answer, None, 405)
    assert "GET" in answer.headers["allow"].split(", ")
    assert "HEAD" in answer.headers["allow"].split(", ")


UNWRITABLE = ["\x00", "a\x00b", "\ud800", "x\udfff"]


@pytest.mark.parametrize("text", UNWRITABLE)
@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"reason": ...}, "/reason"),
        ({"person__name": ...}, "/person/name"),
        ({"district": ...}, "/district"),
        ({"consent__by": ...}, "/consent/by"),
    ],
)
def test_a_character_that_no_text_can_hold_is_refused_at_the_door(
    platform, therapist, text, change, pointer
):
    body = json.dumps(enquiry(**dict.fromkeys(change, text)))
    headers = {"content-type": "application/json"}
    with nothing_changes(platform):
        answer = therapist.post("/v1/referrals", content=body, headers=headers)
        assert answer.status_code == 422, answer.text
        assert {e["pointer"] for e in answer.json()["errors"]} <= {pointer, ""}
    assert text not in answer.text


def test_such_a_character_in_a_key_or_a_path_is_refused_too(therapist):
    headers = {"content-type": "application/json"}
    body = json.dumps(enquiry() | {"a\x00": 1})
    problem(
        therapist.post("/v1/referrals", content=body, headers=headers), "invalid-input", 422, ""
    )
    problem(therapist.get("/v1/referrals/a%00b"), "invalid-input", 422, "/case_id")


def test_an_escaped_backslash_is_no_such_character(therapist):
    answer = therapist.post("/v1/referrals", json=enquiry(reason="the path \\u0000 as text"))
    assert answer.status_code == 201


def test_front_ends_of_configured_origins_may_ask_and_read_the_headers(platform):
    ours = "https://dfg.example.gov.uk"
    settings = platform.settings("referral", origins=(ours,))
    served = Served(create_app(SERVICE, settings), settings.port)
    try:
        asking = {"origin": ours, "access-control-request-method": "POST"}
        asking["access-control-request-headers"] = "authorization, idempotency-key, if-match"
        with httpx.Client(base_url=f"http://{settings.host}:{settings.port}") as browser:
            before = browser.options("/v1/referrals", headers=asking)
            assert before.headers["access-control-allow-origin"] == ours
            other = browser.options(
                "/v1/referrals", headers=asking | {"origin": "https://x.example"}
            )
            assert "access-control-allow-origin" not in other.headers
            answer = browser.get("/v1/referrals/x", headers={"origin": ours})
            exposed = answer.headers["access-control-expose-headers"].lower()
            assert {"etag", "location", "retry-after"} <= set(exposed.split(", "))
    finally:
        served.stop()
