"""What was recorded by mistake counts no longer, and stays to be read."""

import pytest

from tests.grants.cases import CANNOCK, ask, works
from tests.grants.life_told import standing
from tests.grants.test_approvals import WHOLE, AwaitingApproval
from tests.grants.test_clocks import REFUSED, extension, told
from tests.grants.test_complaints import answer, complaint, done, remedy
from tests.grants.test_repayment import SOLD, charged, decides, decision
from tests.grants.test_repayment import shown as shown_charge
from tests.grants.test_service import ANSWER, DECIDED, INVITATION, GrantCase, awaited
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD

REVIEW = {"asked_on": "2026-03-10", "reason": "Look again"}


def lines(case):
    return case.officer.get(f"/v1/cases/{case.id}/history").json()["items"]


def mistake(case, kind):
    """That the last entry of this kind that stands should not be there."""
    number = [line["number"] for line in standing(lines(case)) if line["kind"] == kind][-1]
    return {"number": number, "reason": "Of another case"}


@pytest.mark.parametrize("district", [GLOUCESTER, STROUD, CANNOCK])
def test_time_given_by_mistake_is_taken_back(platform, district):
    """The time before it runs again, is told, and is looked at when it comes near."""
    case = GrantCase(platform, district).approved()
    case.does("extension", extension("2027-06-01"))
    case.does("extension", extension("2027-07-01"))
    shown = case.does("mistakes", mistake(case, "extended"))
    assert (shown["extended_until"], shown["clocks"][0]["by"]) == ("2027-06-01", "2027-06-01")
    shown = case.does("mistakes", mistake(case, "extended") | {"number": lines(case)[-3]["number"]})
    assert (shown["extended_until"], shown["clocks"][0]["by"]) == (None, "2027-03-05")
    until = [body["complete_by"] for body in told(case, "grants.prolonged")]
    assert until == ["2027-06-01", "2027-07-01", "2027-06-01", "2027-03-05"]
    assert [line["kind"] for line in lines(case)].count("extended") == 2
    looks = case.platform.sql.one(
        "SELECT count(*) FROM grants.inbox WHERE case_id = $1 AND type = 'grants.clock-due'"
        " AND data::jsonb ->> 'by' = '2027-03-05'", case.id)  # fmt: skip
    assert looks == 4


@pytest.mark.parametrize("district", [GLOUCESTER, STROUD])
def test_a_review_that_nobody_asked_for_leaves_the_time_to_ask(platform, district):
    case = GrantCase(platform, district).applied(**REFUSED)
    case.does("decision", DECIDED)
    case.does("review", REVIEW)
    shown = case.does("mistakes", mistake(case, "review_requested"))
    assert (shown["review"], shown["clocks"][0]["limit"]) == (None, "review_request")
    [body] = told(case, "grants.review-struck-out")
    assert body["asked_on"] == "2026-03-10"
    case.does("review", REVIEW)


def test_what_was_answered_is_no_mistake_any_more(platform):
    case = GrantCase(platform).applied(**REFUSED)
    case.does("decision", DECIDED)
    case.does("review", REVIEW)
    stands = {"answered_on": "2026-03-10", "outcome": "stands", "reason": "As before"}
    assert case.answers("review/answer", stands).is_success
    assert "answered" in awaited(case.post("mistakes", mistake(case, "review_requested")))


def test_an_invitation_or_a_complaint_by_mistake(platform):
    case = GrantCase(platform, CANNOCK).applied(**REFUSED)
    case.does("invitation", INVITATION)
    assert case.does("mistakes", mistake(case, "refusal_invited"))["invitation"] is None
    problem(case.post("decision", DECIDED), "invitation-needed", 409, "/decided_on")
    complaint = {
        "made_on": "2026-03-10",
        "about": "service",
        "stage": "team_leader",
        "reason": "x",
    }
    case.does("complaints", complaint)
    assert case.does("mistakes", mistake(case, "complaint_made"))["complaint"] is None


