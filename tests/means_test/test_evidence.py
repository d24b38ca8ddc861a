"""Evidence, the working, revisions compared, earlier grants and self-assessment, over HTTP."""

import datetime as dt
import uuid

import pytest

from shared.contracts.codes import WithdrawalReason
from shared.contracts.grants import (
    ApprovalRestored,
    ApprovalWithdrawn,
    Approved,
    CertificateCorrected,
    WorksCertified,
)
from tests.means_test.told import triaged
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER

APPLIED_ON = dt.date(2026, 3, 2)


def household(income="221.80", **application):
    return {
        "application": {
            "made_on": APPLIED_ON.isoformat(),
            "certificate": "owner",
            "dwelling": "home-1",
        }
        | application,
        "people": [{"id": "a", "date_of_birth": "1985-06-15", "role": "disabled_occupant"}],
        "income": [{"of": "a", "kind": "other", "amount": income, "every": "week"}],
    }


def preliminary(officer, case_id, **facts):
    answer = officer.post(f"/v1/cases/{case_id}/preliminary-tests", json=household(**facts))
    assert answer.status_code == 201, answer.text
    return answer.json()


def formal(officer, case_id, **facts):
    return officer.post(f"/v1/cases/{case_id}/formal-test", json=household(**facts))


def ask(officer, case_id, kind):
    """Evidence of the one person, who is known from a preliminary test."""
    preliminary(officer, case_id)
    answer = officer.post(f"/v1/cases/{case_id}/evidence", json={"kind": kind, "of": "a"})
    assert answer.status_code == 201, answer.text
    return answer.json()


def waits(officer, case_id):
    case = officer.get(f"/v1/cases/{case_id}").json()
    return case["waiting_for"], case["evidence_outstanding"]


def approved(case_id, **changes):
    facts = {
        "case_id": case_id,
        "district": GLOUCESTER,
        "decided_on": dt.date(2026, 3, 9),
        "estimated_expense": "27500.00",
        "awards": (),
        "mandatory_grant": "24170.75",
        "reduction": "3329.25",
        "total_award": "24170.75",
        "applicant_pays": "3329.25",
        "land_charges": (),
        "conditions": (),
        "policy_version": f"{GLOUCESTER}/2026-02-01",
    }
    return Approved(**facts | changes)


def test_the_formal_test_waits_until_the_original_of_what_was_asked_for_was_seen(officer, case_id):
    asked = ask(officer, case_id, "bank_statement")
    assert "bank_statement" in problem(formal(officer, case_id), "wrong-state", 409)["detail"]
    receipt = {"received_on": "2026-03-05", "original_seen": False, "seen_by": "A. Officer"}
    place = f"/v1/evidence/{asked['id']}/receipt"
    assert officer.post(place, json=receipt).status_code == 200
    problem(formal(officer, case_id), "wrong-state", 409)
    officer.post(place, json=receipt | {"original_seen": True})
    assert formal(officer, case_id).status_code == 201
    [seen] = officer.get(f"/v1/cases/{case_id}/evidence").json()["items"]
    assert (seen["original_seen"], seen["seen_by"]) == (True, "A. Officer")


def test_others_hear_that_evidence_is_waited_for_and_when_it_no_longer_is(
    platform, officer, case_id
):
    """Which, they do not hear."""
    first, second = (ask(officer, case_id, kind) for kind in ("payslip", "bank_statement"))
    receipt = {"received_on": "2026-03-10", "original_seen": True, "seen_by": "A. Officer"}
    for piece in (first, first, second):
        assert officer.post(f"/v1/evidence/{piece['id']}/receipt", json=receipt).is_success
    third = ask(officer, case_id, "other")
    why = {"reason": "Asked of the wrong person"}
    assert officer.post(f"/v1/evidence/{third['id']}/withdrawal", json=why).is_success
    told = [event for event in platform.told("means_test", case_id) if "evidence" in event[0]]
    about = {"case_id": str(case_id), "district": GLOUCESTER}
    requested = ("means-test.evidence-requested", about | {"asked_on": "2026-03-10"})
    completed = ("means-test.evidence-completed", about | {"completed_on": "2026-03-10"})
    assert told == [requested, requested, completed, requested, completed]


def test_evidence_cannot_have_come_tomorrow(officer, case_id):
    place = f"/v1/evidence/{ask(officer, case_id, 'payslip')['id']}/receipt"
    receipt = {"original_seen": True, "seen_by": "A. Officer"}
    for day in ("2026-03-11", "2025-03-09", "0001-01-01"):
        answer = officer.post(place, json=receipt | {"received_on": day})
        problem(answer, "invalid-input", 422, "/received_on")
    assert officer.post(place, json=receipt | {"received_on": "2025-03-10"}).status_code == 200


