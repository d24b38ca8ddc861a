"""Complaints: the district's stages, the ombudsman, remedies, and a refusal decided again."""

import datetime as dt

import pytest

from services.grants.domain.casework import clocks
from services.grants.domain.casework.entries import Applied
from services.grants.domain.casework.entries_of_complaints import ComplaintMade
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import State
from services.grants.domain.casework.records import Recorded
from services.grants.domain.facts.application import Application
from services.grants.domain.policy.entries import Duration
from services.grants.domain.policy.sources import Sources
from services.grants.in_force.policies import sources
from tests.grants.cases import CANNOCK
from tests.grants.test_clocks import REFUSED
from tests.grants.test_service import DECIDED, GrantCase, application, awaited
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD, until

DAY = "2026-03-10"
OFFICER = "development:grant_officer"
REVIEW = {"asked_on": DAY, "reason": "Look again"}


def complaint(about, stage, **changes):
    return {"made_on": DAY, "about": about, "stage": stage, "reason": "Nobody called"} | changes


def answer(outcome="not_upheld", *remedies, **changes):
    made = {
        "answered_on": DAY,
        "outcome": outcome,
        "remedies": list(remedies),
        "reason": "Found so",
    }
    return made | changes


def remedy(kind, by="2026-03-31", **changes):
    return {"kind": kind, "by": by} | changes


def done(case, name, step, body):
    answered = case.answers(step, body, name)
    assert answered.status_code == 200, answered.text
    return answered.json()


def lines(case):
    return case.officer.get(f"/v1/cases/{case.id}/history").json()["items"]


def refused(platform, district):
    """A refusal that a review left as it was."""
    case = GrantCase(platform, district).applied(**REFUSED)
    if district == CANNOCK:
        case.invited()
    case.does("decision", {"decided_on": DAY})
    case.does("review", REVIEW)
    stands = {"answered_on": DAY, "outcome": "stands", "reason": "As before"}
    done(case, "leader", "review/answer", stands)
    return case


def taken(case, about, stages):
    """The complaint goes through these stages; each is answered by somebody else."""
    for stage in stages:
        case.does("complaints", complaint(about, stage))
        done(case, f"who answers {stage}", "complaints/answer", answer())


@pytest.mark.parametrize(
    "district, stages",
    [
        (GLOUCESTER, ["corporate_complaint", "ombudsman"]),
        (STROUD, ["corporate_complaint", "ombudsman"]),
        (CANNOCK, ["head_of_service", "corporate_complaint", "ombudsman"]),
    ],
)
def test_a_refusal_is_taken_further_stage_by_stage(platform, district, stages):
    """Gloucester 9, Stroud App 4 11, Cannock Chase 12(k), guidance 4.20."""
    case = refused(platform, district)
    taken(case, "decision", stages)
    body = problem(
        case.post("complaints", complaint("decision", stages[0])), "invalid-input", 422, "/stage"
    )
    assert "ombudsman has answered" in body["errors"][0]["detail"]


@pytest.mark.parametrize(
    "district, first", [(GLOUCESTER, "corporate_complaint"), (CANNOCK, "team_leader")]
)
def test_a_complaint_about_service_begins_with_whom_the_policy_names(platform, district, first):
    """Gloucester 9, Cannock Chase 14: at any time, and another one begins anew."""
    case = GrantCase(platform, district).assessed()
    wrong = case.post("complaints", complaint("service", "ombudsman"))
    problem(wrong, "invalid-input", 422, "/stage")
    taken(case, "service", [first])
    case.does("complaints", complaint("service", first))


@pytest.mark.parametrize(
    "district, at_once", [(GLOUCESTER, False), (STROUD, True), (CANNOCK, False)]
)
def test_in_stroud_the_ombudsman_may_be_asked_at_once(platform, district, at_once):
    """Stroud App 4 11 names two ways side by side; Gloucester 9 one after the other."""
    case = refused(platform, district)
    answered = case.post("complaints", complaint("decision", "ombudsman"))
    assert (answered.status_code == 200) is at_once, answered.text


@pytest.mark.parametrize("district", [GLOUCESTER, STROUD, CANNOCK])
def test_works_without_approval_are_not_considered_where_the_policy_says_so(platform, district):
    """Gloucester 9, Stroud App 4 11; Cannock Chase has no such clause."""
    case = GrantCase(platform, district).assessed()
    stage = "team_leader" if district == CANNOCK else "corporate_complaint"
    answered = case.post("complaints", complaint("unapproved_works", stage))
    if district == CANNOCK:
        assert answered.status_code == 200, answered.text
    else:
        problem(answered, "invalid-input", 422, "/about")


def test_the_review_comes_before_a_complaint_about_a_refusal(platform):
    case = GrantCase(platform).applied(**REFUSED)
    assert "nothing is decided" in awaited(
        case.post("complaints", complaint("decision", "corporate_complaint"))
    )
    case.does("decision", DECIDED)
    asked = complaint("decision", "corporate_complaint")
    assert "review" in awaited(case.post("complaints", asked))


