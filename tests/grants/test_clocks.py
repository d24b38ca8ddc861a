"""Times that act: warned of, passed, told, listed, and never stopped."""

import datetime as dt

import pytest

from services.grants.domain.casework.clocks import Clock
from services.grants.domain.casework.entries_of_time import DeadlineNeared, DeadlinePassed
from services.grants.domain.casework.history import History
from services.grants.domain.casework.records import Recorded
from shared.calendar import begins
from shared.contracts.codes import MeansTestKind
from tests.grants.cases import CANNOCK, works
from tests.grants.test_service import (
    DECIDED,
    FINDING,
    GrantCase,
    application,
    assessed,
    resources,
)
from tests.platform.answers import problem
from tests.platform.lists import every
from tests.platform.running import until

REFUSED = {"works": [works(necessary_and_appropriate=False)]}


@pytest.fixture
def case(platform):
    return GrantCase(platform)


def cannock(platform):
    case = GrantCase(platform, CANNOCK)
    reach = {"dfg_read": [CANNOCK], "dfg_write": [CANNOCK]}
    case.officer = platform.client("grants", "grant_officer", **reach)
    case.colleague = platform.client("grants", "grant_officer", sub="colleague", **reach)
    return case


def at(case, instant):
    """The service looks at what is due by that instant."""
    case.platform.now = instant
    case.platform.sql("SELECT pg_notify('dfg_bus', 'grants')")


def told(case, kind):
    return [body for name, body in case.platform.told("grants", case.id) if name == kind]


def clock(started, by):
    return Clock("decision", dt.date.fromisoformat(started), dt.date.fromisoformat(by), "s")


@pytest.mark.parametrize(
    "started, by, warned",
    [
        ("2026-03-02", "2026-09-02", "2026-08-05"),  # six months: four weeks
        ("2026-03-02", "2026-03-30", "2026-03-23"),  # twenty working days: a quarter
        ("2026-03-02", "2026-03-05", "2026-03-04"),  # three working days: a day
        ("2028-02-01", "2028-02-29", "2028-02-22"),  # on a leap day
    ],
)
def test_a_time_is_near_when_a_quarter_of_it_is_left_or_four_weeks(started, by, warned):
    assert clock(started, by).warns_on == dt.date.fromisoformat(warned)


def test_a_day_begins_at_midnight_in_england_in_winter_and_in_summer():
    assert begins(dt.date(2026, 3, 29)) == dt.datetime(2026, 3, 29, 0, tzinfo=dt.UTC)
    assert begins(dt.date(2026, 3, 30)) == dt.datetime(2026, 3, 29, 23, tzinfo=dt.UTC)
    assert begins(dt.date(2026, 10, 25)) == dt.datetime(2026, 10, 24, 23, tzinfo=dt.UTC)
    assert begins(dt.date(2026, 10, 26)) == dt.datetime(2026, 10, 26, 0, tzinfo=dt.UTC)


def test_it_warns_once_then_states_the_breach_on_the_day_after_the_last():
    found, history = [], History()
    running = clock("2028-02-01", "2028-02-29")
    for day in range(20, 33):
        today = dt.date(2028, 2, 1) + dt.timedelta(days=day - 1)
        entry = running.due(history, today)
        if entry is not None:
            found.append((type(entry), today.isoformat()))
            history = history.then(Recorded(day, begins(today), "clock", entry))
    assert found == [(DeadlineNeared, "2028-02-22"), (DeadlinePassed, "2028-03-01")]


def test_a_target_warns_and_passes_across_the_change_to_summer_time(case):
    """Twenty working days from 2 March end on 30 March (guidance 5.28), the six months go on."""
    case.applied()
    assert [(c["limit"], c["by"], c["state"]) for c in case.state()["clocks"]] == [
        ("decision_target", "2026-03-30", "running"),
        ("decision", "2026-09-02", "running"),
    ]
    at(case, begins(dt.date(2026, 3, 23)))
    until(lambda: told(case, "grants.deadline-neared"))
    at(case, begins(dt.date(2026, 3, 31)))
    until(lambda: told(case, "grants.deadline-passed"))
    expected = {"limit": "decision_target", "by": "2026-03-30"}
    for kind in ("grants.deadline-neared", "grants.deadline-passed"):
        [body] = told(case, kind)
        assert expected.items() <= body.items()
    assert case.state()["clocks"][0]["state"] == "passed"
    breached = every(case.officer, "/v1/cases", breached=True)
    [line] = [i for i in breached if i["case_id"] == str(case.id)]
    assert (line["due_for"], line["due_on"]) == ("decision_target", "2026-03-30")


def test_after_a_standstill_the_breach_alone_is_told(case):
    case.applied()
    at(case, dt.datetime(2026, 4, 7, 9, tzinfo=dt.UTC))
    until(lambda: told(case, "grants.deadline-passed"))
    until(lambda: case.platform.sql.one(
        "SELECT count(*) = 0 FROM grants.inbox WHERE case_id = $1 AND handled_at IS NULL"
        " AND due_at < '2026-04-07'", case.id))  # fmt: skip
    assert told(case, "grants.deadline-neared") == []
    assert len(told(case, "grants.deadline-passed")) == 1