def test_what_was_asked_for_by_mistake_is_withdrawn_with_a_reason(officer, case_id):
    asked = ask(officer, case_id, "payslip")
    problem(formal(officer, case_id), "wrong-state", 409)
    place = f"/v1/evidence/{asked['id']}/withdrawal"
    problem(officer.post(place, json={}), "invalid-input", 422, "/reason")
    withdrawn = officer.post(place, json={"reason": "they are retired"}).json()
    assert (withdrawn["withdrawn_on"], withdrawn["outstanding"]) == ("2026-03-10", False)
    problem(officer.post(place, json={"reason": "again"}), "wrong-state", 409)
    receipt = {"received_on": "2026-03-05", "original_seen": True, "seen_by": "A. Officer"}
    answer = officer.post(f"/v1/evidence/{asked['id']}/receipt", json=receipt)
    problem(answer, "wrong-state", 409)
    assert formal(officer, case_id).status_code == 201


def test_what_was_done_about_evidence_is_kept_step_by_step(officer, case_id):
    asked = ask(officer, case_id, "payslip")
    receipt = {"received_on": "2026-03-05", "original_seen": False, "seen_by": "A. Officer"}
    officer.post(f"/v1/evidence/{asked['id']}/receipt", json=receipt)
    officer.post(f"/v1/evidence/{asked['id']}/withdrawal", json={"reason": "not needed"})
    [kept] = officer.get(f"/v1/cases/{case_id}/evidence").json()["items"]
    told = [(s["step"], s["original_seen"], s["reason"]) for s in kept["history"]]
    assert told == [
        ("asked", None, None),
        ("received", False, None),
        ("withdrawn", False, "not needed"),
    ]
    assert {s["by"] for s in kept["history"]} == {"development:benefits_officer"}


def test_evidence_is_of_a_person_of_the_household(platform, officer, case_id):
    path = f"/v1/cases/{case_id}/evidence"
    of_a = {"kind": "payslip", "of": "a"}
    with nothing_changes(platform, "means_test", "evidence"):
        problem(officer.post(path, json=of_a), "wrong-state", 409)  # nobody is known yet
    preliminary(officer, case_id)
    with nothing_changes(platform, "means_test", "evidence"):
        stranger = officer.post(path, json={"kind": "payslip", "of": "z"})
        problem(stranger, "invalid-input", 422, "/of")
    assert officer.post(path, json=of_a).status_code == 201


def test_what_a_case_waits_for_follows_the_evidence(officer, case_id):
    first, second = ask(officer, case_id, "payslip"), ask(officer, case_id, "other")
    assert waits(officer, case_id) == ("evidence", 2)
    officer.post(f"/v1/evidence/{first['id']}/withdrawal", json={"reason": "not needed"})
    seen = {"received_on": "2026-03-05", "original_seen": True, "seen_by": "A. Officer"}
    place = f"/v1/evidence/{second['id']}/receipt"
    officer.post(place, json=seen | {"original_seen": False})
    assert waits(officer, case_id) == ("evidence", 1)
    officer.post(place, json=seen)
    assert waits(officer, case_id) == ("formal_test", 0)
    officer.post(place, json=seen | {"original_seen": False})  # it was a copy after all
    assert waits(officer, case_id) == ("evidence", 1)


def test_the_working_is_made_again_and_gives_the_bytes_that_were_kept(officer, case_id):
    made = preliminary(officer, case_id)
    working = officer.get(f"/v1/tests/{made['id']}/working").json()
    assert working["same_as_kept"] is True
    assert working["fingerprint"] == made["fingerprint"]
    assert "3,329.25" in working["for_applicant"] or "3329.25" in working["for_applicant"]
    assert "reg 12" in working["for_officer"]


def test_a_change_of_circumstances_is_a_test_beside_the_first_and_both_compare(officer, case_id):
    first = preliminary(officer, case_id)
    second = preliminary(officer, case_id, income="231.80")
    assert (first["number"], second["number"]) == (1, 2)
    compared = officer.get(f"/v1/tests/{first['id']}/comparison?after={second['id']}").json()
    assert compared["reduction_before"] == "3329.25"
    assert compared["difference"] == "1507.70"  # ten pounds more in the third band
    assert [c["item"] for c in compared["changes"]] != []


def test_tests_of_two_cases_do_not_compare(platform, officer, case_id):
    other = uuid.uuid4()
    platform.tell("means_test", triaged(other))
    mine, theirs = preliminary(officer, case_id), preliminary(officer, other)
    answer = officer.get(f"/v1/tests/{mine['id']}/comparison?after={theirs['id']}")
    problem(answer, "invalid-input", 422, "/after")