def test_each_stage_is_answered_by_somebody_else(platform):
    """Neither who decided, nor who answered the review, nor who answered a stage before."""
    case = refused(platform, CANNOCK)
    case.does("complaints", complaint("decision", "head_of_service"))
    problem(case.answers("complaints/answer", answer(), OFFICER), "own-decision", 403)
    problem(case.answers("complaints/answer", answer(), "leader"), "own-decision", 403)
    done(case, "head", "complaints/answer", answer())
    case.does("complaints", complaint("decision", "corporate_complaint"))
    problem(case.answers("complaints/answer", answer(), "head"), "own-decision", 403)


@pytest.mark.parametrize("district", [GLOUCESTER, CANNOCK])
def test_the_ombudsman_has_a_refusal_decided_again_beside_the_old(platform, district):
    """The first decision stays in the history; the apology is still to be made (4.21)."""
    case = refused(platform, district)
    own = (
        ["corporate_complaint"]
        if district == GLOUCESTER
        else ["head_of_service", "corporate_complaint"]
    )
    taken(case, "decision", own)
    case.does("complaints", complaint("decision", "ombudsman"))
    found = answer("upheld", remedy("decide_again"), remedy("apology", by="2026-03-20"))
    shown = done(case, "complaints officer", "complaints/answer", found)
    assert shown["state"] == "applied"
    assert case.told()[-1] == "grants.refusal-reopened"
    assert [r["kind"] for r in shown["remedies"]] == ["apology", "decide_again"]
    answered = {"number": lines(case)[-1]["number"], "reason": "x"}
    assert "decided again" in awaited(case.post("mistakes", answered))
    again = {"application": application(authority=district), "reason": "It was right"}
    case.does("application/amendment", again)
    shown = case.does("decision", {"decided_on": DAY})
    assert (shown["state"], [r["kind"] for r in shown["remedies"]]) == ("approved", ["apology"])
    made = [line["entry"] for line in lines(case) if line["kind"] == "decided"]
    outcomes = [each["determination"]["outcome"] for each in made]
    assert outcomes == ["refused", "approved"]


def test_what_was_promised_has_its_time_and_is_ticked_off(platform):
    """4.21: remedies are swift."""
    case = GrantCase(platform).applied()
    case.does("complaints", complaint("service", "corporate_complaint"))
    paid = remedy("payment", amount="150.00", by="2026-04-10")
    shown = done(case, "x", "complaints/answer", answer("upheld", paid, remedy("apology")))
    [clock] = [c for c in shown["clocks"] if c["limit"] == "remedy"]
    assert (clock["by"], clock["clause"]) == ("2026-03-31", "guidance 4.21")
    shown = case.does("complaints/remedies", {"kind": "apology", "done_on": DAY})
    [clock] = [c for c in shown["clocks"] if c["limit"] == "remedy"]
    assert clock["by"] == "2026-04-10"
    body = {"kind": "apology", "done_on": DAY}
    problem(case.post("complaints/remedies", body), "invalid-input", 422, "/kind")


@pytest.mark.parametrize(
    "body, pointer",
    [
        (answer("not_upheld", remedy("apology")), "/remedies"),
        (answer("upheld", remedy("apology"), remedy("apology")), "/remedies/1/kind"),
        (answer("upheld", remedy("payment")), "/remedies/0/amount"),
        (answer("upheld", remedy("apology", amount="1.00")), "/remedies/0/amount"),
        (answer("upheld", remedy("apology", by="2026-03-09")), "/remedies/0/by"),
        (answer("upheld", remedy("decide_again")), "/remedies"),
        (answer(answered_on="2026-03-09"), "/answered_on"),
        (answer(answered_on="2026-03-11"), "/answered_on"),
    ],
)
def test_an_answer_holds_together(platform, body, pointer):
    case = GrantCase(platform).assessed()
    case.does("complaints", complaint("service", "corporate_complaint"))
    with nothing_changes(platform, "grants", "entries"):
        problem(case.answers("complaints/answer", body, "x"), "invalid-input", 422, pointer)


POSTS = [
    (GLOUCESTER, "service", "corporate_complaint", "corporate_complaints"),
    (STROUD, "service", "corporate_complaint", "corporate_complaints"),
    (CANNOCK, "service", "team_leader", "team_leader"),
    (CANNOCK, "decision", "head_of_service", "head_of_service"),
]


