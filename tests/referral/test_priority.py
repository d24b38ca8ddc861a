"""The order of a waiting list: points (Stroud App 4 D) and groups (Cannock Chase 13)."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar import add_months
from tests.referral.waiting import (
    CANNOCK,
    COUNTY,
    QUESTIONS,
    answered,
    by_groups,
    by_points,
    codes,
    needing,
    only,
    order,
    places,
    prioritise,
)

ON = dt.date(2026, 9, 2)


# Points: Stroud App 4 D


@pytest.mark.parametrize("question", range(1, 11))
def test_each_yes_gives_the_points_that_the_district_set(question):
    place = only(by_points(answered("one", question, since="2026-09-02"), **{f"q{question}": 40}))
    (why,) = place.reasons
    assert (why.code, why.points, why.clause) == (f"question_{question}", 40, "Stroud App 4 D")
    assert place.points == 40


def test_a_no_gives_nothing_and_the_reason_says_so():
    place = only(by_points(answered(since="2026-09-02")))
    assert place.points == 0
    assert [(w.code, w.points) for w in place.reasons] == [("no_points", 0)]


@pytest.mark.parametrize(
    "since,on,every,periods,why",
    [
        ("2026-06-02", "2026-09-01", 3, 0, "a day before the period is over"),
        ("2026-06-02", "2026-09-02", 3, 1, "on its day"),
        ("2026-06-02", "2026-12-01", 3, 1, "a day before the second"),
        ("2026-06-02", "2026-12-02", 3, 2, "the second"),
        ("2025-08-31", "2026-02-27", 6, 0, "a month that lacks the day ends on its last"),
        ("2025-08-31", "2026-02-28", 6, 1, "which completes the period"),
        ("2026-01-31", "2026-03-30", 1, 1, "but the next is counted from the first day again"),
        ("2026-01-31", "2026-03-31", 1, 2, "so not from the 28th"),
        ("2025-04-30", "2026-04-29", 12, 0, "a day before a year"),
        ("2025-04-30", "2026-04-30", 12, 1, "a year"),
        ("2026-09-02", "2026-09-02", 1, 0, "waiting from today"),
        ("2024-02-29", "2026-02-28", 12, 2, "from a leap day"),
        ("2026-08-02", "2026-09-02", 1_000_000_000, 0, "a period that nobody completes"),
    ],
)
def test_points_for_waiting_come_with_each_period_completed(since, on, every, periods, why):
    waiting = by_points(answered(since=since), on=on, waiting=7, every_months=every)
    assert only(waiting).points == 7 * periods, why
    assert ("waiting" in codes(only(waiting))) == (periods > 0), why


@pytest.mark.parametrize("threshold,reaches", [(9, True), (10, True), (11, False), (0, True)])
def test_approval_is_considered_from_the_threshold_on(threshold, reaches):
    place = only(by_points(answered("one", 10, since="2026-09-02"), threshold=threshold))
    assert place.reaches_threshold is reaches


def test_points_for_waiting_count_towards_the_threshold():
    """So that lower needs are met too, as the form says."""
    waiting = by_points(answered("one", 8, since="2026-03-02"), waiting=6, threshold=20)
    assert only(waiting).reaches_threshold


def test_more_points_stand_first_then_the_date_then_the_id():
    waiting = by_points(
        answered("few", 1, since="2026-08-05"),
        answered("b", 2, since="2026-08-03"),
        answered("a", 2, since="2026-08-03"),
        answered("B", 2, since="2026-08-03"),
        answered("earlier", 2, since="2026-08-02"),
        answered("many", 1, 2, since="2026-08-06"),
    )
    assert order(waiting) == ["many", "earlier", "B", "a", "b", "few"]
    assert [place.place for place in places(waiting)] == [1, 2, 3, 4, 5, 6]
    assert "date_order" in codes(places(by_points(answered("a", 1), answered("b", 1)))[0])
    level = {place.id: "date_order" in codes(place) for place in places(waiting)}
    assert [name for name, is_level in level.items() if is_level] == ["earlier", "B", "a", "b"]


@pytest.mark.parametrize("authority", COUNTY)
def test_the_countys_form_holds_in_each_of_its_districts(authority):
    """Stroud App 4 D is written for every district council within Gloucestershire."""
    answer = prioritise(by_points(answered("one", 4), authority=authority))
    assert answer.scheme == "points"
    assert answer.policy_version.startswith(f"{authority}/")


# Groups: Cannock Chase 13


@pytest.mark.parametrize(
    "case,group,reasons",
    [
        (needing(needs=0), "low", ["no_needs"]),
        (needing(needs=1), "medium", ["one_need"]),
        (needing(needs=2), "high", ["two_needs"]),
        (needing(needs=9), "high", ["two_needs"]),
        (needing(child=True), "high", ["child"]),
        (needing(child=True, needs=1), "high", ["child"]),
        (needing(child=True, needs=2), "high", ["child", "two_needs"]),
        (needing(ex_service=True, supported_by="gp"), "high", ["ex_service"]),
        (needing(ex_service=True, supported_by="occupational_therapist"), "high", ["ex_service"]),
        (needing(ex_service=True), "low", ["no_needs"]),
        (needing(ex_service=True, supported_by=None, needs=1), "medium", ["one_need"]),
        (needing(supported_by="gp"), "low", ["no_needs"]),
    ],
)
def test_the_need_gives_the_group(case, group, reasons):
    place = only(by_groups(case))
    assert (place.group, codes(place)) == (group, reasons)
    assert {why.clause for why in place.reasons} == {"Cannock Chase 13"}
    assert {why.points for why in place.reasons} == {None}


@pytest.mark.parametrize(
    "needs,since,on,group,reason",
    [
        (1, "2026-03-02", "2026-09-02", "medium", "one_need"),
        (1, "2026-03-02", "2026-09-03", "high", "medium_waited"),
        (0, "2026-03-02", "2026-09-02", "low", "no_needs"),
        (0, "2026-03-02", "2026-09-03", "medium", "low_waited"),
        (0, "2026-03-02", "2027-03-02", "medium", "low_waited"),
        (0, "2026-03-02", "2027-03-03", "high", "low_waited_long"),
        (1, "2025-08-31", "2026-02-28", "medium", "one_need"),
        (1, "2025-08-31", "2026-03-01", "high", "medium_waited"),
        (0, "2024-02-29", "2025-02-28", "medium", "low_waited"),
        (0, "2024-02-29", "2025-03-01", "high", "low_waited_long"),
    ],
)
def test_over_so_many_months_is_later_than_that_day(needs, since, on, group, reason):
    place = only(by_groups(needing(needs=needs, since=since), on=on))
    assert (place.group, codes(place)[-1]) == (group, reason)


def test_a_low_case_raised_to_medium_is_not_high_by_the_same_six_months():
    assert only(by_groups(needing(since="2025-10-01"), on="2026-09-02")).group == "medium"


def test_the_contracts_example():
    adult = needing("adult", needs=1, since="2026-03-01")
    child = needing("child", child=True, since="2026-08-30")
    first, second = places(by_groups(child, adult))
    assert (first.id, first.group, second.id, second.group) == ("adult", "high", "child", "high")
    assert "medium_waited" in codes(first)


def test_high_medium_low_and_the_oldest_first():
    waiting = by_groups(
        needing("low", needs=0, since="2026-04-01"),
        needing("medium", needs=1, since="2026-05-01"),
        needing("two needs", needs=2, since="2026-08-01"),
        needing("veteran", ex_service=True, supported_by="gp", since="2026-07-01"),
        needing("child b", child=True, since="2026-06-01"),
        needing("child a", child=True, since="2026-06-01"),
    )
    high = ["child a", "child b", "veteran", "two needs"]
    assert order(waiting) == [*high, "medium", "low"]


# The six months: section 34 of the Act


@pytest.mark.parametrize("made", [by_points, by_groups])
@pytest.mark.parametrize(
    "valid,decide_by,near",
    [
        (None, None, False),
        ("2026-04-02", "2026-10-02", True),
        ("2026-04-03", "2026-10-03", False),
        ("2026-03-01", "2026-09-01", True),
        ("2025-08-31", "2026-02-28", True),
        ("2026-09-02", "2027-03-02", False),
    ],
)
def test_a_place_on_a_list_never_stops_the_six_months(made, valid, decide_by, near):
    """Near is at most 30 days away, or past."""
    case = (answered if made is by_points else needing)(since="2025-08-01")
    place = only(made(case | {"valid_application_on": valid}))
    assert place.decide_by == (dt.date.fromisoformat(decide_by) if decide_by else None)
    assert place.near is near


def test_the_last_day_of_a_list_has_its_six_months():
    case = needing(since="2099-12-31", valid_application_on="2099-12-31")
    assert only(by_groups(case, on="2099-12-31")).decide_by == dt.date(2100, 6, 30)


# Whatever the list

DATES = st.dates(dt.date(2024, 1, 1), ON).map(str)
IDS = st.text(min_size=1, max_size=3)
ANSWERED = st.builds(
    lambda name, since, yes: answered(name, *yes, since=since),
    IDS, DATES, st.sets(st.integers(1, 10)),
)  # fmt: skip
NEEDING = st.builds(
    lambda name, since, **facts: needing(name, since=since, **facts),
    IDS, DATES, needs=st.integers(0, 3), child=st.booleans(), ex_service=st.booleans(),
    supported_by=st.sampled_from([None, "gp", "occupational_therapist"]),
)  # fmt: skip


def lists(cases, made):
    return st.lists(cases, max_size=8, unique_by=lambda case: case["id"]).map(
        lambda listed: made(*listed)
    )


ANY_LIST = lists(ANSWERED, by_points) | lists(NEEDING, by_groups)


@given(ANY_LIST, st.randoms(use_true_random=False))
def test_the_order_is_the_same_however_the_cases_are_handed_in(waiting, random):
    mixed = waiting | {"cases": random.sample(waiting["cases"], len(waiting["cases"]))}
    assert places(mixed) == places(waiting)


@given(ANY_LIST)
def test_every_case_has_one_place_of_its_own(waiting):
    placed = places(waiting)
    assert [place.place for place in placed] == list(range(1, len(waiting["cases"]) + 1))
    assert sorted(p.id for p in placed) == sorted(case["id"] for case in waiting["cases"])


@given(lists(ANSWERED, by_points))
def test_points_are_the_sum_of_their_reasons_and_fall_down_the_list(waiting):
    placed = places(waiting)
    assert all(place.points == sum(w.points or 0 for w in place.reasons) for place in placed)
    assert all(a.points >= b.points for a, b in itertools.pairwise(placed))


@given(lists(NEEDING, by_groups))
def test_groups_never_rise_again_down_the_list(waiting):
    ranks = [place.group.rank for place in places(waiting)]
    assert ranks == sorted(ranks)


@given(NEEDING, st.integers(0, 900))
def test_waiting_longer_never_lowers_a_case(case, days):
    later = ON + dt.timedelta(days)
    assert only(by_groups(case, on=str(later))).group.rank <= only(by_groups(case)).group.rank


@given(st.dates(dt.date(2025, 4, 2), ON), st.integers(1, 24), st.integers(1, 9))
def test_the_nth_period_is_completed_on_its_day_and_not_before(since, every, n):
    """For any first day: so many months on, always counted from that day."""
    day = add_months(since, every * n)
    for on, completed in ((day, n), (day - dt.timedelta(1), n - 1)):
        waiting = by_points(answered(since=str(since)), on=str(on), every_months=every)
        assert only(waiting).points == completed


def test_an_empty_list_stays_empty():
    assert places(by_points()) == ()
    assert places(by_groups()) == ()


def test_the_form_has_its_ten_questions():
    assert len(QUESTIONS) == 10
    waiting = by_points(answered("one", *range(1, 11), since="2026-09-02"))
    assert only(waiting).points == sum(range(1, 11))
    assert codes(only(waiting)) == [f"question_{number}" for number in QUESTIONS]
    assert CANNOCK not in COUNTY
