"""The formal test is corrected before the decision: both are kept, and the event says which counts."""

import datetime as dt
import uuid

import pytest

from shared.contracts.grants import (
    ApplicationCompleted,
    CaseReopened,
    Cited,
    Closed,
    RefusalReopened,
    Refused,
    ReviewAnswered,
)
from tests.means_test.test_evidence import (
    APPLIED_ON,
    approved,
    formal,
    household,
    preliminary,
)
from tests.means_test.told import triaged
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER


def corrected(officer, case_id, income="500.00", **application):
    body = {"household": household(income, **application), "reason": "a pension was left out"}
    return officer.post(f"/v1/cases/{case_id}/formal-test/corrections", json=body)


def test_both_are_kept_and_the_later_one_counts(platform, officer, case_id):
    first = formal(officer, case_id).json()
    second = corrected(officer, case_id).json()
    assert (second["corrects"], second["reason"]) == (first["id"], "a pension was left out")
    assert second["made_by"] == "development:benefits_officer"
    assert officer.get(f"/v1/tests/{first['id']}").json() == first
    page = officer.get(f"/v1/cases/{case_id}/tests", params={"kind": "formal"}).json()
    assert page["formal_test_id"] == second["id"]
    assert [(t["number"], t["corrects"]) for t in page["items"]] == [(1, None), (2, first["id"])]
    told = [body for kind, body in platform.told("means_test", case_id) if body["kind"] == "formal"]
    assert [(t["test_id"], t["corrects"]) for t in told] == [
        (first["id"], None),
        (second["id"], first["id"]),
    ]


def test_the_reduction_that_is_kept_for_later_is_of_the_one_that_counts(platform, officer, case_id):
    formal(officer, case_id, dwelling=f"wrong-{case_id}")
    corrected(officer, case_id, dwelling=f"home-{case_id}")
    platform.tell("means_test", approved(case_id))
    found = officer.get("/v1/earlier-grants", params={"dwelling": f"home-{case_id}"}).json()
    assert len(found["items"]) == 1


def test_there_has_to_be_one_and_a_reason(platform, officer, case_id):
    with nothing_changes(platform, "means_test", "tests"):
        problem(corrected(officer, case_id), "wrong-state", 409)
        path = f"/v1/cases/{case_id}/formal-test/corrections"
        answer = officer.post(path, json={"household": household()})
        problem(answer, "invalid-input", 422, "/reason")


@pytest.mark.parametrize(
    "change, pointer",
    [
        ({"made_on": "2026-03-03"}, "/household/application/made_on"),
        ({"authority": "E07000082"}, "/household/application/authority"),
    ],
)
def test_it_is_of_the_same_day_and_district(platform, officer, case_id, change, pointer):
    formal(officer, case_id)
    with nothing_changes(platform, "means_test", "tests"):
        problem(corrected(officer, case_id, **change), "invalid-input", 422, pointer)


def test_it_rests_on_originals_too(officer, case_id):
    formal(officer, case_id)
    asked = officer.post(f"/v1/cases/{case_id}/evidence", json={"kind": "payslip", "of": "a"})
    problem(corrected(officer, case_id), "wrong-state", 409)
    place = f"/v1/evidence/{asked.json()['id']}/withdrawal"
    officer.post(place, json={"reason": "not needed"})
    assert corrected(officer, case_id).status_code == 201


def refused(case_id):
    return Refused(
        case_id=case_id,
        district=GLOUCESTER,
        decided_on=APPLIED_ON,
        reasons=(Cited(code="not_necessary", clause="section 24(3)"),),
        policy_version=f"{GLOUCESTER}/2026-02-01",
    )


@pytest.mark.parametrize("outcome", ["approved", "refused"])
def test_after_the_decision_it_stands(platform, officer, case_id, outcome):
    """Sections 30 and 34: it was used."""
    formal(officer, case_id)
    decided = approved(case_id) if outcome == "approved" else refused(case_id)
    platform.tell("means_test", decided)
    with nothing_changes(platform, "means_test", "tests"):
        problem(corrected(officer, case_id), "wrong-state", 409)
    shown = officer.get(f"/v1/cases/{case_id}").json()
    assert (shown["state"], shown["waiting_for"]) == ("decided", None)


def test_a_test_on_another_day_of_application_is_made_again(platform, officer, case_id):
    first = formal(officer, case_id).json()
    again = ApplicationCompleted(
        case_id=case_id,
        district=GLOUCESTER,
        applied_on=dt.date(2026, 3, 4),
        decide_by=dt.date(2026, 9, 4),
    )
    platform.tell("means_test", again)
    shown = officer.get(f"/v1/cases/{case_id}").json()
    assert (shown["state"], shown["waiting_for"]) == ("applied", "formal_test")
    second = formal(officer, case_id, made_on="2026-03-04").json()
    assert second["corrects"] == first["id"]
    assert second["reason"] == "the application was made on another day"


AGAIN = [
    lambda about: ReviewAnswered(**about, answered_on=APPLIED_ON, outcome="decided_again"),
    lambda about: RefusalReopened(**about, reopened_on=APPLIED_ON),
]


