"""A request that is sent again gets the first answer, and acts once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD, until
from tests.referral.enquiries import SCREENING, enquiry, refer


def send(client, key, **changes):
    return client.post("/v1/referrals", json=enquiry(**changes), headers={"idempotency-key": key})


def received(platform, client_key):
    return platform.sql.one(
        "SELECT count(*) FROM referral.enquiries WHERE enquiry ->> 'reason' = $1", client_key
    )


def test_the_same_request_again_gets_the_same_answer_and_acts_once(platform, therapist):
    first = send(therapist, "again", reason="again")
    with nothing_changes(platform):
        second = send(therapist, "again", reason="again")
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]
    assert received(platform, "again") == 1


def test_the_answer_stays_the_first_one_when_the_case_has_moved_on(therapist):
    first = send(therapist, "moved on")
    case_id = first.json()["case_id"]
    therapist.post(f"/v1/referrals/{case_id}/triage", json=SCREENING)
    assert send(therapist, "moved on").json()["state"] == "received"


def test_the_same_key_with_another_body(platform, therapist):
    send(therapist, "reused")
    with nothing_changes(platform):
        problem(send(therapist, "reused", reason="another"), "idempotency-key-reused", 422)


def test_the_same_key_for_another_command(platform, therapist):
    case_id = send(therapist, "elsewhere").json()["case_id"]
    with nothing_changes(platform):
        answer = therapist.post(
            f"/v1/referrals/{case_id}/triage",
            json=SCREENING,
            headers={"idempotency-key": "elsewhere"},
        )
        problem(answer, "idempotency-key-reused", 422)


def test_keys_of_different_people_have_nothing_to_do_with_each_other(platform, therapist):
    other = platform.client("referral", "occupational_therapist", sub="somebody else")
    first, second = send(therapist, "common"), send(other, "common", reason="another")
    assert first.json()["case_id"] != second.json()["case_id"]


def test_sent_ten_times_at_once_it_acts_once(platform, therapist):
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: send(therapist, "at once", reason="at once"), range(10)))
    assert {a.status_code for a in answers} == {201}
    assert len({a.content for a in answers}) == 1
    assert received(platform, "at once") == 1
    case_id = answers[0].json()["case_id"]
    assert [kind for kind, _ in platform.told("referral", case_id)] == ["referral.received"]


def test_a_refused_request_leaves_its_key_free(platform, therapist):
    gloucester = platform.client("referral", "occupational_therapist", dfg_write=["E07000081"])
    problem(send(gloucester, "free", district=STROUD), "out-of-reach", 403)
    assert send(gloucester, "free").status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 201, "x" * 3000])
def test_a_key_that_is_empty_or_too_long(platform, therapist, key):
    with nothing_changes(platform):
        problem(send(therapist, key), "invalid-input", 422, "/idempotency-key")


def test_without_a_key_each_request_acts(therapist):
    assert refer(therapist) != refer(therapist)


def test_the_query_belongs_to_what_a_key_stands_for(platform, options):
    """A file for one provider is not the same file for another."""
    key = {"idempotency-key": "the same file"}
    asked = {"district": GLOUCESTER, "provider_id": "first"}
    file = b"UPRN,Bedrooms\r\n100009000001,2\r\n"
    sent = options.post("/v1/loads", params=asked, content=file, headers=key)
    assert sent.status_code == 201
    until(lambda: options.get(sent.headers["location"]).json()["state"] != "running")
    with nothing_changes(platform, "register", "loads"):
        again = options.post(
            "/v1/loads", params=asked | {"provider_id": "second"}, content=file, headers=key
        )
        problem(again, "idempotency-key-reused", 422)


def test_a_name_and_a_key_are_joined_without_ambiguity(platform):
    """`a` with `b/c` is not `a/b` with `c`."""
    one = platform.client("referral", "occupational_therapist", sub="a")
    other = platform.client("referral", "occupational_therapist", sub="a/b")
    first, second = send(one, "b/c", reason="one"), send(other, "c", reason="other")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["case_id"] != second.json()["case_id"]


def test_an_answer_is_given_again_only_to_somebody_who_may_still_see_it(platform, therapist):
    assert send(therapist, "seen", district=STROUD).status_code == 201
    moved = platform.client(
        "referral", "occupational_therapist", dfg_read=[GLOUCESTER], dfg_write=[GLOUCESTER]
    )
    answer = send(moved, "seen", district=STROUD)
    problem(answer, "out-of-reach", 403)
    assert "case_id" not in answer.text


def test_nor_to_somebody_whose_token_is_narrowed_since(platform, options):
    key = {"idempotency-key": "narrowed"}
    asked = {"district": GLOUCESTER, "provider_id": "demo-provider"}
    file = b"UPRN,Bedrooms\r\n100009000002,2\r\n"
    assert options.post("/v1/loads", params=asked, content=file, headers=key).status_code == 201
    narrowed = platform.client("register", "housing_options", dfg_provider="demo-provider")
    problem(
        narrowed.post("/v1/loads", params=asked, content=file, headers=key), "out-of-reach", 403
    )
