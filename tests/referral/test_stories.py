"""From first contact on: one story for each kind of referral, as an occupational therapist tells it."""

import pytest

from tests.referral.enquiries import SCREENING, enquiry


@pytest.fixture
def therapist(platform):
    return platform.client("referral", "occupational_therapist")


def comes_in(platform, client, source, told_as, **changes):
    """It is taken up, and the other services hear of it in their own words."""
    answer = client.post("/v1/referrals", json=enquiry(source=source, **changes))
    assert answer.status_code == 201, answer.text
    case_id = answer.json()["case_id"]
    [(kind, event)] = platform.told("referral", case_id)
    assert (kind, event["source"]) == ("referral.received", told_as)
    assert answer.json()["enquiry"]["source"] == source
    return case_id


REFERRERS = [
    ("occupational_therapist", "occupational_therapist", "the county's own therapist"),
    ("hospital_occupational_therapist", "hospital", "a therapist of a hospital's ward"),
    ("gp", "gp", "a doctor's surgery"),
    ("clinician", "other", "a physiotherapist"),
    ("childrens_services", "social_care", "the service for disabled children"),
    ("landlord", "landlord", "a housing provider, for its tenant"),
    ("contact_centre", "social_care", "the county's contact centre"),
]


@pytest.mark.parametrize("source, told_as, who", REFERRERS, ids=[who for *_, who in REFERRERS])
def test_somebody_refers_a_person_and_can_be_asked_about_it(
    platform, therapist, source, told_as, who
):
    referrer = {"name": "R. Referrer", "organisation": who, "reference": "OUR-1"}
    case_id = comes_in(platform, therapist, source, told_as, referrer=referrer)
    shown = therapist.get(f"/v1/referrals/{case_id}").json()["enquiry"]["referrer"]
    assert (shown["organisation"], shown["reference"]) == (who, "OUR-1")
    found = therapist.get("/v1/referrals", params={"source": source, "limit": 100}).json()
    assert case_id in {each["case_id"] for each in found["items"]}


def test_the_hospital_sends_someone_home_and_the_case_is_urgent(platform, therapist):
    """Guidance 4.38: the person leaves hospital and is at risk."""
    case_id = comes_in(platform, therapist, "hospital_occupational_therapist", "hospital")
    body = SCREENING | {"circumstances": ["leaving_hospital_at_risk"]}
    triage = therapist.post(f"/v1/referrals/{case_id}/triage", json=body).json()["triage"]
    assert (triage["urgency"], triage["targets"][0]["working_days"]) == ("urgent", 5)


def test_a_parent_speaks_for_a_child_and_letters_are_in_large_print(platform, therapist):
    parent = {"name": "P. Parent", "capacity": "parent", "telephone": "01632 960002"}
    changes = {
        "person__date_of_birth": "2019-05-01",
        "person__representative": parent,
        "person__communication_needs": ["large_print", "interpreter"],
        "consent__by": "P. Parent",
    }
    case_id = comes_in(platform, therapist, "childrens_services", "social_care", **changes)
    person = therapist.get(f"/v1/referrals/{case_id}").json()["enquiry"]["person"]
    assert person["representative"]["capacity"] == "parent"
    assert person["communication_needs"] == ["large_print", "interpreter"]


def test_a_source_that_other_services_hear_of_alike_is_corrected_without_telling_them(
    platform, therapist
):
    case_id = comes_in(platform, therapist, "contact_centre", "social_care")
    body = {"enquiry": enquiry(source="social_care"), "reason": "the team itself rang"}
    assert therapist.put(f"/v1/referrals/{case_id}/enquiry", json=body).status_code == 200
    assert len(platform.told("referral", case_id)) == 1