@pytest.mark.parametrize("district, about, stage, post", POSTS)
def test_a_stage_is_answered_in_the_post_that_the_policy_names(
    platform, district, about, stage, post
):
    """Gloucester 9, Stroud App 4 11, Cannock Chase 12(k) and 14; the token has the post's scope."""
    decided = about == "decision"
    case = refused(platform, district) if decided else GrantCase(platform, district).assessed()
    case.does("complaints", complaint(about, stage))
    assert case.state()["complaint"]["answered_by"] == post
    place, body = f"/v1/cases/{case.id}/complaints/answer", answer(by=post)
    officer = platform.client("grants", "grant_officer", sub="officer")
    problem(officer.post(place, json=body), "scope-missing", 403)
    problem(officer.post(place, json=answer()), "invalid-input", 422, "/by")
    other = platform.client("grants", "clinical_lead")
    wrong = other.post(place, json=answer(by="clinical_lead"))
    assert post in problem(wrong, "invalid-input", 422, "/by")["errors"][0]["detail"]
    role = {"corporate_complaints": "complaints_officer"}.get(post, post)
    answered = platform.client("grants", role).post(place, json=body)
    assert answered.status_code == 200, answered.text


@pytest.mark.parametrize(
    "district, post", [(GLOUCESTER, "service_manager"), (CANNOCK, "team_leader"), (STROUD, None)]
)
def test_a_review_is_answered_in_the_post_that_the_policy_names(platform, district, post):
    """Gloucester 9, Cannock Chase 12(k); Stroud App 4 11 names none, and another officer does."""
    case = GrantCase(platform, district).applied(**REFUSED)
    if district == CANNOCK:
        case.invited()
    case.does("decision", {"decided_on": DAY})
    case.does("review", REVIEW)
    stands = {"answered_on": DAY, "outcome": "stands", "reason": "As before"}
    colleague = platform.client("grants", "grant_officer", sub="colleague")
    place = f"/v1/cases/{case.id}/review/answer"
    if post is None:
        problem(
            platform.client("grants", "team_leader").post(
                place, json=stands | {"by": "team_leader"}
            ),
            "invalid-input",
            422,
            "/by",
        )
        assert colleague.post(place, json=stands).is_success
    else:
        problem(colleague.post(place, json=stands), "invalid-input", 422, "/by")
        problem(colleague.post(place, json=stands | {"by": post}), "scope-missing", 403)
        answered = platform.client("grants", post).post(place, json=stands | {"by": post})
        assert answered.is_success, answered.text


def test_the_ombudsmans_remedy_is_confirmed_by_whoever_answers_to_them(platform):
    """4.20, 4.21: another stage's an officer ticks off."""
    case = refused(platform, STROUD)
    case.does("complaints", complaint("decision", "ombudsman"))
    found = answer("upheld", remedy("apology"), remedy("change_of_practice"))
    done(case, "complaints officer", "complaints/answer", found)
    body = {"kind": "apology", "done_on": DAY}
    problem(case.post("complaints/remedies", body), "invalid-input", 422, "/by")
    post = {"by": "corporate_complaints"}
    problem(case.post("complaints/remedies", body | post), "scope-missing", 403)
    who = platform.client("grants", "complaints_officer")
    answered = who.post(f"/v1/cases/{case.id}/complaints/remedies", json=body | post)
    assert [r["kind"] for r in answered.json()["remedies"]] == ["change_of_practice"]


def test_what_is_promised_before_an_application_has_its_time_too(platform):
    """4.21: a case that is only an enquiry loses no clock."""
    case = GrantCase(platform, CANNOCK).assessed()
    case.does("complaints", complaint("service", "team_leader"))
    shown = done(case, "x", "complaints/answer", answer("upheld", remedy("apology")))
    assert [(c["limit"], c["by"]) for c in shown["clocks"]] == [("remedy", "2026-03-31")]
    platform.now = dt.datetime(2026, 4, 1, 12, tzinfo=dt.UTC)
    until(lambda: case.told()[-1:] == ["grants.deadline-passed"])


def test_one_complaint_waits_at_a_time_and_the_case_with_it(platform):
    case = refused(platform, GLOUCESTER)
    assert "no complaint" in awaited(case.post("complaints/answer", answer()))
    case.does("complaints", complaint("service", "corporate_complaint"))
    assert "waits" in awaited(case.post("complaints", complaint("service", "corporate_complaint")))
    assert "complaint" in awaited(case.post("closure"))


def test_a_districts_time_for_the_answer_runs():
    """No document names one; a policy that does has its clock."""
    known = sources(GLOUCESTER, dt.date(2026, 3, 2))
    time = Duration(working_days=10, counted_from="request", clause="c")
    timed = Sources(
        known.rules.model_copy(update={"times": {"complaint_answer": time}}), known.statute
    )
    applied = Applied(
        application=Application.model_validate(application()), decide_by=dt.date(2026, 9, 2)
    )
    made = ComplaintMade.model_validate(complaint("service", "corporate_complaint"))
    records = (
        Recorded(n, dt.datetime(2026, 3, 10, tzinfo=dt.UTC), "x", e)
        for n, e in enumerate((applied, made))
    )
    found = clocks.running(State.APPLIED, History(tuple(records)), timed)
    assert [c.by for c in found if c.limit == "complaint_answer"] == [dt.date(2026, 3, 24)]
