"""A FHIR UK Core ServiceRequest comes in as a referral, and a Task says what became of it."""

import json
import uuid
from copy import deepcopy

import pytest
from fhir.resources.R4B.operationoutcome import OperationOutcome
from fhir.resources.R4B.task import Task

from services.referral.fhir.routes import EXAMPLE
from tests.platform.answers import nothing_changes
from tests.platform.running import GLOUCESTER, STROUD
from tests.referral.enquiries import SCREENING

PATH = "/v1/fhir/ServiceRequest"
ASKED = {"district": GLOUCESTER, "source": "hospital_occupational_therapist"}
CONSENT = {
    "resourceType": "Consent",
    "status": "active",
    "scope": {"coding": [{"code": "patient-privacy"}]},
    "category": [{"coding": [{"code": "INFA"}]}],
    "policyRule": {"coding": [{"code": "OPTIN"}]},
}


def request(consent=True, **changes):
    """A request of its own, changed."""
    made = deepcopy(EXAMPLE) | changes
    if "identifier" not in changes:
        value = uuid.uuid4().hex
        made["identifier"] = [{"system": "https://trust.example/requests", "value": value}]
    made["contained"] = [*made["contained"], *([CONSENT] if consent else [])]
    return made


def patient(**changes):
    return {"contained": [EXAMPLE["contained"][0] | changes]}


def send(client, made, **asked):
    content = made if isinstance(made, bytes) else json.dumps(made)
    headers = {"content-type": "application/fhir+json"}
    return client.post(PATH, params=ASKED | asked, content=content, headers=headers)


def outcome(answer, code, slug, status, pointer=None):
    """Check that the answer says what was wrong as FHIR has it, and where."""
    assert answer.headers["content-type"] == "application/fhir+json", answer.text
    assert answer.status_code == status, answer.text
    [issue] = OperationOutcome.model_validate(answer.json()).issue
    assert (issue.code, issue.details.coding[0].code) == (code, slug)
    if pointer:
        assert issue.diagnostics.startswith(f"{pointer}: ")


def test_a_request_becomes_a_referral_and_is_answered_with_a_task(platform, therapist):
    answer = send(therapist, made := request())
    assert answer.status_code == 201, answer.text
    task = Task.model_validate(answer.json())
    assert (task.status, task.businessStatus.text) == ("received", "received")
    referral = therapist.get(f"/v1/referrals/{answer.json()['id']}").json()
    person = referral["enquiry"]["person"]
    assert (person["name"], person["date_of_birth"]) == ("Ada Example", "1967-06-15")
    assert (person["address"], person["postcode"]) == ("1 Example Street, Tewkesbury", "GL20 5AA")
    assert person["nhs_number"] == "9434765870"
    assert referral["received_on"] == "2026-03-02"
    assert referral["enquiry"]["referrer"]["reference"] == made["identifier"][0]["value"]
    assert platform.told("referral", answer.json()["id"])[0][1]["source"] == "hospital"


def test_a_bundle_is_read_as_its_request(therapist):
    made = request(consent=False)
    [person] = made.pop("contained")
    entries = [{"resource": each} for each in (person, made, CONSENT)]
    answer = send(therapist, {"resourceType": "Bundle", "type": "message", "entry": entries})
    assert (answer.status_code, answer.json()["status"]) == (201, "received")


def test_without_a_consent_beside_it_a_request_is_held(platform, therapist):
    answer = send(therapist, request(consent=False))
    assert answer.json()["status"] == "on-hold"
    assert platform.told("referral", answer.json()["id"]) == []


def test_the_task_follows_the_referral(therapist):
    task = send(therapist, request()).json()
    therapist.post(f"/v1/referrals/{task['id']}/triage", json=SCREENING)
    assert therapist.get(f"/v1/fhir/Task/{task['id']}").json()["status"] == "in-progress"


def test_the_same_request_again_changes_nothing_and_another_content_is_a_conflict(
    platform, therapist
):
    first = send(therapist, made := request()).json()
    assert send(therapist, made).json() == first
    assert len(platform.told("referral", first["id"])) == 1
    changed = made | {"reasonCode": [{"text": "something else"}]}
    outcome(send(therapist, changed), "conflict", "request-changed", 409)


WRONG = {
    "a number that fails its check": (
        patient(
            identifier=[{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9434765871"}]
        ),
        "/person/nhs_number",
    ),
    "a postcode that is none": (
        patient(address=[{"line": ["1 Example Street"], "postalCode": "GL"}]),
        "/person/postcode",
    ),
    "a birth without its day": (patient(birthDate="1967-06"), "/birthDate"),
    "a request that is over": ({"status": "revoked"}, "/status"),
    "a status that is none": ({"status": "banana"}, "/status"),
    "a request of no name": ({"identifier": [{"value": "1"}]}, "/identifier"),
    "no patient": ({"contained": []}, ""),
    "an unknown field": ({"colour": "red"}, ""),
    "no reason": ({"reasonCode": []}, "/reason"),
}


@pytest.mark.parametrize("change, pointer", WRONG.values(), ids=WRONG)
def test_a_request_that_cannot_be(platform, therapist, change, pointer):
    with nothing_changes(platform):
        answer = send(therapist, request(**change))
        outcome(answer, "invalid", "invalid-input", 422, pointer)
        assert "banana" not in answer.text
        assert "9434765871" not in answer.text


@pytest.mark.parametrize(
    "body", [b"not json", b"[]", b'{"a":' * 40 + b"1" + b"}" * 40], ids=["no", "a list", "deep"]
)
def test_what_is_no_request(platform, therapist, body):
    with nothing_changes(platform):
        outcome(send(therapist, body), "invalid", "invalid-input", 422, "")


def test_a_request_for_another_district_is_refused(platform):
    officer = platform.client("referral", "occupational_therapist", dfg_write=[STROUD])
    outcome(send(officer, request()), "forbidden", "out-of-reach", 403)


def test_a_task_that_is_not_there_and_a_caller_who_is_nobody(platform, therapist):
    """Also what is refused before the request is read."""
    at = f"/v1/fhir/Task/{uuid.uuid4()}"
    outcome(therapist.get(at), "not-found", "not-found", 404)
    outcome(platform.client("referral").get(at), "login", "unauthenticated", 401)
