"""What others see: fixed tables of whole years, made once, from which nobody learns of a single case."""

import datetime as dt

import pytest

from services.forum.domain.course import Course, stages_done
from services.forum.domain.outcomes import KINDS
from services.forum.domain.publications import publication
from shared.policies import authorities
from tests.forum.attack import given_away
from tests.forum.caseload import CANNOCK
from tests.forum.histories import Life, envelopes, publish
from tests.forum.test_timescales import course
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import NOW, STROUD

pytestmark = pytest.mark.xdist_group("forum cases")
YEAR, THIS_YEAR = 2019, 2025
TEWKESBURY = "E07000083"


@pytest.fixture
def publisher(secluded, caseload_told):
    return secluded.client("forum", "forum_publisher")


@pytest.fixture
def published(publisher):
    """The year, published by whichever test comes first."""
    publisher.post("/v1/publications", json={"year": YEAR})
    return publisher.get(f"/v1/publications/{YEAR}").json()


def table(view, name):
    """A table by row and column."""
    found = next(each for each in view["tables"] if each["name"] == name)
    return {
        (row["name"], column): count
        for row in found["rows"]
        for column, count in zip(found["columns"], row["counts"], strict=True)
    }


def true_referrals(platform):
    """The counts as they are, straight from the rows."""
    kind = """
        CASE WHEN applied_on IS NOT NULL THEN 'went_on' WHEN ended IS NULL THEN 'under_way'
        WHEN ended <> 'stopped' THEN 'helped_otherwise'
        WHEN stopped_because IN ('test_declined', 'contribution_too_high')
        THEN 'test_of_resources' ELSE 'stopped' END"""
    rows = platform.sql(
        f"SELECT district, {kind} AS kind, count(*) AS cases FROM forum.cases"
        " WHERE received_on >= $1 AND received_on < $2 GROUP BY 1, 2",
        dt.date(YEAR, 4, 1), dt.date(YEAR + 1, 4, 1),
    )  # fmt: skip
    found = {(row["district"], row["kind"]): row["cases"] for row in rows}
    return {d: {k: found.get((d, k), 0) for k in KINDS} for d in authorities()}


def test_everybody_of_the_forum_reads_the_same_figures_of_a_year(secluded, published):
    for role, claims in (("forum_analyst", {}), ("grant_officer", {"dfg_read": [STROUD]})):
        reader = secluded.client("forum", role, **claims)
        assert reader.get(f"/v1/publications/{YEAR}").json() == published
        assert YEAR in reader.get("/v1/publications").json()["years"]
    assert [each["name"] for each in published["tables"]] == [
        *("referrals", "stage_1", "stage_2", "stage_3", "stage_4")
    ]
    assert all(each["definition"] for each in published["tables"])


def test_large_counts_are_as_they_are_and_no_small_one_can_be_worked_out(secluded, published):
    true = true_referrals(secluded)
    shown = table(published, "referrals")
    assert shown[CANNOCK, "went_on"] in (true[CANNOCK]["went_on"], None)
    assert any(count for count in shown.values())
    assert not [count for count in shown.values() if count is not None and 0 < count < 8]
    assert list(given_away(true, shown)) == []


def test_what_is_published_never_changes_and_is_not_published_twice(secluded, publisher, published):
    late = [Life(f"late {n}", dt.date(YEAR, 5, 5), TEWKESBURY) for n in range(9)]
    publish(secluded, envelopes(late, NOW))
    with nothing_changes(secluded, "forum", "publications"):
        answer = publisher.post("/v1/publications", json={"year": YEAR})
        problem(answer, "wrong-state", 409)
    assert publisher.get(f"/v1/publications/{YEAR}").json() == published


def test_a_year_that_is_not_over_is_not_published(publisher):
    problem(
        publisher.post("/v1/publications", json={"year": THIS_YEAR}), "invalid-input", 422, "/year"
    )
    problem(publisher.get(f"/v1/publications/{THIS_YEAR}"), "not-found", 404)


def test_who_reads_some_districts_alone_publishes_nothing(secluded):
    """A second table of fewer districts would be subtracted from the first."""
    some = secluded.client("forum", "forum_publisher", dfg_read=[STROUD], dfg_write=[STROUD])
    problem(some.post("/v1/publications", json={"year": 2018}), "out-of-reach", 403)


def test_a_resident_reads_no_publication(secluded, published):
    resident = secluded.client("forum", "resident", scope="forum:read")
    problem(resident.get(f"/v1/publications/{YEAR}"), "not-found", 404)


def of_stage_1(*courses: Course):
    done = {"here": [each for c in courses for each in stages_done(c)]}
    return publication({"here": []}, done).tables[1]


def test_of_a_stage_it_is_told_how_many_kept_to_the_target_and_what_is_typical():
    made = of_stage_1(*[course(days) for days in range(1, 31)])
    assert made.columns == ("met", "missed", "total")
    assert made.rows[0].counts == (20, 10, 30)
    assert (made.days.median, made.days.percentile_90) == (15, 27)


def test_typical_days_are_told_only_where_enough_cases_stand_behind_them():
    few = of_stage_1(*[course(days) for days in range(1, 8)])
    assert (few.days.median, few.days.percentile_90) == (None, None)
    more = of_stage_1(*[course(days) for days in range(1, 30)])
    assert (more.days.median, more.days.percentile_90) == (15, None)
