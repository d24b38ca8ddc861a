"""People ask for help for themselves or their family, with a token of their own case."""

import uuid

import pytest

from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD, until

REQUEST = {
    "district": GLOUCESTER,
    "asking": "the_person",
    "person": {
        "name": "A. Person",
        "date_of_birth": "1950-01-31",
        "address": "1 Example Street",
        "postcode": "GL1 1AA",
    },
    "consent": {"given": True, "by": "A. Person", "on": "2026-03-10"},
    "difficulties": ["stairs", "bathing"],
    "in_own_words": "I sleep on the settee.",
}
PATH = "/v1/self-referrals"


def resident(platform, case_id=None):
    case_id = str(case_id or uuid.uuid4())
    return case_id, platform.client("referral", "resident", dfg_case=case_id)


def taken_up(therapist, case_id):
    path = f"/v1/referrals/{case_id}"
    until(lambda: therapist.get(path).is_success)
    return therapist.get(path).json()


def test_a_self_assessment_becomes_a_referral(platform, therapist):
    case_id, person = resident(platform)
    sent = person.post(PATH, json=REQUEST)
    assert (sent.status_code, sent.json()["case_id"]) == (201, case_id)
    referral = taken_up(therapist, case_id)
    assert referral["reference"] == sent.json()["reference"]
    assert (referral["state"], referral["received_on"]) == ("received", "2026-03-10")
    assert referral["enquiry"]["source"] == "self"
    assert referral["enquiry"]["reason"] == "Difficult: stairs, bathing. I sleep on the settee."
    [(kind, event)] = platform.told("referral", case_id)
    assert (kind, event["source"]) == ("referral.received", "self")


def test_a_daughter_asks_for_her_mother(platform, therapist):
    case_id, daughter = resident(platform)
    asked_by = {"name": "D. Person", "telephone": "01632 960001"}
    daughter.post(PATH, json=REQUEST | {"asking": "family_or_carer", "asked_by": asked_by})
    enquiry = taken_up(therapist, case_id)["enquiry"]
    assert enquiry["source"] == "family_or_carer"
    assert enquiry["referrer"]["name"] == "D. Person"


def test_a_request_without_consent_is_advised(platform, therapist):
    case_id, person = resident(platform)
    person.post(PATH, json=REQUEST | {"consent": REQUEST["consent"] | {"given": False}})
    assert taken_up(therapist, case_id)["state"] == "advised"
    assert platform.told("referral", case_id) == []


def test_a_request_is_sent_once_and_shown_to_its_sender_alone(platform, therapist):
    case_id, person = resident(platform)
    sent = person.post(PATH, json=REQUEST).json()
    taken_up(therapist, case_id)
    with nothing_changes(platform, table="self_referrals"):
        problem(person.post(PATH, json=REQUEST | {"district": STROUD}), "wrong-state", 409)
    assert person.get(f"{PATH}/{case_id}").json() == sent
    _, another = resident(platform)
    problem(another.get(f"{PATH}/{case_id}"), "not-found", 404)


def test_a_request_is_no_way_to_other_cases_or_to_officers_acts(platform):
    case_id, person = resident(platform)
    person.post(PATH, json=REQUEST)
    problem(person.get(f"/v1/referrals/{case_id}"), "scope-missing", 403)
    problem(person.post(f"/v1/referrals/{case_id}/triage", json={}), "scope-missing", 403)
    unbound = platform.client("referral", "resident", dfg_case=None)
    problem(unbound.post(PATH, json=REQUEST), "unauthenticated", 401)


@pytest.mark.parametrize(
    "change, pointer",
    [
        ({"person": REQUEST["person"] | {"nhs_number": "943 476 5871"}}, "/person/nhs_number"),
        ({"person": REQUEST["person"] | {"postcode": "GL"}}, "/person/postcode"),
        ({"person": REQUEST["person"] | {"date_of_birth": "2026-03-11"}}, "/person/date_of_birth"),
        ({"difficulties": []}, "/difficulties"),
        ({"asking": "the_neighbours"}, "/asking"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_request_that_cannot_be(platform, change, pointer):
    _, person = resident(platform)
    with nothing_changes(platform, table="self_referrals"):
        problem(person.post(PATH, json=REQUEST | change), "invalid-input", 422, pointer)
