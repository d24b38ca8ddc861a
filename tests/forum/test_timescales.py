"""Each stage against its target by urgency and complexity, and where time is lost (4.15 to 4.17)."""

import datetime as dt
import uuid

import pytest

from services.forum.domain.course import Course, PauseFor
from services.forum.domain.statutory import ClockState, running
from services.forum.domain.timescales import GOAL, distribution, goal_reached, report
from shared.averages import percentile
from shared.calendar import add_working_days
from shared.clocks import Pause
from shared.contracts.codes import Complexity, Urgency
from shared.contracts.grants import Prolonged
from shared.contracts.referral import ClockStarted, ClockStopped
from tests.forum.histories import TARGETS, Life, envelopes, publish, told_in_a_row
from tests.platform.running import NOW

pytestmark = pytest.mark.xdist_group("forum cases")
DAY = dt.date(2024, 3, 4)  # a Monday
YEAR = dt.date(2024, 1, 1), dt.date(2024, 12, 31)
FOREST = "E07000080"


def course(*working_days, urgency=Urgency.NON_URGENT, complexity=Complexity.SIMPLE, pauses=()):
    """A case whose stages took so many working days, one after the other."""
    marks = [DAY]
    for days in working_days:
        marks.append(add_working_days(marks[-1], days))
    return Course(
        case_id=uuid.uuid4(),
        urgency=urgency,
        complexity=complexity,
        marks=(*marks, *[None] * (5 - len(marks))),
        targets=TARGETS[urgency, complexity],
        pauses=pauses,
    )


def first_stage(*courses):
    return report(courses, *YEAR).stages[0]


def stopped(days, reason="in_hospital"):
    """From the second working day on so many working days."""
    since = add_working_days(DAY, 1)
    return (PauseFor(Pause(since, add_working_days(since, days)), reason),)


@pytest.mark.parametrize("kind", TARGETS)
def test_on_the_last_day_a_target_is_kept_and_a_day_later_it_is_missed(kind):
    days = TARGETS[kind][0]
    urgency, complexity = kind
    kept = first_stage(course(days, urgency=urgency, complexity=complexity))
    late = first_stage(course(days + 1, urgency=urgency, complexity=complexity))
    assert (kept.all.met, kept.all.days_over) == (1, 0)
    assert (late.all.met, late.all.days_over) == (0, 1)
    assert [(g.urgency, g.complexity) for g in kept.groups] == [kind]


def test_each_stage_counts_from_the_end_of_the_one_before():
    found = report([course(20, 50, 20, 41)], *YEAR)
    assert [stage.all.met for stage in found.stages] == [1, 1, 1, 0]
    assert found.stages[3].all.gross_working_days.maximum == 41
    assert found.whole.gross_working_days.maximum == 131


def test_net_of_a_recorded_stop_a_target_is_kept_and_gross_it_is_not():
    found = report([course(23, pauses=stopped(4))], *YEAR)
    group = found.stages[0].all
    assert (group.met, group.met_gross) == (1, 0)
    assert (group.working_days.mean, group.gross_working_days.mean) == ("19.0", "23.0")
    assert [(s.reason, s.cases, s.working_days) for s in found.stood_still] == [
        ("in_hospital", 1, 4)
    ]


def test_a_stop_in_a_later_stage_helps_no_earlier_one():
    since = add_working_days(DAY, 30)
    later = (PauseFor(Pause(since, None), "away"),)
    assert first_stage(course(21, pauses=later)).all.met == 0


def test_a_stage_counts_in_the_time_in_which_it_ended():
    found = report([course(20, 50)], DAY, add_working_days(DAY, 20))
    assert [stage.all.cases for stage in found.stages] == [1, 0, 0, 0]


def test_the_goal_is_95_of_a_hundred_and_no_rounding_reaches_it():
    assert (GOAL, goal_reached(19, 20), goal_reached(18, 19)) == (95, True, False)
    assert goal_reached(949, 1000) is False
    assert goal_reached(0, 0) is None


def test_a_case_that_was_not_triaged_counts_in_the_times_and_against_no_target():
    untriaged = Course(uuid.uuid4(), None, None, course(3).marks, (None,) * 4, ())
    group = first_stage(untriaged).all
    assert (group.cases, group.with_target, group.met_percent) == (1, 0, None)
    assert group.goal_reached is None


def test_a_percentile_is_a_time_that_a_case_took():
    days = list(range(1, 21))
    assert [percentile(days, p) for p in (50, 75, 90, 95, 100)] == [10, 15, 18, 19, 20]
    assert percentile([7], 95) == 7
    assert distribution([]).percentile_95 is None


def told_of(life):
    """What the Act sets for a case of which this is told, as by the columns of its row."""
    return list(running(told_in_a_row(life) | {"ended_on": None}))


def states(clocks, today):
    return [(clock.limit, clock.state(today)) for clock in clocks]


def test_the_decision_is_near_four_weeks_before_and_past_the_day_after():
    clocks = told_of(Life("decision", DAY).applied(DAY))
    by = clocks[0].by
    for days, state in ((-29, "running"), (-28, "near"), (0, "near"), (1, "past")):
        assert states(clocks, by + dt.timedelta(days=days)) == [("decision", ClockState(state))]


def test_after_the_approval_the_works_have_twelve_months_or_what_was_agreed():
    life = Life("works", DAY).applied(DAY).approved(DAY)
    assert [(c.limit, c.by) for c in told_of(life)] == [("completion", dt.date(2025, 3, 4))]
    life.tell(Prolonged, complete_by=dt.date(2025, 6, 30))
    assert [c.by for c in told_of(life)] == [dt.date(2025, 6, 30)]
    assert told_of(life.certified(DAY)) == []


@pytest.fixture
def forest(secluded):
    """Somebody of the Forest of Dean, whose cases these are."""
    return secluded.client("forum", "grant_officer", dfg_read=[FOREST], dfg_write=[FOREST])


def test_a_district_sees_its_times_and_the_clocks_that_are_near_or_past(secluded, forest):
    lives = [
        Life("forest 1", DAY, FOREST).triaged().assessed(add_working_days(DAY, 20)),
        Life("forest 2", DAY, FOREST).triaged().assessed(add_working_days(DAY, 24)),
        Life("forest 3", DAY, FOREST).applied(DAY),
        Life("forest 4", DAY, FOREST).applied(DAY).gave_up(DAY),
        Life("forest 5", DAY, FOREST).applied(NOW.date()),
    ]
    lives[1].told[2:2] = [
        kind(case_id=lives[1].case_id, district=FOREST, **body)
        for kind, body in (
            (ClockStopped, {"stopped_on": add_working_days(DAY, 1), "reason": "away"}),
            (ClockStarted, {"resumed_on": add_working_days(DAY, 5)}),
        )
    ]
    publish(secluded, envelopes(lives, NOW))
    params = {"district": FOREST, "first": str(YEAR[0]), "last": str(YEAR[1])}
    view = forest.get("/v1/timescales", params=params).json()
    stage = view["stages"][0]["all"]
    assert (stage["cases"], stage["met"], stage["met_gross"]) == (2, 2, 1)
    assert (stage["met_percent"], stage["goal_reached"]) == ("100.0", True)
    assert view["stood_still"] == [{"reason": "away", "cases": 1, "working_days": 4}]
    clocks = forest.get("/v1/statutory-clocks", params={"district": FOREST}).json()
    assert (clocks["running"], clocks["near"], clocks["past"]) == (1, 0, 1)
    [line] = clocks["items"]
    assert (line["limit"], line["state"], line["days_left"] < 0) == ("decision", "past", True)
