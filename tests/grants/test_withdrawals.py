"""A case that ends before its works do: an approval, for a reason with a clause, or undecided."""

import datetime as dt

import pytest

from services.grants.domain.casework.withdrawal import BEFORE_THE_DECISION
from services.grants.in_force.policies import sources
from shared.contracts.codes import PaymentStage, WithdrawalReason
from shared.contracts.payments import AccountSettled, PaymentMade
from tests.grants.cases import CANNOCK, GLOUCESTER, STROUD
from tests.grants.test_moves import moved, outcome
from tests.grants.test_service import DAY, GrantCase, awaited
from tests.platform.answers import nothing_changes, problem

APPROVED_ON, TODAY = "2026-03-05", "2026-03-10"
MOVED = {"withdrawn_on": "2026-03-09", "reason": "disabled_person_moved"}


@pytest.fixture
def case(platform):
    """An approved grant of which nothing is done yet."""
    case = GrantCase(platform)
    case.applied().does("decision", {"decided_on": APPROVED_ON})
    return case


def settled(case, paid="0.00"):
    return case.hears(
        AccountSettled(case_id=case.id, district=GLOUCESTER, settled_on=DAY, paid=paid)
    )


def told(case):
    kind, event = case.platform.told("grants", case.id)[-1]
    assert kind == "grants.approval-withdrawn"
    return event


def test_an_approval_that_the_family_leaves_behind_is_withdrawn_with_its_clause(case):
    """Section 41, guidance B136: the disabled person moves before the works are finished."""
    found = case.does("withdrawal", MOVED)
    assert (found["state"], found["withdrawal"]) == (
        "withdrawn",
        MOVED | {"because": None, "clause": "guidance B136"},
    )
    assert told(case) == MOVED | {
        "because": None,
        "case_id": str(case.id),
        "district": GLOUCESTER,
        "clause": "guidance B136",
        "paid": "0.00",
    }


def test_what_was_paid_by_then_is_told(case):
    case.hears(
        PaymentMade(
            case_id=case.id,
            district=GLOUCESTER,
            payment_id=case.id,
            paid_on=DAY,
            stage=PaymentStage.INTERIM,
            amount="4000.00",
            paid_to_date="4000.00",
        )
    )
    case.does("withdrawal", MOVED)
    assert told(case)["paid"] == "4000.00"


def test_nothing_more_is_done_on_it_and_the_case_closes(case):
    case.does("withdrawal", MOVED)
    certification = case.post("works-certification", {"certified_on": TODAY})
    assert "the case is withdrawn" in awaited(certification)
    assert "withdrawn" in awaited(case.post("withdrawal", MOVED))
    settled(case).does("closure")
    assert outcome(case) == "withdrawn"
    assert case.platform.told("grants", case.id)[-1][1]["reason"] is None


def test_closed_after_the_move_it_is_a_case_that_moved(case):
    case.does("withdrawal", MOVED)
    moved(settled(case)).does("closure")
    assert outcome(case) == "moved"


def test_nothing_is_withdrawn_once_the_works_are_certified(case):
    case.does("works-certification", {"certified_on": TODAY})
    assert "the case is certified" in awaited(case.post("withdrawal", MOVED))


@pytest.fixture
def undecided(platform):
    """An application that is complete and tested."""
    return GrantCase(platform).applied()


@pytest.mark.parametrize(
    "reason", ["applicant_withdrew", "disabled_person_moved", "disabled_person_died"]
)
def test_what_leaves_nothing_to_decide_closes_an_undecided_case(undecided, reason):
    found = undecided.does("withdrawal", MOVED | {"reason": reason})
    assert (found["state"], found["withdrawal"]["clause"]) == ("closed", None)
    kind, event = undecided.platform.told("grants", undecided.id)[-1]
    assert (kind, event["outcome"], event["reason"]) == ("grants.closed", "withdrawn", reason)


GAVE_UP = {"withdrawn_on": "2026-03-09", "reason": "applicant_withdrew"}


def test_why_an_applicant_gives_up_is_told_as_they_say_it(case, undecided):
    """Cannock Chase App 2: referrals that did not go on for what they would have had to pay."""
    too_high = GAVE_UP | {"because": "contribution_too_high"}
    undecided.does("withdrawal", too_high)
    assert undecided.platform.told("grants", undecided.id)[-1][1]["because"] == too_high["because"]
    case.does("withdrawal", too_high)
    assert told(case)["because"] == "contribution_too_high"