@pytest.mark.parametrize("again", AGAIN)
def test_an_application_that_is_decided_again_is_tested_again_where_need_be(
    platform, officer, case_id, again
):
    """A test that was wrong may be why; and the day of the application may be another."""
    about = {"case_id": case_id, "district": GLOUCESTER}
    formal(officer, case_id)
    platform.tell("means_test", refused(case_id), again(about))
    shown = officer.get(f"/v1/cases/{case_id}").json()
    assert (shown["state"], shown["waiting_for"]) == ("tested", "decision")
    assert corrected(officer, case_id).status_code == 201
    another = ApplicationCompleted(
        **about, applied_on=dt.date(2026, 3, 4), decide_by=dt.date(2026, 9, 4)
    )
    platform.tell("means_test", another)
    assert officer.get(f"/v1/cases/{case_id}").json()["state"] == "applied"
    assert formal(officer, case_id, made_on="2026-03-04").status_code == 201


def test_a_refusal_that_stands_leaves_the_test_as_it_was_used(platform, officer, case_id):
    formal(officer, case_id)
    stands = ReviewAnswered(
        case_id=case_id, district=GLOUCESTER, answered_on=APPLIED_ON, outcome="stands"
    )
    platform.tell("means_test", refused(case_id), stands)
    problem(corrected(officer, case_id), "wrong-state", 409)


def test_the_same_application_told_twice_changes_nothing(platform, officer, case_id):
    formal(officer, case_id)
    again = ApplicationCompleted(
        case_id=case_id,
        district=GLOUCESTER,
        applied_on=APPLIED_ON,
        decide_by=dt.date(2026, 9, 2),
    )
    platform.tell("means_test", again)
    assert officer.get(f"/v1/cases/{case_id}").json()["state"] == "tested"


def test_a_decision_of_a_case_that_was_never_tested(platform, officer, case_id):
    preliminary(officer, case_id)
    platform.tell("means_test", approved(case_id, reduction=None))
    assert officer.get(f"/v1/cases/{case_id}").json()["state"] == "decided"
    path = f"/v1/cases/{case_id}/refusal-of-information"
    problem(officer.post(path), "wrong-state", 409)


@pytest.mark.parametrize("decided", [True, False])
def test_a_case_that_is_closed_waits_for_nothing(platform, officer, case_id, decided):
    formal(officer, case_id)
    closed = Closed(case_id=case_id, district=GLOUCESTER, closed_on=APPLIED_ON, outcome="withdrawn")
    platform.tell("means_test", *([approved(case_id)] if decided else []), closed)
    shown = officer.get(f"/v1/cases/{case_id}").json()
    assert (shown["state"], shown["waiting_for"]) == ("closed", None)
    problem(corrected(officer, case_id), "wrong-state", 409)


def closed_and_reopened(platform, case_id, outcome, reason):
    """What grants tells of a case that was closed by mistake."""
    about = {"case_id": case_id, "district": GLOUCESTER, "outcome": outcome, "reason": reason}
    closed = Closed(**about, closed_on=APPLIED_ON)
    platform.tell("means_test", closed, CaseReopened(**about, reopened_on=APPLIED_ON))


def test_the_test_of_a_case_that_goes_on_is_as_far_as_it_was(platform, officer, case_id):
    def reopened(outcome="withdrawn", reason="applicant_withdrew"):
        closed_and_reopened(platform, case_id, outcome, reason)
        shown = officer.get(f"/v1/cases/{case_id}").json()
        return shown["state"], shown["waiting_for"]

    assert reopened() == ("applied", "formal_test")
    formal(officer, case_id)
    assert reopened() == ("tested", "decision")
    assert corrected(officer, case_id).is_success
    platform.tell("means_test", approved(case_id))
    assert reopened("completed", None) == ("decided", None)
    assert reopened("withdrawn", None) == ("decided", None)
    assert reopened("signposted", None) == ("tested", "decision")


def test_without_an_application_it_waits_for_one_or_for_a_preliminary_test(platform, officer):
    case_id = uuid.uuid4()
    platform.tell("means_test", triaged(case_id))
    for state in ("open", "estimated"):
        closed_and_reopened(platform, case_id, "withdrawn", "applicant_withdrew")
        assert officer.get(f"/v1/cases/{case_id}").json()["state"] == state
        preliminary(officer, case_id)


def test_a_formal_test_of_another_day_is_made_again(platform, officer, case_id):
    formal(officer, case_id)
    days = {"applied_on": dt.date(2026, 3, 4), "decide_by": dt.date(2026, 9, 4)}
    again = ApplicationCompleted(case_id=case_id, district=GLOUCESTER, **days)
    platform.tell("means_test", again)
    closed_and_reopened(platform, case_id, "withdrawn", "applicant_withdrew")
    assert officer.get(f"/v1/cases/{case_id}").json()["state"] == "applied"


def test_triage_may_be_told_after_the_application(platform, officer, case_id):
    platform.tell("means_test", triaged(case_id))
    assert officer.get(f"/v1/cases/{case_id}").json()["state"] == "applied"
