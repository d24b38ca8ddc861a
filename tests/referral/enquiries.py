"""A referral in one line."""

from copy import deepcopy

from tests.platform.running import GLOUCESTER

_ENQUIRY = {
    "district": GLOUCESTER,
    "received_on": "2026-03-02",
    "source": "gp",
    "person": {
        "name": "A. Person",
        "date_of_birth": "1950-01-31",
        "address": "1 Example Street",
        "postcode": "GL1 1AA",
    },
    "consent": {"given": True, "by": "A. Person", "on": "2026-03-02"},
    "reason": "Finds it hard to get about at home.",
}
ASSESSMENT = {
    "assessed_on": "2026-03-04",
    "needs": ["bath_or_shower", "access_dwelling"],
    "recommended_works": [{"kind": "level_access_shower", "purposes": ["bath_or_shower"]}],
    "access_need": {"category": "C", "bedrooms": 1, "household_size": 1, "areas": [GLOUCESTER]},
    "requirements": [],
    "one_lower_acceptable": False,
    "disabled_people": 1,
    "joint_visit": False,
    "technology_considered": False,
    "valid_until": None,
}
"""As it is sent, and shown: without its narrative."""
WITH_ALL = [
    *("district_council", "occupational_therapy", "health_services", "landlord"),
    *("equipment_suppliers", "contractors", "housing_register"),
]
FOR_ALL = ["assessment", "grant", "works", "another_home"]
SCREENING = {"major_adaptation": False, "complicated_situation": False}


def enquiry(**changes):
    """A valid enquiry, changed at `person__name="..."`."""
    made = deepcopy(_ENQUIRY)
    for path, value in changes.items():
        *above, last = path.split("__")
        place = made
        for step in above:
            place = place[step]
        place[last] = value
    return made


def recorded(made):
    """An enquiry as it is shown: with what was not stated."""
    person = {"nhs_number": None, "uprn": None, "communication_needs": [], "representative": None}
    consent = {"with_whom": WITH_ALL, "purposes": FOR_ALL}
    return (
        {"referrer": None}
        | made
        | {
            "person": person | made["person"],
            "consent": consent | made["consent"],
        }
    )


def refer(client, **changes):
    """A referral that was received."""
    answer = client.post("/v1/referrals", json=enquiry(**changes))
    assert answer.status_code == 201, answer.text
    return answer.json()["case_id"]