@pytest.mark.parametrize("name", ["case", "undecided"])
def test_nobody_says_why_an_applicant_gave_up_who_did_not(request, name):
    refused = request.getfixturevalue(name)
    answer = refused.post("withdrawal", MOVED | {"because": "disruption"})
    problem(answer, "invalid-input", 422, "/because")


def test_a_household_that_gives_up_before_it_applied_is_a_closed_case_too(platform):
    early = GrantCase(platform).assessed()
    early.does("withdrawal", MOVED | {"reason": "applicant_withdrew"})
    assert outcome(early) == "withdrawn"


@pytest.mark.parametrize(
    "reason", sorted(set(WithdrawalReason) - BEFORE_THE_DECISION - {"not_completed_in_time"})
)
def test_what_is_a_reason_of_the_decision_is_decided(undecided, reason):
    """Section 34: with its reasons, and so with the right to have them reviewed."""
    problem(
        undecided.post("withdrawal", MOVED | {"reason": reason}), "invalid-input", 422, "/reason"
    )


@pytest.mark.parametrize("withdrawn_on", ["2026-03-01", "2026-03-11"])
def test_an_application_is_withdrawn_between_its_day_and_today(undecided, withdrawn_on):
    changed = MOVED | {"withdrawn_on": withdrawn_on}
    problem(undecided.post("withdrawal", changed), "invalid-input", 422, "/withdrawn_on")


@pytest.mark.parametrize(
    "changes, pointer",
    [
        ({"withdrawn_on": "2026-03-04"}, "/withdrawn_on"),
        ({"withdrawn_on": "2026-03-11"}, "/withdrawn_on"),
        ({"reason": "changed_our_mind"}, "/reason"),
        ({"reason": "not_completed_in_time"}, "/reason"),
    ],
)
def test_a_withdrawal_has_a_reason_of_the_list_and_a_day_since_the_approval(case, changes, pointer):
    with nothing_changes(case.platform, "grants", "cases"):
        problem(case.post("withdrawal", MOVED | changes), "invalid-input", 422, pointer)


@pytest.mark.parametrize("withdrawn_on, late", [("2027-03-05", False), ("2027-03-06", True)])
def test_time_has_run_out_after_twelve_months(case, withdrawn_on, late):
    """Guidance B131, Gloucester 6(15)."""
    case.platform.now = dt.datetime(2027, 4, 1, 12, tzinfo=dt.UTC)
    late_works = {"withdrawn_on": withdrawn_on, "reason": "not_completed_in_time"}
    if late:
        assert case.does("withdrawal", late_works)["withdrawal"]["clause"] == "Gloucester 6(15)"
    else:
        problem(case.post("withdrawal", late_works), "invalid-input", 422, "/reason")


@pytest.mark.parametrize(
    "authority, reason, clause",
    [
        (GLOUCESTER, "entitlement_ceased", "Gloucester 6(13)"),
        (GLOUCESTER, "scheme_not_followed", "Gloucester 6(12)"),
        (GLOUCESTER, "disabled_person_moved", "guidance B136"),
        (GLOUCESTER, "works_unsuitable", "guidance B136"),
        (GLOUCESTER, "disabled_person_died", "guidance B137"),
        (GLOUCESTER, "application_wrong", "guidance B137"),
        (GLOUCESTER, "works_begun_before_approval", "guidance B137"),
        (GLOUCESTER, "other_contractor", "guidance B137"),
        (GLOUCESTER, "applicant_withdrew", "guidance B129"),
        (STROUD, "entitlement_ceased", "Stroud App 4 8(12)"),
        (STROUD, "scheme_not_followed", "Stroud App 4 8(11)"),
        (STROUD, "not_completed_in_time", "Stroud App 4 8(14)"),
        (CANNOCK, "disabled_person_moved", "Cannock Chase 12(s)"),
        (CANNOCK, "disabled_person_died", "Cannock Chase 12(s)"),
        (CANNOCK, "works_unsuitable", "Cannock Chase 12(s)"),
        (CANNOCK, "entitlement_ceased", "Cannock Chase 12(t)"),
        (CANNOCK, "application_wrong", "Cannock Chase 12(t)"),
        (CANNOCK, "not_completed_in_time", "Cannock Chase 12(p)"),
        (CANNOCK, "scheme_not_followed", "guidance B129"),
    ],
)
def test_each_reason_has_the_districts_own_clause_or_the_laws(authority, reason, clause):
    assert sources(authority, DAY).withdrawal(WithdrawalReason(reason)) == clause
