"""What a benefits desk lists, what it cannot see, and that the database need not read it all."""

import json
import uuid

import pytest

from shared.identifiers import reference_of
from tests.means_test.test_evidence import ask, formal, preliminary
from tests.platform.answers import problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER, STROUD

INSERT = """
INSERT INTO means_test.cases (case_id, district, state, waiting_for, waiting_since,
    evidence_outstanding, tests, version, declined_on)
VALUES ($1, $2, $3, $4, $5::text::timestamptz, 0, 0, 1, $6::text::date)
"""

OWN: set[str] = set()
"""The cases of the desk of one test."""


@pytest.fixture
def desk(platform, officer):
    """A desk of its own: hardly another case is there, whatever still comes in meanwhile."""
    platform.sql("TRUNCATE means_test.cases CASCADE")
    OWN.clear()

    def add(state, waiting_for, since, district=GLOUCESTER, declined_on=None):
        made = uuid.uuid4()
        platform.sql(INSERT, made, district, state, waiting_for, since, declined_on)
        OWN.add(str(made))
        return str(made)

    return add


def listed(officer, /, **wanted):
    return [c["case_id"] for c in every(officer, "/v1/cases", **wanted) if c["case_id"] in OWN]


def test_cases_by_what_they_wait_for_the_longest_wait_first(officer, desk):
    newer = desk("applied", "formal_test", "2026-03-05")
    older = desk("applied", "formal_test", "2026-03-01")
    evidence = desk("applied", "evidence", "2026-02-01")
    opened = desk("open", "preliminary_test", "2026-01-01", STROUD)
    declined = desk("estimated", "application", "2026-04-01", declined_on="2026-04-01")
    done = desk("decided", None, "2025-01-01")
    assert listed(officer) == [done, opened, evidence, older, newer, declined]
    assert listed(officer, waiting_for="formal_test") == [older, newer]
    assert listed(officer, state="applied") == [evidence, older, newer]
    assert listed(officer, district=STROUD) == [opened]
    assert listed(officer, declined="true") == [declined]
    assert listed(officer, declined="false", state="estimated") == []
    assert listed(officer, waiting_before="2026-03-05", state="applied") == [evidence, older]


def test_what_waits_for_me_is_what_i_have_in_hand_the_oldest_application_first(
    platform, officer, desk
):
    """Section 34: six months from the application; before one there is no such time."""
    newer = desk("applied", "formal_test", "2026-01-01")
    older = desk("applied", "evidence", "2026-03-09")
    opened = desk("open", "preliminary_test", "2025-12-01")
    done, others = (
        desk("decided", None, "2025-01-01"),
        desk("open", "preliminary_test", "2025-01-01"),
    )
    for case_id, applied_on in ((newer, "2026-01-01"), (older, "2025-11-02")):
        applied = "UPDATE means_test.cases SET applied_on = $2::text::date WHERE case_id = $1"
        platform.sql(applied, uuid.UUID(case_id), applied_on)
    for case_id in (newer, older, opened, done):
        body = {"officer": "b.officer", "team": "north"}
        answer = officer.put(f"/v1/cases/{case_id}/assignment", json=body)
        assert (answer.json()["officer"], answer.json()["team"]) == ("b.officer", "north")
    me = platform.client("means_test", "benefits_officer", sub="b.officer")
    assert [c["case_id"] for c in every(me, "/v1/my-cases", limit=1)] == [older, newer, opened]
    assert listed(officer, officer="b.officer", state="decided") == [done]
    assert others not in listed(officer, team="north")
    given_back = officer.put(f"/v1/cases/{older}/assignment", json={"officer": None})
    assert given_back.status_code == 200, given_back.text
    assert [c["case_id"] for c in every(me, "/v1/my-cases")] == [newer, opened]


def test_a_case_is_found_by_what_people_call_it(officer, desk):
    case_id, _ = (desk("open", "preliminary_test", "2026-03-01") for _ in range(2))
    reference = reference_of(uuid.UUID(case_id))
    for said in (reference, reference.lower().replace("-", " "), reference.replace("-", "")):
        assert listed(officer, reference=said) == [case_id]
    assert officer.get(f"/v1/cases/{case_id}").json()["reference"] == reference