def test_a_time_that_is_over_when_it_begins_is_looked_at_once(case):
    case.platform.now = dt.datetime(2026, 5, 11, 9, tzinfo=dt.UTC)
    case.applied()
    until(lambda: told(case, "grants.deadline-passed"))
    looks = case.platform.sql.one(
        "SELECT count(*) FROM grants.inbox WHERE case_id = $1 AND type = 'grants.clock-due'"
        " AND data::jsonb ->> 'limit' = 'decision_target'", case.id)  # fmt: skip
    assert looks == 1


def extension(until_, asked="2026-03-09"):
    return {"asked_on": asked, "until": until_, "reason": "The lift is late"}


def test_more_time_for_the_works_up_to_six_months_in_gloucester(case):
    case.approved()
    for wrong in ("2027-03-05", "2027-09-06"):
        problem(case.post("extension", extension(wrong)), "invalid-input", 422, "/until")
    case.does("extension", extension("2027-09-05"))
    assert case.state()["extended_until"] == "2027-09-05"
    assert [c["by"] for c in case.state()["clocks"]] == ["2027-09-05"]
    assert told(case, "grants.prolonged")[0]["complete_by"] == "2027-09-05"


def test_more_time_is_given_again_and_asked_for_before_the_time_ends(case):
    case.approved()
    case.does("extension", extension("2027-06-01"))
    problem(case.post("extension", extension("2027-06-01")), "invalid-input", 422, "/until")
    case.does("extension", extension("2027-07-01"))
    case.platform.now = dt.datetime(2027, 7, 2, 12, tzinfo=dt.UTC)
    late = extension("2027-08-01", asked="2027-07-02")
    problem(case.post("extension", late), "invalid-input", 422, "/asked_on")
    assert case.state()["extended_until"] == "2027-07-01"


def test_in_cannock_chase_no_most_is_set(platform):
    case = cannock(platform)
    taken = application(authority=CANNOCK)
    case.hears(assessed(case.id, CANNOCK), resources(case.id, district=CANNOCK))
    case.does("disability-finding", FINDING)
    case.does("application", taken)
    case.hears(resources(case.id, MeansTestKind.FORMAL, district=CANNOCK))
    case.does("decision", DECIDED)
    case.does("extension", extension("2028-03-05"))
    assert case.state()["extended_until"] == "2028-03-05"


def test_a_refusal_may_be_reviewed_within_28_days_and_is_answered_by_somebody_else(case):
    case.approved(**REFUSED)
    assert case.state()["state"] == "refused"
    [running] = case.state()["clocks"]
    assert (running["limit"], running["by"]) == ("review_request", "2026-04-02")
    asked = {"asked_on": "2026-03-09", "reason": "The therapist has written again"}
    late = asked | {"accepted_late_because": "In hospital"}
    problem(case.post("review", late), "invalid-input", 422, "/accepted_late_because")
    case.does("review", asked)
    problem(case.post("review", asked), "wrong-state", 409)
    problem(case.post("closure"), "wrong-state", 409)
    answer = {"answered_on": "2026-03-10", "outcome": "decided_again", "reason": "New report"}
    problem(case.post("review/answer", answer), "own-decision", 403)
    assert case.answers("review/answer", answer).json()["state"] == "applied"
    case.does("application/amendment", {"application": application(), "reason": "New report"})
    case.does("decision", {"decided_on": "2026-03-10"})
    assert case.state()["state"] == "approved"
    kinds = [k for k in case.told() if k in {"grants.refused", "grants.approved"}]
    assert kinds == ["grants.refused", "grants.approved"]


def test_a_late_request_says_why_it_is_taken(case):
    case.approved(**REFUSED)
    case.platform.now = dt.datetime(2026, 4, 3, 12, tzinfo=dt.UTC)
    asked = {"asked_on": "2026-04-03", "reason": "Sees it otherwise"}
    problem(case.post("review", asked), "invalid-input", 422, "/accepted_late_because")
    case.does("review", asked | {"accepted_late_because": "In hospital"})


def test_cannock_chase_answers_in_ten_working_days(platform):
    case = cannock(platform)
    case.hears(assessed(case.id, CANNOCK), resources(case.id, district=CANNOCK))
    case.does("disability-finding", FINDING)
    case.does("application", application(authority=CANNOCK, **REFUSED))
    case.hears(resources(case.id, MeansTestKind.FORMAL, district=CANNOCK))
    case.invited().does("decision", DECIDED)
    case.does("review", {"asked_on": "2026-03-09", "reason": "Sees it otherwise"})
    [running] = case.state()["clocks"]
    assert (running["limit"], running["by"]) == ("review_answer", "2026-03-23")
    answer = {"answered_on": "2026-03-10", "outcome": "stands", "reason": "Nothing new"}
    assert case.answers("review/answer", answer).json()["clocks"] == []