def test_a_paid_grant_is_there_for_the_next_application_to_count(platform, officer, case_id):
    formal(officer, case_id, dwelling=f"home-{case_id}")
    platform.tell("means_test", approved(case_id))
    found = officer.get(f"/v1/earlier-grants?dwelling=home-{case_id}").json()["items"]
    assert [(g["reduction"], g["grant_paid"], g["made_on"]) for g in found] == [
        ("3329.25", True, "2026-03-02")
    ]
    assert found[0]["relevant_people"] == ["a"]


def test_a_nil_grant_counts_once_the_works_were_done(platform, officer, case_id):
    """Regulation 13(4)."""
    formal(officer, case_id, dwelling=f"home-{case_id}", income="900.00")
    nil = {"mandatory_grant": "0.00", "total_award": "0.00", "reduction": "27500.00"}
    platform.tell("means_test", approved(case_id, **nil))
    place = f"/v1/earlier-grants?dwelling=home-{case_id}"
    [grant] = officer.get(place).json()["items"]
    assert (grant["grant_paid"], grant["works_satisfactory"]) == (False, False)
    certified = WorksCertified(
        case_id=case_id, district=GLOUCESTER, certified_on=APPLIED_ON, works=("ramp",)
    )
    platform.tell("means_test", certified)
    [grant] = officer.get(place).json()["items"]
    assert (grant["reduction"], grant["works_satisfactory"]) == ("27500.00", True)
    days = {"certified_on": APPLIED_ON, "corrected_on": APPLIED_ON}
    wrong = CertificateCorrected(case_id=case_id, district=GLOUCESTER, **days)
    platform.tell("means_test", wrong)
    [grant] = officer.get(place).json()["items"]
    assert grant["works_satisfactory"] is False


@pytest.mark.parametrize("paid, counts", [("0.00", False), ("4000.00", True)])
def test_a_grant_withdrawn_before_anything_was_paid_does_not_count(
    platform, officer, case_id, paid, counts
):
    """Regulation 13(4): nothing was paid and no works were done."""
    formal(officer, case_id, dwelling=f"home-{case_id}")
    withdrawn = ApprovalWithdrawn(
        case_id=case_id,
        district=GLOUCESTER,
        withdrawn_on=APPLIED_ON,
        reason=WithdrawalReason.DISABLED_PERSON_MOVED,
        clause="guidance B136",
        paid=paid,
    )
    platform.tell("means_test", approved(case_id), withdrawn)
    [grant] = officer.get(f"/v1/earlier-grants?dwelling=home-{case_id}").json()["items"]
    assert (grant["grant_paid"], grant["works_satisfactory"]) == (counts, False)


@pytest.mark.parametrize("granted", ["0.00", "2500.00"])
def test_one_that_was_withdrawn_by_mistake_counts_as_it_was_granted(
    platform, officer, case_id, granted
):
    formal(officer, case_id, dwelling=f"home-{case_id}")
    about = {"case_id": case_id, "district": GLOUCESTER}
    reason = {"reason": WithdrawalReason.DISABLED_PERSON_MOVED}
    ended = {"withdrawn_on": APPLIED_ON, "clause": "guidance B136", "paid": "0.00"}
    withdrawn = ApprovalWithdrawn(**about, **reason, **ended)
    stands = {"restored_on": APPLIED_ON, "mandatory_grant": granted}
    restored = ApprovalRestored(**about, **reason, **stands)
    platform.tell("means_test", approved(case_id), withdrawn, restored)
    [grant] = officer.get(f"/v1/earlier-grants?dwelling=home-{case_id}").json()["items"]
    assert grant["grant_paid"] is (granted != "0.00")


def test_a_self_assessment_needs_no_case_and_keeps_nothing(platform):
    resident = platform.client("means_test", "resident")
    counted = "SELECT count(*) FROM means_test.tests"
    before = platform.sql.one(counted)
    answers = {
        "made_on": "2026-03-02",
        "certificate": "owner",
        "born": "1985-06-15",
        "weekly_income": "221.80",
        "savings": "0.00",
    }
    told = resident.post("/v1/self-assessments", json=answers)
    assert told.status_code == 200, told.text
    assert told.json()["result"]["reduction"] == "3329.25"
    assert platform.sql.one(counted) == before


def test_a_self_assessment_points_at_the_answer_that_is_wrong(platform):
    resident = platform.client("means_test", "resident")
    answers = {
        "made_on": "2026-03-02",
        "certificate": "owner",
        "born": "2027-06-15",
        "weekly_income": "221.80",
        "savings": "0.00",
    }
    problem(resident.post("/v1/self-assessments", json=answers), "invalid-input", 422, "/born")
