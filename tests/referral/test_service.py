"""The referral service over HTTP: consent, screening, signposting and assessment."""

import datetime as dt

import pytest

from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD
from tests.referral.enquiries import ASSESSMENT, SCREENING, enquiry, recorded, refer


def post(client, case_id, step, body):
    return client.post(f"/v1/referrals/{case_id}/{step}", json=body)


def test_a_postcode_is_taken_as_it_is_typed_and_kept_in_one_form(therapist):
    for typed in ("gl5 1aa", "GL51AA", "'GL5\u00a01AA"):
        referred = therapist.post("/v1/referrals", json=enquiry(person__postcode=typed))
        shown = therapist.get(f"/v1/referrals/{referred.json()['case_id']}").json()
        assert shown["enquiry"]["person"]["postcode"] == "GL5 1AA"
    answer = therapist.post("/v1/referrals", json=enquiry(person__postcode="GL5"))
    problem(answer, "invalid-input", 422, "/person/postcode")
    assert answer.json()["errors"][0]["detail"].startswith("this is the first half of a postcode")


def test_a_referral_with_consent_begins_a_case(platform, therapist):
    answer = therapist.post("/v1/referrals", json=enquiry())
    assert answer.status_code == 201
    shown = therapist.get(f"/v1/referrals/{answer.json()['case_id']}")
    assert shown.json() == answer.json()
    assert shown.json()["enquiry"] == recorded(enquiry())
    [(kind, event)] = platform.told("referral", shown.json()["case_id"])
    assert kind == "referral.received"
    assert event == {
        "case_id": shown.json()["case_id"],
        "district": GLOUCESTER,
        "received_on": "2026-03-02",
        "source": "gp",
        "reference": shown.json()["reference"],
    }


def test_the_legal_day_is_england_s(platform, therapist):
    """At half past eleven in the evening of summer time it is tomorrow in London."""
    platform.now = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)
    assert refer(therapist, received_on="2026-07-01")
    answer = therapist.post("/v1/referrals", json=enquiry(received_on="2026-07-02"))
    problem(answer, "invalid-input", 422, "/received_on")


def test_triage_sets_the_targets_from_the_enquiry(platform, therapist, case_id):
    screening = SCREENING | {"circumstances": ["living_alone_at_risk"]}
    answer = post(therapist, case_id, "triage", screening).json()
    assert answer["state"] == "triaged"
    assert answer["triage"]["targets"][0] == {
        "stage": 1,
        "working_days": 5,
        "due_on": "2026-03-09",
    }
    kind, event = platform.told("referral", case_id)[-1]
    assert kind == "referral.triaged"
    assert (event["triaged_on"], event["urgency"]) == ("2026-03-10", "urgent")
    assert "circumstances" not in event


@pytest.mark.parametrize(
    "field,value",
    [
        ("major_adaptation", "yes"),
        ("complicated_situation", None),
        ("circumstances", ["unhappy"]),
        ("circumstances", "living_alone_at_risk"),
    ],
)
def test_a_screening_that_is_none(platform, therapist, case_id, field, value):
    with nothing_changes(platform):
        answer = post(therapist, case_id, "triage", SCREENING | {field: value})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith(f"/{field}")


def test_an_enquiry_for_someone_else_is_signposted_and_ends_there(platform, therapist, case_id):
    """Guidance 4.18."""
    assert post(therapist, case_id, "signposting", {"to": "home_improvement"}).status_code == 200
    assert platform.told("referral", case_id)[-1] == (
        "referral.signposted",
        {
            "case_id": case_id,
            "district": GLOUCESTER,
            "signposted_on": "2026-03-10",
            "to": "home_improvement",
        },
    )
    with nothing_changes(platform):
        problem(post(therapist, case_id, "triage", SCREENING), "wrong-state", 409)


def test_free_text_is_no_code_of_a_service(platform, therapist, case_id):
    with nothing_changes(platform):
        answer = post(therapist, case_id, "signposting", {"to": "Mrs Jones, 01452 000000"})
        problem(answer, "invalid-input", 422, "/to")


