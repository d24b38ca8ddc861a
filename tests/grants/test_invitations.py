"""Before a refusal, and before the rest: what the applicant may add, and what is urgent."""

import pytest

from tests.grants.cases import CANNOCK, works
from tests.grants.test_clocks import REFUSED
from tests.grants.test_service import (
    ANSWER,
    DECIDED,
    INVITATION,
    GrantCase,
    application,
    awaited,
)
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD

LIFT, BATHROOM = works("9000.00", id="lift"), works("6000.00", id="bathroom")


@pytest.fixture
def case(platform):
    return GrantCase(platform, CANNOCK).applied(**REFUSED)


def test_a_refusal_waits_for_the_invitation_and_its_time(case):
    """Cannock Chase 12(j)."""
    with nothing_changes(case.platform, "grants", "cases"):
        body = problem(case.post("decision", DECIDED), "invitation-needed", 409, "/decided_on")
    assert "Cannock Chase 12(j)" in body["errors"][0]["detail"]
    shown = case.does("invitation", INVITATION)
    assert shown["waiting_for"] == "applicant"
    [clock] = [c for c in shown["clocks"] if c["limit"] == "invitation_answer"]
    assert (clock["by"], clock["clause"]) == ("2026-03-23", "Cannock Chase 12(j)")
    case.platform.now = case.platform.now.replace(day=24)
    for day, taken in (("2026-03-23", False), ("2026-03-24", True)):
        answer = case.post("decision", {"decided_on": day})
        assert (answer.status_code == 200) is taken, answer.text
    assert case.state()["state"] == "refused"


def test_once_the_applicant_has_answered_a_refusal_may_follow(case):
    case.invited()
    assert case.state()["waiting_for"] == "officer"
    early = case.post("decision", {"decided_on": "2026-03-03"})
    problem(early, "invitation-needed", 409, "/decided_on")
    assert case.does("decision", {"decided_on": "2026-03-04"})["state"] == "refused"


def wanted_of_the_person(case):
    """What the person is told is wanted of them, and by when."""
    person = case.platform.client("grants", "resident", dfg_case=str(case.id))
    told = person.get(f"/v1/cases/{case.id}/told").json()
    return [(each["what"][:12], each["asked_on"], each["by"]) for each in told["wanted"]]


def test_the_person_is_told_until_when_they_can_add_something(case):
    """Guidance 4.28; others hear that an answer is waited for, and no longer."""
    assert wanted_of_the_person(case) == []
    case.does("invitation", INVITATION)
    assert wanted_of_the_person(case) == [("Tell us more", "2026-03-03", "2026-03-23")]
    case.does("invitation/answer", ANSWER)
    assert wanted_of_the_person(case) == []
    told = [body for kind, body in case.platform.told("grants", case.id) if "answer" in kind]
    assert [(e.get("answer_by"), e.get("answered")) for e in told] == [
        ("2026-03-23", None),
        (None, True),
    ]


def test_an_invitation_that_was_a_mistake_is_answered_by_nobody(case):
    case.does("invitation", INVITATION)
    history = case.officer.get(f"/v1/cases/{case.id}/history").json()["items"]
    number = next(line["number"] for line in history if line["kind"] == "refusal_invited")
    case.does("mistakes", {"number": number, "reason": "Another case was meant"})
    assert wanted_of_the_person(case) == []
    kind, settled = case.platform.told("grants", case.id)[-1]
    assert (kind, settled["answered"]) == ("grants.answer-settled", False)


def test_what_is_approved_needs_no_invitation(platform):
    case = GrantCase(platform, CANNOCK).applied()
    assert case.does("decision", DECIDED)["state"] == "approved"


@pytest.mark.parametrize("district", [GLOUCESTER, STROUD])
def test_where_the_policy_asks_for_none_a_refusal_is_made_at_once(platform, district):
    case = GrantCase(platform, district).applied(**REFUSED)
    assert case.does("decision", DECIDED)["state"] == "refused"


