"""Money for discretionary help: said of the district by who holds its budget, not by a case."""

import datetime as dt

import pytest

from services.grants.domain.casework.funds import FundsStatement, available_on
from tests.grants.cases import STROUD, ask, works
from tests.grants.test_approvals import AwaitingApproval
from tests.grants.test_service import DECIDED, GrantCase, application
from tests.platform.answers import nothing_changes, problem

HERE, BESIDE = "E07000079", "E07000080"
"""Cotswold and the Forest of Dean: districts in which no other test decides a case."""
DEAR = {"works": [works("40000.00")], "assistance": [ask("top_up")]}


@pytest.fixture
def manager(platform):
    """Who holds the budget."""
    return platform.client("grants", "service_manager")


def say(manager, *, available, since="2026-01-01", district=HERE):
    body = {"district": district, "available": available, "since": since}
    return manager.post("/v1/funds", json=body)


def decided(platform, district):
    case = AwaitingApproval(platform, district).ready(**DEAR)
    return case.does("decision", DECIDED)["determination"]


def test_without_money_what_is_discretionary_is_declined_and_the_grant_is_not(platform, manager):
    """Guidance B118, Stroud App 4 7."""
    assert say(manager, available=False).status_code == 201
    answer = decided(platform, HERE)
    assert answer["mandatory_grant"] == answer["total_award"] == "30000.00"
    assert [(d["reason"], d["clause"]) for d in answer["declined"]] == [
        ("no_funds", "Stroud App 4 7")
    ]


def test_another_districts_want_of_money_is_not_ours(platform, manager):
    assert say(manager, available=False).status_code == 201
    assert decided(platform, BESIDE)["total_award"] == "40000.00"


def test_no_body_says_it_of_the_district(platform):
    case = GrantCase(platform).assessed()
    body = application(discretionary_funds_available=False)
    with nothing_changes(platform, "grants", "entries"):
        for step, sent in (("application", body), ("checklist", body)):
            problem(case.post(step, sent), "invalid-input", 422, "/discretionary_funds_available")


@pytest.mark.parametrize("role", ["grant_officer", "finance", "head_of_service"])
def test_only_who_holds_the_budget_says_it(platform, role):
    with nothing_changes(platform, "grants", "funds"):
        answer = say(platform.client("grants", role), available=False)
    problem(answer, "scope-missing", 403)


def test_it_is_said_of_a_district_within_reach_and_not_years_ahead(platform, manager):
    elsewhere = platform.client("grants", "service_manager", dfg_write=[STROUD])
    with nothing_changes(platform, "grants", "funds"):
        problem(say(elsewhere, available=False), "out-of-reach", 403)
        problem(say(manager, available=False, since="2027-03-11"), "invalid-input", 422, "/since")


def test_who_said_what_and_when_is_listed(platform, manager):
    for available in (False, True):
        assert say(manager, available=available, since="2026-06-01").status_code == 201
    officer = platform.client("grants", "grant_officer")
    latest, before = officer.get("/v1/funds", params={"district": HERE}).json()["items"][:2]
    assert (before["available"], before["since"]) == (False, "2026-06-01")
    assert (latest["available"], latest["since"]) == (True, "2026-06-01")
    assert latest["by"] == "development:service_manager"


def said(*statements):
    return [
        FundsStatement(district=HERE, available=available, since=since)
        for available, since in statements
    ]


@pytest.mark.parametrize(
    "statements, day, available",
    [
        ([], "2026-03-01", True),
        ([(False, "2026-03-02")], "2026-03-01", True),
        ([(False, "2026-03-02")], "2026-03-02", False),
        ([(False, "2026-03-02"), (True, "2026-04-01")], "2026-03-31", False),
        ([(False, "2026-03-02"), (True, "2026-04-01")], "2026-04-01", True),
        ([(True, "2026-04-01"), (False, "2026-03-02")], "2026-04-01", True),
        ([(False, "2026-03-02"), (True, "2026-03-02")], "2026-03-02", True),
    ],
)
def test_the_latest_day_holds_and_of_one_day_what_was_said_last(statements, day, available):
    assert available_on(said(*statements), dt.date.fromisoformat(day)) is available
