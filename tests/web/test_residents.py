"""A person, or who speaks for them, sees across all services what is wanted of them (guidance 4.28),
and which letters they were sent. Where, they find in the services' own documents.
"""

import uuid

import pytest

from deploy.local.roles import SERVICES
from shared.web.openapi import operations
from tests.grants.notices import asked
from tests.grants.test_service import GrantCase
from tests.means_test.test_evidence import household
from tests.platform.answers import problem
from tests.platform.running import NOW, until
from tests.referral.enquiries import SCREENING, refer

PAPERS = "Papers about your money."
FORM = "Your application form and the papers that it asks for."
HEARS = {"referral": "/v1/referrals", "means_test": "/v1/cases", "grants": "/v1/cases"}
"""The services that tell a person of their case, and where each case of theirs is."""


@pytest.fixture(scope="module")
def case(running):
    """A case that was referred, tested, asked for payslips and offered a grant."""
    running.now = NOW
    therapist = running.client("referral", "occupational_therapist")
    benefits = running.client("means_test", "benefits_officer")
    running.address("forum")
    case_id = refer(therapist)
    assert therapist.post(f"/v1/referrals/{case_id}/triage", json=SCREENING).is_success
    tested = f"/v1/cases/{case_id}/preliminary-tests"
    until(lambda: benefits.post(tested, json=household()).is_success)
    payslips = {"kind": "payslip", "of": "a"}
    assert benefits.post(f"/v1/cases/{case_id}/evidence", json=payslips).is_success
    grant = GrantCase(running)
    grant.id = uuid.UUID(case_id)
    return grant.offered()


@pytest.fixture(params=["the person", "who speaks for them"])
def resident(platform, request, case):
    """Somebody before a service, with a token for the case."""
    claims = {"dfg_case": str(case.id), "sub": request.param}
    return lambda service: platform.client(service, "resident", **claims)


def described(platform):
    """Where a person is told of their case, as the documents say: by service."""
    for service in SERVICES:
        document = platform.client(service).get("/openapi.json").json()
        for method, path, operation in operations(document):
            [scopes] = operation["security"][0].values()
            if method == "get" and "case:read" in scopes and shows_wanted(document, operation):
                yield service, path


def shows_wanted(document, operation):
    content = operation["responses"]["200"]["content"].get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    return "wanted" in document["components"]["schemas"].get(name, {}).get("properties", {})


def told(resident, service, path, case):
    answer = resident(service).get(path.format(case_id=case.id))
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_what_is_wanted_is_found_from_the_documents_alone(platform, resident, case):
    found = {s: told(resident, s, path, case) for s, path in described(platform)}
    assert found.keys() == {*HEARS, "forum"}
    [payslips] = [w for w in found["means_test"]["wanted"] if w["kind"] == "payslip"]
    assert (payslips["what"], payslips["kind"], payslips["asked_on"]) == (
        "Payslips of the disabled person.",
        "payslip",
        "2026-03-10",
    )
    assert [wanted["what"] for wanted in found["grants"]["wanted"]] == [FORM]
    assert found["referral"]["wanted"] == []
    assert len({shown["case_id"] for shown in found.values()}) == 1


def test_progress_says_that_something_is_wanted_and_where_it_is_told(platform, resident, case):
    progress = resident("forum")
    at = f"/v1/timelines/{case.id}/progress"
    until(lambda: set(progress.get(at).json()["wanted"]) == {FORM, PAPERS})
    elsewhere = progress.get(at).json()["told_by"]
    assert {each["service"] for each in elsewhere} == set(HEARS)
    for each in elsewhere:
        assert resident(each["service"]).get(each["path"]).is_success


def test_a_letter_is_read_once_it_was_sent(platform, resident, case):
    letter = case.officer.post(f"/v1/cases/{case.id}/letters", json=asked()).json()["id"]
    person, at = resident("grants"), f"/v1/cases/{case.id}"
    problem(person.get(f"{at}/letters/{letter}/html"), "not-found", 404)
    assert letter not in person.get(f"{at}/told").text
    sent = {"sent_on": "2026-03-10", "channel": "email"}
    case.does(f"letters/{letter}/sending", sent)
    seen = {each.pop("id"): each for each in person.get(f"{at}/told").json()["letters"]}
    assert seen[letter] == {"title": "What we could offer you", "sent_on": "2026-03-10"}
    assert "Ms Person" in person.get(f"{at}/letters/{letter}/html").text


def test_nobody_sees_another_s_case_or_does_an_officer_s_work(platform, resident, case):
    of_another = {"dfg_case": str(uuid.uuid4())}
    for service, path in described(platform):
        other = platform.client(service, "resident", **of_another)
        problem(other.get(path.format(case_id=case.id)), "not-found", 404)
    for service, step, body in (
        ("means_test", "evidence", {"kind": "payslip", "of": "a"}),
        ("grants", "letters", asked()),
        ("grants", "invitation/answer", {"answered_on": "2026-03-10", "reason": "Nothing"}),
    ):
        answer = resident(service).post(f"/v1/cases/{case.id}/{step}", json=body)
        problem(answer, "scope-missing", 403)
    for service, at in HEARS.items():
        problem(resident(service).get(f"{at}/{case.id}"), "scope-missing", 403)


def test_what_came_is_wanted_no_longer(platform, case):
    """A copy is not enough: the original is still wanted."""
    benefits = platform.client("means_test", "benefits_officer")
    person = platform.client("means_test", "resident", dfg_case=str(case.id))

    def wanted():
        shown = person.get(f"/v1/cases/{case.id}/told").json()["wanted"]
        return [each for each in shown if each["kind"] == "bank_statement"]

    statements = {"kind": "bank_statement", "of": "a"}
    asked_for = benefits.post(f"/v1/cases/{case.id}/evidence", json=statements).json()
    receipt = {"received_on": "2026-03-10", "seen_by": "B. Officer"}
    at = f"/v1/evidence/{asked_for['id']}/receipt"
    assert benefits.post(at, json=receipt | {"original_seen": False}).is_success
    [copied] = wanted()
    assert (copied["copy_on"], "show us the original" in copied["what"]) == ("2026-03-10", True)
    assert benefits.post(at, json=receipt | {"original_seen": True}).is_success
    assert wanted() == []
