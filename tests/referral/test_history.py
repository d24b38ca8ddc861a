"""What was recorded of a referral can be corrected, and what it was before stays on record."""

import pytest

from tests.platform.answers import nothing_changes, problem
from tests.platform.running import STROUD
from tests.referral.enquiries import ASSESSMENT, SCREENING, enquiry, recorded

URGENT = SCREENING | {"circumstances": ["living_alone_at_risk"]}


@pytest.fixture
def assessed(therapist, triaged):
    answer = therapist.post(f"/v1/referrals/{triaged}/assessment", json=ASSESSMENT)
    assert answer.status_code == 200, answer.text
    return triaged


def put(client, case_id, what, body, status=200):
    answer = client.put(f"/v1/referrals/{case_id}/{what}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


def history(client, case_id):
    return client.get(f"/v1/referrals/{case_id}/history").json()


def told(platform, case_id):
    return [kind for kind, _ in platform.told("referral", case_id)]


def test_an_enquiry_is_corrected_with_a_reason_and_its_history(platform, therapist, case_id):
    right = enquiry(person__name="Another Name")
    body = {"enquiry": right, "reason": "misheard on the telephone"}
    shown = put(therapist, case_id, "enquiry", body)
    assert (shown["enquiry"], shown["version"]) == (recorded(right), 2)
    first, second = history(therapist, case_id)["enquiries"]
    assert (first["enquiry"], first["reason"]) == (recorded(enquiry()), None)
    assert (second["enquiry"], second["reason"]) == (recorded(right), "misheard on the telephone")
    assert second["recorded_by"] == "development:occupational_therapist"
    assert second["recorded_at"] == "2026-03-10T12:00:00Z"
    assert told(platform, case_id) == ["referral.received"]


def test_others_are_told_when_it_came_in_on_another_day_or_from_somebody_else(
    platform, therapist, case_id
):
    right = enquiry(received_on="2026-02-27", source="hospital")
    put(therapist, case_id, "enquiry", {"enquiry": right, "reason": "the letter's date"})
    kind, event = platform.told("referral", case_id)[-1]
    assert kind == "referral.corrected"
    assert (event["received_on"], event["source"]) == ("2026-02-27", "hospital")


def test_another_day_of_the_enquiry_counts_the_targets_again(platform, therapist, triaged):
    """Guidance 4.27: they are counted from the enquiry."""
    before = therapist.get(f"/v1/referrals/{triaged}").json()["triage"]["targets"]
    right = enquiry(received_on="2026-02-27")
    shown = put(therapist, triaged, "enquiry", {"enquiry": right, "reason": "the letter's date"})
    assert shown["triage"]["targets"][0]["due_on"] == "2026-03-27"
    assert before[0]["due_on"] == "2026-03-30"
    assert told(platform, triaged)[-2:] == ["referral.corrected", "referral.triaged"]


@pytest.mark.parametrize(
    "changes, pointer",
    [
        ({"district": STROUD}, "/enquiry/district"),
        ({"received_on": "2026-03-11"}, "/enquiry/received_on"),
        ({"received_on": "2026-03-05"}, "/enquiry/received_on"),
        ({"consent__given": False}, "/enquiry/consent/given"),
        ({"person__date_of_birth": "2026-03-11"}, "/enquiry/person/date_of_birth"),
    ],
)
def test_a_correction_that_cannot_be(platform, therapist, assessed, changes, pointer):
    """The case was assessed on the fourth of March."""
    body = {"enquiry": enquiry(**changes), "reason": "because"}
    with nothing_changes(platform):
        answer = therapist.put(f"/v1/referrals/{assessed}/enquiry", json=body)
        problem(answer, "invalid-input", 422, pointer)


@pytest.mark.parametrize("what", ["enquiry", "triage", "assessment"])
def test_nothing_is_recorded_again_without_a_reason(platform, therapist, assessed, what):
    body = {
        "enquiry": {"enquiry": enquiry()},
        "triage": {"screening": SCREENING},
        "assessment": {"assessment": ASSESSMENT, "because": "correction"},
    }[what]
    with nothing_changes(platform):
        answer = therapist.put(f"/v1/referrals/{assessed}/{what}", json=body)
        problem(answer, "invalid-input", 422, "/reason")


def test_a_triage_is_revised_when_circumstances_change(platform, therapist, triaged):
    """Guidance 4.24 and 4.39."""
    body = {"screening": URGENT, "reason": "the partner died"}
    shown = put(therapist, triaged, "triage", body)
    assert (shown["state"], shown["triage"]["urgency"]) == ("triaged", "urgent")
    first, second = history(therapist, triaged)["triages"]
    assert (first["triage"]["urgency"], first["reason"]) == ("non_urgent", None)
    assert (second["triage"]["urgency"], second["reason"]) == ("urgent", "the partner died")
    kind, event = platform.told("referral", triaged)[-1]
    assert (kind, event["urgency"]) == ("referral.triaged", "urgent")
    assert "reason" not in event


def test_a_triage_is_revised_after_the_assessment_too(therapist, assessed):
    """4.39: also where more is found during the assessment."""
    body = {"screening": URGENT, "reason": "found at home"}
    assert put(therapist, assessed, "triage", body)["state"] == "assessed"


def test_an_assessment_is_corrected_and_repeated(platform, therapist, assessed):
    right = ASSESSMENT | {"needs": ["bath_or_shower", "lavatory"]}
    body = {"assessment": right, "because": "correction", "reason": "a need left out"}
    assert put(therapist, assessed, "assessment", body)["assessment"] == right
    later = right | {"assessed_on": "2026-03-09"}
    body = {"assessment": later, "because": "reassessment", "reason": "she can do less"}
    assert put(therapist, assessed, "assessment", body)["assessment"] == later
    found = history(therapist, assessed)["assessments"]
    assert [each["because"] for each in found] == [None, "correction", "reassessment"]
    assert [each["assessment"] for each in found] == [ASSESSMENT, right, later]
    kind, event = platform.told("referral", assessed)[-1]
    assert (kind, event["assessed_on"]) == ("referral.assessed", "2026-03-09")


def test_an_assessment_again_is_held_to_the_same_rules(platform, therapist, assessed):
    body = {
        "assessment": ASSESSMENT | {"assessed_on": "2026-03-11"},
        "because": "reassessment",
        "reason": "x",
    }
    with nothing_changes(platform):
        answer = therapist.put(f"/v1/referrals/{assessed}/assessment", json=body)
        problem(answer, "invalid-input", 422, "/assessment/assessed_on")


def test_an_enquiry_that_was_signposted_is_taken_up_after_all(platform, therapist, case_id):
    """Guidance 4.24: more is known, or it was a mistake."""
    path = f"/v1/referrals/{case_id}"
    therapist.post(f"{path}/signposting", json={"to": "warm_and_well"})
    shown = therapist.post(f"{path}/taking-up", json={"reason": "needs a lift too"}).json()
    assert (shown["state"], shown["signposted_to"]) == ("received", None)
    first, second = history(therapist, case_id)["signpostings"]
    assert (first["to"], second["to"], second["reason"]) == (
        "warm_and_well",
        None,
        "needs a lift too",
    )
    assert told(platform, case_id)[-2:] == ["referral.signposted", "referral.taken-up-again"]
    assert therapist.post(f"{path}/triage", json=SCREENING).status_code == 200


@pytest.mark.parametrize(
    "what, body",
    [
        ("triage", {"screening": SCREENING, "reason": "x"}),
        ("assessment", {"assessment": ASSESSMENT, "because": "correction", "reason": "x"}),
    ],
)
def test_what_was_not_recorded_yet_cannot_be_recorded_again(
    platform, therapist, case_id, what, body
):
    with nothing_changes(platform):
        answer = therapist.put(f"/v1/referrals/{case_id}/{what}", json=body)
        problem(answer, "wrong-state", 409)


def test_a_history_can_only_be_added_to(platform, therapist, assessed):
    """The service's own role may neither change nor delete what was recorded."""
    for table in ("enquiries", "screenings", "signpostings", "assessments"):
        for right in ("UPDATE", "DELETE"):
            may = "SELECT has_table_privilege('dfg_referral', $1, $2)"
            assert not platform.sql.one(may, f"referral.{table}", right)