def test_the_assessment_is_published_without_its_narrative(platform, therapist, triaged):
    sent = ASSESSMENT | {"narrative": {"findings": "The narrative."}}
    answer = post(therapist, triaged, "assessment", sent)
    assert answer.json()["assessment"] == ASSESSMENT
    kind, event = platform.told("referral", triaged)[-1]
    assert kind == "referral.assessed"
    told = ("assessed_on", "needs", "recommended_works", "access_need", "requirements")
    assert event == {key: ASSESSMENT[key] for key in told} | {
        "one_lower_acceptable": False,
        "case_id": triaged,
        "district": GLOUCESTER,
    }


@pytest.mark.parametrize("step,body", [("assessment", ASSESSMENT), ("triage", SCREENING)])
def test_each_step_has_its_place(platform, therapist, case_id, step, body):
    if step == "triage":
        post(therapist, case_id, "triage", SCREENING)
    with nothing_changes(platform):
        problem(post(therapist, case_id, step, body), "wrong-state", 409)


@pytest.mark.parametrize(
    "changes,pointer",
    [
        ({"assessed_on": "2026-03-11"}, "/assessed_on"),
        ({"assessed_on": "2026-03-01"}, "/assessed_on"),
        ({"needs": []}, "/needs"),
        ({"needs": ["safety", "holiday"]}, "/needs/1"),
        (
            {"recommended_works": [{"kind": "ramp", "purposes": ["garden"]}]},
            "/recommended_works/0/purposes",
        ),
        (
            {"recommended_works": [{"kind": "ramp", "purposes": ["safety"], "note": "x"}]},
            "/recommended_works/0/note",
        ),
        ({"access_need": ASSESSMENT["access_need"] | {"category": "H"}}, "/access_need/category"),
        ({"access_need": ASSESSMENT["access_need"] | {"bedrooms": "1"}}, "/access_need/bedrooms"),
        ({"access_need": ASSESSMENT["access_need"] | {"household_size": 0}}, "/access_need/household_size"),
        ({"access_need": ASSESSMENT["access_need"] | {"areas": ["Gloucester"]}}, "/access_need/areas/0"),
        ({"access_need": ASSESSMENT["access_need"] | {"name": "A. Person"}}, "/access_need/name"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_an_assessment_that_cannot_be(platform, therapist, triaged, changes, pointer):
    with nothing_changes(platform):
        answer = post(therapist, triaged, "assessment", ASSESSMENT | changes)
        problem(answer, "invalid-input", 422, pointer)


def test_two_districts_do_not_see_each_other_s_referrals(platform, therapist):
    theirs = refer(therapist, district=STROUD)
    officer = platform.client("referral", "gloucester_grant_officer")
    problem(officer.get(f"/v1/referrals/{theirs}"), "not-found", 404)


def test_a_kind_of_works_that_is_none_is_refused(platform, therapist, triaged):
    """Free text would reach the county's feed."""
    works = [{"kind": "for_mrs_jones", "purposes": ["bath_or_shower"]}]
    with nothing_changes(platform):
        answer = post(therapist, triaged, "assessment", ASSESSMENT | {"recommended_works": works})
        problem(answer, "invalid-input", 422, "/recommended_works/0/kind")


def test_lists_of_an_assessment_are_bounded(platform, therapist, triaged):
    need, works = ASSESSMENT["access_need"], ASSESSMENT["recommended_works"]
    for changes, pointer in (
        ({"needs": ["safety"] * 13}, "/needs"),
        ({"recommended_works": works * 51}, "/recommended_works"),
        ({"access_need": need | {"areas": [GLOUCESTER] * 31}}, "/access_need/areas"),
    ):
        with nothing_changes(platform):
            answer = post(therapist, triaged, "assessment", ASSESSMENT | changes)
            problem(answer, "invalid-input", 422, pointer)
