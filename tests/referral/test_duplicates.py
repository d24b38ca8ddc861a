"""Records that may be of one person are offered, never put together; an officer says what they are."""

import uuid

import pytest

from services.referral.domain.enquiry import Person
from services.referral.duplicates.candidates import sharing
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD
from tests.referral.enquiries import enquiry
from tests.referral.test_finding import goes_by_an_index, plan_of


@pytest.fixture
def somebody():
    """A person whom no other test knows."""
    name = "".join(chr(ord("a") + int(digit, 16)) for digit in uuid.uuid4().hex[:9])
    return {
        "name": f"Margaret {name.title()}",
        "date_of_birth": "1950-03-21",
        "address": f"1 {name.title()} Street",
        "postcode": "GL1 1AA",
    }


def refer(client, person, **changes):
    answer = client.post("/v1/referrals", json=enquiry(person=person, **changes))
    assert answer.status_code == 201, answer.text
    return answer.json()["case_id"]


def alike(client, case_id):
    answer = client.get(f"/v1/referrals/{case_id}/likenesses")
    assert answer.status_code == 200, answer.text
    return answer.json()


def offered(client, case_id):
    return {each["case_id"]: each["likeness"] for each in alike(client, case_id)["offered"]}


def say(client, case_id, other, said, reason="asked on the telephone"):
    body = {"other": other, "said": said, "reason": reason}
    return client.post(f"/v1/referrals/{case_id}/likenesses", json=body)


@pytest.fixture
def twice(therapist, somebody):
    """One person whose case is open, referred again by a nickname."""
    first = refer(therapist, somebody)
    nickname = somebody["name"].replace("Margaret", "Peggy")
    return first, refer(therapist, somebody | {"name": nickname})


def test_an_open_case_is_offered_with_reasons(therapist, twice):
    first, second = twice
    [found] = alike(therapist, second)["offered"]
    assert (found["case_id"], found["likeness"], found["open"]) == (first, "strong", True)
    assert found["reasons"] == {
        "nhs_number": "unknown",
        "given_name": "called",
        "family_name": "same",
        "date_of_birth": "same",
        "home": "same",
    }


def test_whether_a_person_is_known_is_asked_before_the_enquiry(therapist, somebody):
    case_id = refer(therapist, somebody)
    asked = {"person": somebody | {"date_of_birth": "1950-03-22"}}
    [found] = therapist.post("/v1/referrals/likenesses", json=asked).json()["offered"]
    assert (found["case_id"], found["likeness"]) == (case_id, "possible")


def test_twins_are_offered_as_two_people_of_one_home(therapist, somebody):
    one = refer(therapist, somebody)
    other = refer(therapist, somebody | {"name": somebody["name"].replace("Margaret", "Marianne")})
    assert offered(therapist, other) == {one: "same_household"}


def test_nothing_is_put_together_until_somebody_says_so_and_then_nothing_is_lost(therapist, twice):
    first, second = twice
    assert alike(therapist, first)["same_person"] == []
    before = therapist.get(f"/v1/referrals/{first}").json()
    told = say(therapist, second, first, "same_person").json()
    assert (told["same_person"], told["offered"]) == ([first], [])
    mirrored = alike(therapist, first)
    assert (mirrored["same_person"], mirrored["offered"]) == ([second], [])
    assert mirrored["said"][0]["reason"] == "asked on the telephone"
    assert therapist.get(f"/v1/referrals/{first}").json() == before


def test_what_was_said_is_taken_back_with_a_reason_and_stays_on_record(therapist, twice):
    first, second = twice
    say(therapist, second, first, "same_person")
    say(therapist, first, second, "taken_back", "her sister")
    for case_id in twice:
        told = alike(therapist, case_id)
        assert (told["same_person"], len(told["offered"])) == ([], 1)
        assert [each["said"] for each in told["said"]] == ["same_person", "taken_back"]
        assert told["said"][1]["reason"] == "her sister"


def test_two_people_are_not_offered_again(therapist, twice):
    first, second = twice
    say(therapist, first, second, "another_person")
    assert offered(therapist, first) == offered(therapist, second) == {}


@pytest.mark.parametrize("said", ["same_person", "another_person"])
def test_one_thing_is_said_at_a_time(platform, therapist, twice, said):
    first, second = twice
    with nothing_changes(platform, table="person_links"):
        problem(say(therapist, first, second, "taken_back"), "wrong-state", 409)
    say(therapist, first, second, "same_person")
    with nothing_changes(platform, table="person_links"):
        problem(say(therapist, second, first, said), "wrong-state", 409)
        problem(say(therapist, first, first, said), "invalid-input", 422, "/other")
        problem(say(therapist, first, second, "taken_back", ""), "invalid-input", 422, "/reason")


def test_another_district_s_record_is_neither_offered_nor_linked(platform, therapist, somebody):
    theirs = refer(therapist, somebody, district=STROUD)
    ours = refer(therapist, somebody)
    assert offered(therapist, ours) == {theirs: "strong"}
    officer = platform.client(
        "referral", "occupational_therapist", dfg_read=[GLOUCESTER], dfg_write=[GLOUCESTER]
    )
    assert offered(officer, ours) == {}
    reader = platform.client("referral", "occupational_therapist", dfg_write=[GLOUCESTER])
    with nothing_changes(platform, table="person_links"):
        told = problem(say(officer, ours, theirs, "same_person"), "not-found", 404)
        assert "another district" in told["detail"]
        told = problem(say(reader, ours, theirs, "same_person"), "out-of-reach", 403)
        assert f"of {STROUD}" in told["detail"]
        assert "works for both districts" in told["detail"]
    assert say(therapist, ours, theirs, "same_person").json()["same_person"] == [theirs]
    assert alike(therapist, theirs)["same_person"] == [ours]


async def test_whom_a_person_may_be_is_found_by_indexes(platform, therapist, somebody):
    refer(therapist, somebody)
    person = Person(**somebody, nhs_number="9434765919", uprn="100120777123")
    plan = await plan_of(platform, sharing(person))
    assert goes_by_an_index(plan), plan