def test_an_invitation_gives_time_and_is_answered_once(case):
    assert "no invitation" in awaited(case.post("invitation/answer", ANSWER))
    late = INVITATION | {"answer_by": "2026-03-03"}
    problem(case.post("invitation", late), "invalid-input", 422, "/answer_by")
    case.does("invitation", INVITATION)
    assert "invited already" in awaited(case.post("invitation", INVITATION))
    early = ANSWER | {"answered_on": "2026-03-02"}
    problem(case.post("invitation/answer", early), "invalid-input", 422, "/answered_on")


def urgent(*ids):
    return {"works": list(ids), "reason": "She cannot reach her bedroom"}


def the_rest(*items, cause="other_works_first"):
    return {"works": items, "services_and_charges": [], "cause": cause, "reason": "Drawn up"}


@pytest.mark.parametrize("district", [GLOUCESTER, CANNOCK])
def test_urgent_works_are_approved_in_advance_and_the_rest_is_redetermined(platform, district):
    """5.29; the six months go on for what is not decided (section 34)."""
    case = GrantCase(platform, district).applied(works=[LIFT, BATHROOM])
    shown = case.does("application/urgent-works", urgent("lift"))
    assert shown["works_to_come"] == ["bathroom"]
    shown = case.does("decision", DECIDED)
    assert shown["determination"]["mandatory_grant"] == "9000.00"
    assert [(c["limit"], c["by"]) for c in shown["clocks"]] == [
        ("decision", "2026-09-02"),
        ("completion", "2027-03-05"),
    ]
    certified = case.post("works-certification", {"certified_on": "2026-03-09"})
    assert "works that wait" in awaited(certified)
    problem(case.post("variation", the_rest(LIFT)), "invalid-input", 422, "/works")
    case.does("variation", the_rest(LIFT, BATHROOM))
    figures = case.officer.get(f"/v1/cases/{case.id}/variation").json()
    consent = {k: figures[k] for k in ("applicant_pays", "land_charges")}
    case.does("variation/consent", consent | {"given_on": "2026-03-09"})
    shown = case.does("variation/decision", {"varied_on": "2026-03-10"})
    assert shown["determination"]["mandatory_grant"] == "15000.00"
    assert (shown["works_to_come"], [c["limit"] for c in shown["clocks"]]) == ([], ["completion"])


def test_urgent_works_are_some_of_the_application_and_not_all(platform):
    case = GrantCase(platform).applied(works=[LIFT, BATHROOM])
    for body, pointer in ((urgent("ramp"), "/works/0"), (urgent("lift", "bathroom"), "/works")):
        problem(case.post("application/urgent-works", body), "invalid-input", 422, pointer)
    case.does("application/urgent-works", urgent("lift"))
    assert "already" in awaited(case.post("application/urgent-works", urgent("lift")))
    whole = {"application": application(works=[LIFT, BATHROOM]), "reason": "All at once"}
    assert case.does("application/amendment", whole)["works_to_come"] == []


def test_a_part_is_approved_in_advance_and_never_refused(platform):
    unfit = works("9000.00", id="lift", reasonable_and_practicable=False)
    case = GrantCase(platform).applied(works=[unfit, BATHROOM])
    case.does("application/urgent-works", urgent("lift"))
    assert "works that wait" in awaited(case.post("decision", DECIDED))


@pytest.mark.parametrize(
    "district, by", [(GLOUCESTER, "2026-03-09"), (STROUD, "2026-03-09"), (CANNOCK, "2026-03-05")]
)
def test_the_target_of_an_urgent_case_is_shorter(platform, district, by):
    """5.28: five working days; Cannock Chase 12(j): three."""
    person = {"being_discharged_from_hospital": True}
    case = GrantCase(platform, district).applied(disabled_person=person)
    assert [(c["limit"], c["by"]) for c in case.state()["clocks"]] == [
        ("urgent_decision_target", by),
        ("decision", "2026-09-02"),
    ]