def test_a_day_begins_at_midnight_in_england(officer, desk):
    """After the clocks go forward midnight is 23:00 of the day before in UTC."""
    before = desk("open", "preliminary_test", "2026-05-31T22:59:59Z")
    desk("open", "preliminary_test", "2026-05-31T23:00:00Z")
    assert listed(officer, waiting_before="2026-06-01") == [before]


def test_page_by_page(officer, desk):
    cases = [desk("open", "preliminary_test", f"2026-03-0{day}") for day in range(1, 6)]
    assert listed(officer, limit=2) == cases


def test_only_those_within_reach(platform, desk):
    mine = desk("open", "preliminary_test", "2026-03-01")
    desk("open", "preliminary_test", "2026-03-01", STROUD)
    officer = platform.client("means_test", "gloucester_grant_officer")
    assert listed(officer) == [mine]


@pytest.mark.parametrize(
    "wanted, pointer",
    [
        ({"state": "finished"}, "/state"),
        ({"waiting_for": "godot"}, "/waiting_for"),
        ({"waiting_before": "soon"}, "/waiting_before"),
        ({"reference": "7J8-QDM-9X4"}, "/reference"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_a_filter_that_is_none_is_refused(officer, wanted, pointer):
    problem(officer.get("/v1/cases", params=wanted), "invalid-input", 422, pointer)


def test_the_tests_of_a_case(officer, case_id):
    first = preliminary(officer, case_id)
    second = formal(officer, case_id).json()
    page = officer.get(f"/v1/cases/{case_id}/tests").json()
    assert [t["id"] for t in page["items"]] == [first["id"], second["id"]]
    assert page["items"][0]["reduction"] == "3329.25"
    only = officer.get(f"/v1/cases/{case_id}/tests", params={"kind": "preliminary"}).json()
    assert [t["id"] for t in only["items"]] == [first["id"]]
    problem(officer.get(f"/v1/cases/{uuid.uuid4()}/tests"), "not-found", 404)


def test_a_case_shows_how_far_it_is(officer, case_id):
    ask(officer, case_id, "payslip")
    shown = officer.get(f"/v1/cases/{case_id}").json()
    assert (shown["state"], shown["waiting_for"]) == ("applied", "evidence")
    assert shown["waiting_since"] == "2026-03-10T12:00:00Z"


@pytest.mark.parametrize(
    "asked, index",
    [
        ("true", "cases_by_wait"),
        ("waiting_for = 'evidence'", "cases_by_awaited"),
        ("state = 'tested'", "cases_by_state"),
    ],
)
def test_a_page_is_read_by_an_index(platform, officer, desk, asked, index):
    platform.sql(
        "INSERT INTO means_test.cases (case_id, district, state, waiting_for, waiting_since,"
        " evidence_outstanding, tests, version)"
        f" SELECT gen_random_uuid(), '{GLOUCESTER}',"
        " (ARRAY['open', 'estimated', 'applied', 'tested', 'decided'])[i % 5 + 1],"
        " (ARRAY['preliminary_test', 'application', 'evidence', 'formal_test', 'decision'])"
        "[i % 5 + 1], now() - i * interval '1 minute', 0, 0, 1 FROM generate_series(1, 20000) i"
    )
    platform.sql("ANALYZE means_test.cases")
    plan = platform.sql.one(
        f"EXPLAIN (FORMAT JSON) SELECT * FROM means_test.cases WHERE {asked}"
        " AND (waiting_since, case_id) > (now() - interval '9 days', gen_random_uuid())"
        " ORDER BY waiting_since, case_id LIMIT 21"
    )
    assert index in json.dumps(plan)
    assert "Sort" not in json.dumps(plan)


def test_who_had_a_test_before_stays_with_the_reason(officer, desk):
    place = f"/v1/cases/{desk('open', 'preliminary_test', '2026-03-01')}/assignment"
    for body in ({"officer": "b.first"}, {"officer": "b.second", "reason": "b.first is on leave"}):
        assert officer.put(place, json=body).status_code == 200
    nobody, first = officer.get(f"{place}/history").json()["items"]
    assert (nobody["was"]["officer"], first["was"]["officer"]) == (None, "b.first")
    assert first["reason"] == "b.first is on leave"