def test_what_has_a_step_of_its_own_is_not_struck_out(platform):
    case = GrantCase(platform).approved()
    case.does("extension", extension("2027-06-01"))
    with nothing_changes(platform, "grants", "entries"):
        for kind in ("decided", "applied"):
            problem(case.post("mistakes", mistake(case, kind)), "invalid-input", 422, "/number")
        unknown = {"number": 99, "reason": "x"}
        problem(case.post("mistakes", unknown), "invalid-input", 422, "/number")
    case.does("extension", extension("2027-07-01"))
    first = mistake(case, "extended") | {"number": mistake(case, "extended")["number"] - 1}
    problem(case.post("mistakes", first), "invalid-input", 422, "/number")


def test_an_approval_by_mistake_is_given_again_or_nothing_is_decided(platform):
    case = AwaitingApproval(platform, CANNOCK)
    case.ready(works=[works("45000.00")], assistance=[ask("top_up")])
    wanted = case.wanted()
    case.approves(WHOLE)
    assert case.does("mistakes", mistake(case, "award_approved"))["approvals"] == []
    assert case.wanted() == wanted
    problem(case.post("decision", DECIDED), "approval-needed", 409, "/approvals")
    case.approves(WHOLE)
    case.does("decision", DECIDED)
    assert "decided" in awaited(case.post("mistakes", mistake(case, "award_approved")))


def test_an_answer_that_nobody_gave_is_waited_for_again(platform):
    """The applicant keeps the time to add something, and the forum tells them so."""
    case = GrantCase(platform, CANNOCK).applied(**REFUSED)
    case.does("invitation", INVITATION)
    case.does("invitation/answer", ANSWER)
    shown = case.does("mistakes", mistake(case, "invitation_answered"))
    assert shown["invitation"]["answer_by"] == INVITATION["answer_by"]
    problem(case.post("decision", DECIDED), "invitation-needed", 409, "/decided_on")
    kind, body = case.platform.told("grants", case.id)[-1]
    assert (kind, body["answer_by"]) == ("grants.answer-requested", INVITATION["answer_by"])


def test_an_answer_before_another_invitation_stands(platform):
    case = GrantCase(platform, CANNOCK).applied(**REFUSED)
    case.does("invitation", INVITATION)
    case.does("invitation/answer", ANSWER)
    case.does("invitation", INVITATION)
    assert "anew" in awaited(case.post("mistakes", mistake(case, "invitation_answered")))


def test_a_remedy_that_was_not_carried_out_is_promised_still(platform):
    case = GrantCase(platform).applied()
    case.does("complaints", complaint("service", "corporate_complaint"))
    done(case, "x", "complaints/answer", answer("upheld", remedy("apology")))
    case.does("complaints/remedies", {"kind": "apology", "done_on": "2026-03-10"})
    shown = case.does("mistakes", mistake(case, "remedy_carried_out"))
    assert [each["kind"] for each in shown["remedies"]] == ["apology"]


def test_an_answer_to_a_complaint_by_mistake_is_given_again(platform):
    """Until somebody has carried out what it promised."""
    case, found = GrantCase(platform).applied(), answer("upheld", remedy("apology"))
    case.does("complaints", complaint("service", "corporate_complaint"))
    done(case, "x", "complaints/answer", found)
    shown = case.does("mistakes", mistake(case, "complaint_answered"))
    assert (shown["complaint"]["stage"], shown["remedies"]) == ("corporate_complaint", [])
    done(case, "x", "complaints/answer", found)
    case.does("complaints/remedies", {"kind": "apology", "done_on": "2026-03-10"})
    assert "came of it" in awaited(case.post("mistakes", mistake(case, "complaint_answered")))


def test_a_home_that_was_not_disposed_of_owes_no_decision(platform):
    case = charged(platform, GLOUCESTER)
    case.does("disposal", SOLD)
    case.does("mistakes", mistake(case, "home_disposed"))
    assert shown_charge(case)["disposals"] == []
    sum_ = decision(GLOUCESTER, "0.00")
    assert "no disposal" in awaited(decides(case, sum_))
    case.does("disposal", SOLD)
    assert decides(case, sum_).is_success
    assert "decided" in awaited(case.post("mistakes", mistake(case, "home_disposed")))
