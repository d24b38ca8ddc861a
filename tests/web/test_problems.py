"""Bad input: a problem with a stable type, the pointer to the field, and nothing changed."""

import json
import uuid

import pytest

from shared.problems import MOST_TOLD
from shared.web.desk import MOST_VALUES
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD
from tests.referral.enquiries import SCREENING, enquiry, refer

JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'{"district": ', b"'district'", b"[1,]", b"\xff\xfe", b"[" * 100_000],
    ids=["empty", "unclosed", "cut off", "quotes", "comma", "not UTF-8", "too deep"],
)
def test_a_malformed_body(platform, therapist, body):
    with nothing_changes(platform):
        answer = therapist.post("/v1/referrals", content=body, headers=JSON)
    assert answer.status_code in {400, 422}
    problem(answer, *(("invalid-input", 422, "") if answer.status_code == 422 else (None, 400)))


@pytest.mark.parametrize("body", [[], "text", 1, None, True])
def test_a_body_that_is_no_object(platform, therapist, body):
    with nothing_changes(platform):
        problem(therapist.post("/v1/referrals", json=body), "invalid-input", 422, "")


def test_an_unknown_field(platform, therapist):
    with nothing_changes(platform):
        answer = therapist.post("/v1/referrals", json=enquiry(person__nickname="Al"))
    assert (
        "unknown key"
        in problem(answer, "invalid-input", 422, "/person/nickname")["errors"][0]["detail"]
    )


def test_a_field_that_is_missing(platform, therapist):
    body = enquiry()
    del body["consent"]["given"]
    with nothing_changes(platform):
        answer = therapist.post("/v1/referrals", json=body)
    problem(answer, "invalid-input", 422, "/consent/given")


@pytest.mark.parametrize(
    "field,value",
    [
        ("district", 81),
        ("district", None),
        ("district", "Gloucester"),
        ("source", "neighbour"),
        ("person", []),
        ("person__name", ["A."]),
        ("person__name", ""),
        ("person__name", "x" * 201),
        ("person__postcode", "GLOUCESTER"),
        ("consent__given", "yes"),
        ("consent__given", 1),
        ("consent__given", None),
        ("reason", {}),
        ("received_on", 0),
        ("received_on", 1772409600),
    ],
)
def test_a_wrong_type_or_an_unknown_code(platform, therapist, field, value):
    with nothing_changes(platform):
        answer = therapist.post("/v1/referrals", json=enquiry(**{field: value}))
    problem(answer, "invalid-input", 422, "/" + field.replace("__", "/"))


@pytest.mark.parametrize("field", ["received_on", "consent__on", "person__date_of_birth"])
@pytest.mark.parametrize(
    "date",
    ["2026-02-29", "2026-13-01", "02/03/2026", "2026-03-02T00:00:00", "", "20260302", "2026-03-11"],
    ids=["no leap year", "month 13", "British", "a time", "empty", "no dashes", "tomorrow"],
)
def test_an_impossible_date(platform, therapist, field, date):
    with nothing_changes(platform):
        answer = therapist.post("/v1/referrals", json=enquiry(**{field: date}))
    problem(answer, "invalid-input", 422, "/" + field.replace("__", "/"))


def test_several_faults_are_all_named(therapist):
    answer = therapist.post("/v1/referrals", json=enquiry(source="x", person__name="", reason=""))
    problem(answer, "invalid-input", 422, "/source", "/person/name", "/reason")


@pytest.mark.parametrize("text", ["A\u0000B", "\ud800"], ids=["NUL", "half a character"])
@pytest.mark.parametrize("field", ["reason", "person__name"])
def test_text_that_no_database_keeps(platform, therapist, field, text):
    body = json.dumps(enquiry(**{field: text})).encode()
    with nothing_changes(platform):
        answer = therapist.post("/v1/referrals", content=body, headers=JSON)
    assert answer.json()["type"] == "urn:dfg:problem:invalid-input"
    assert answer.status_code == 422


def test_a_district_outside_the_reach(platform):
    gloucester = platform.client(
        "referral", "occupational_therapist", dfg_read=[GLOUCESTER], dfg_write=[GLOUCESTER]
    )
    with nothing_changes(platform):
        answer = gloucester.post("/v1/referrals", json=enquiry(district=STROUD))
    problem(answer, "out-of-reach", 403)


def test_a_district_that_may_be_read_only(platform, therapist):
    reader = platform.client("referral", "occupational_therapist", dfg_write=[])
    case_id = refer(therapist)
    assert reader.get(f"/v1/referrals/{case_id}").status_code == 200
    with nothing_changes(platform):
        problem(reader.post("/v1/referrals", json=enquiry()), "out-of-reach", 403)
        answer = reader.post(f"/v1/referrals/{case_id}/triage", json=SCREENING)
        problem(answer, "not-found", 404)


def test_a_case_of_another_district_looks_like_one_that_is_not_there(platform, therapist):
    case_id = refer(therapist, district=STROUD)
    gloucester = platform.client(
        "referral", "occupational_therapist", dfg_read=[GLOUCESTER], dfg_write=[GLOUCESTER]
    )
    with nothing_changes(platform):
        theirs = gloucester.get(f"/v1/referrals/{case_id}")
        nobodys = gloucester.get(f"/v1/referrals/{uuid.uuid4()}")
        assert problem(theirs, "not-found", 404) == problem(nobodys, "not-found", 404)
        answer = gloucester.post(f"/v1/referrals/{case_id}/triage", json=SCREENING)
        problem(answer, "not-found", 404)


def test_a_command_in_the_wrong_state_says_what_is_awaited(platform, therapist):
    case_id = refer(therapist)
    therapist.post(f"/v1/referrals/{case_id}/triage", json=SCREENING)
    with nothing_changes(platform):
        answer = therapist.post(f"/v1/referrals/{case_id}/triage", json=SCREENING)
    assert "received" in problem(answer, "wrong-state", 409)["detail"]


def test_an_id_that_is_none(therapist):
    problem(therapist.get("/v1/referrals/17"), "invalid-input", 422, "/case_id")


@pytest.mark.parametrize("path", ["/v1/nothing", "/v2/referrals", "/v1/referrals/x/y/z", "/"])
def test_an_unknown_route(therapist, path):
    problem(therapist.get(path), None, 404)


def test_a_wrong_method_names_the_right_ones(therapist):
    answer = therapist.delete("/v1/referrals")
    problem(answer, None, 405)
    assert answer.headers["allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize("chunked", [False, True], ids=["its length told", "in chunks"])
def test_a_body_that_is_too_large(platform, therapist, chunked):
    body = json.dumps(enquiry(reason="x" * 2**20)).encode()
    content = (body[i : i + 65536] for i in range(0, len(body), 65536)) if chunked else body
    with nothing_changes(platform):
        answer = therapist.post("/v1/referrals", content=content, headers=JSON)
    problem(answer, None, 413)


def test_a_body_full_of_faults_is_answered_in_few_words(platform, therapist):
    with nothing_changes(platform):
        answer = therapist.post("/v1/referrals", json={f"n{n}": n for n in range(MOST_VALUES)})
    assert answer.status_code == 422
    assert len(answer.json()["errors"]) == MOST_TOLD
    assert len(answer.content) < 20_000


def test_an_answer_tells_its_trace_and_problems_do_too(therapist):
    for answer in (therapist.get("/v1/nothing"), therapist.post("/v1/referrals", json=enquiry())):
        assert len(answer.headers["traceresponse"].split("-")[1]) == 32
