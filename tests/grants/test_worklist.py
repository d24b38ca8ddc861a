"""What an officer's desk needs: lists by the nearest clock, assignment, notes, and the history."""

import pytest

from shared.contracts.codes import MeansTestKind
from shared.identifiers import reference_of
from tests.grants.cases import works
from tests.grants.test_service import DECIDED, GrantCase, application, assessed, resources
from tests.platform.answers import problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER, STROUD

ME, SOMEBODY = "development:grant_officer", "somebody else"


@pytest.fixture
def team(request):
    """A team of this test's own."""
    return request.node.name[:200]


@pytest.fixture
def case(platform):
    return GrantCase(platform)


def assign(case, officer, team=None):
    answer = case.officer.put(
        f"/v1/cases/{case.id}/assignment", json={"officer": officer, "team": team}
    )
    assert answer.status_code == 200, answer.text
    return case


def listed(case, **filters):
    """The ids of the cases on every page, in order."""
    return [item["case_id"] for item in every(case.officer, "/v1/cases", **filters)]


def line(case):
    [found] = case.officer.get("/v1/cases", params={"reference": reference_of(case.id)}).json()[
        "items"
    ]
    return found


def test_the_nearest_clock_comes_first_and_what_has_none_last(platform, team):
    undated, later, sooner = (GrantCase(platform) for _ in range(3))
    undated.assessed()
    later.assessed().does("application", application(applied_on="2026-03-05"))
    sooner.assessed().does("application", application(applied_on="2026-03-02"))
    for case in (undated, later, sooner):
        assign(case, ME, team)
    expected = [str(case.id) for case in (sooner, later, undated)]
    assert listed(sooner, team=team, limit=1) == expected
    assert listed(sooner, team=team, due_before="2026-04-01") == expected[:1]
    assert listed(sooner, team=team, decide_by_before="2026-09-06") == expected[:2]


def test_each_filter_narrows(platform, team):
    mine, other = GrantCase(platform).assessed(), GrantCase(platform, STROUD).assessed()
    assign(mine, ME, team)
    assign(other, SOMEBODY, team)
    other.does("application", application(authority=STROUD))
    for filters, expected in (
        ({"district": GLOUCESTER}, [mine]),
        ({"state": "applied"}, [other]),
        ({"officer": SOMEBODY}, [other]),
        ({"waiting_for": "benefits"}, [other]),
        ({"reference": reference_of(mine.id).lower().replace("-", " ")}, [mine]),
    ):
        assert listed(mine, team=team, **filters) == [str(case.id) for case in expected]


def test_a_filter_that_is_not_known_or_not_a_code_is_refused(case):
    for name, value in (("state", "asleep"), ("reference", "abc"), ("colour", "red")):
        answer = case.officer.get("/v1/cases", params={name: value})
        problem(answer, "invalid-input", 422, f"/{name}")


def test_a_district_sees_its_own(platform, team):
    assign(GrantCase(platform).assessed(), ME, team)
    stroud = platform.client("grants", "grant_officer", dfg_read=[STROUD], dfg_write=[STROUD])
    assert stroud.get("/v1/cases", params={"team": team}).json()["items"] == []


def test_what_waits_for_me_is_what_i_have_in_hand_and_is_not_closed(platform, team):
    sub = f"officer-of-{team}"
    case = assign(GrantCase(platform).assessed(), sub)
    me = platform.client("grants", "grant_officer", sub=sub)
    assert [i["case_id"] for i in me.get("/v1/my-cases").json()["items"]] == [str(case.id)]
    case.does("withdrawal", {"withdrawn_on": "2026-03-09", "reason": "applicant_withdrew"})
    assert me.get("/v1/my-cases").json()["items"] == []


def test_a_case_says_whom_it_waits_for_and_by_when(case):
    """Six months to decide (section 34), twelve for the works (B131), the charge's ten years (B123)."""
    case.hears(resources(case.id))
    seen = [(line(case)["waiting_for"], line(case)["due_on"])]

    def then(_):
        seen.append((line(case)["waiting_for"], line(case)["due_on"]))

    then(case.hears(assessed(case.id)))
    then(case.assessed().does("cost-estimate", {"works": [works()]}))
    then(case.does("offer", application()))
    then(case.does("application", application()))
    then(case.hears(resources(case.id, MeansTestKind.FORMAL)))
    then(case.does("decision", DECIDED))
    then(case.does("works-certification", {"certified_on": "2026-03-09"}))
    then(case.hears(case.settlement()))
    then(case.does("land-charge-registration", {"registered_on": "2026-03-10"}))
    then(case.does("closure"))
    assert seen == [
        ("therapist", None),
        ("officer", None),
        ("officer", None),
        ("applicant", None),
        ("benefits", "2026-03-30"),
        ("officer", "2026-03-30"),
        ("contractor", "2027-03-05"),
        ("finance", None),
        ("officer", None),
        ("officer", "2036-03-09"),
        (None, "2036-03-09"),
    ]


def test_an_assignment_is_kept_with_the_ones_before_it(case):
    case.assessed()
    assign(assign(case, ME, "north"), SOMEBODY)
    assert (case.state()["officer"], case.state()["team"]) == (SOMEBODY, None)
    assert [h["entry"] for h in history(case) if h["kind"] == "assigned"] == [
        {"officer": ME, "team": "north"},
        {"officer": SOMEBODY, "team": None},
    ]


def history(case):
    return case.officer.get(f"/v1/cases/{case.id}/history").json()["items"]


def test_the_history_tells_who_did_what_and_a_second_offer_beside_the_first(case):
    case.offered(works=[works("10000.00")])
    case.does("offer", application(works=[works("12000.00")]))
    found = history(case)
    assert [h["number"] for h in found] == list(range(1, len(found) + 1))
    offers = [h for h in found if h["kind"] == "offered"]
    grants = [h["entry"]["determination"]["mandatory_grant"] for h in offers]
    assert grants == ["10000.00", "12000.00"]
    assert {h["by"] for h in offers} == {ME}
    assert {h["by"] for h in found if "." in h["kind"]} == {"service:grants"}
    assert all(h["at"] == "2026-03-10T12:00:00Z" for h in found)


def test_a_note_is_added_at_any_point_and_leaves_the_service_in_nothing(case):
    case.approved(works_state="completed").does("closure")
    case.does("notes", {"text": "Rang about the appeal"})
    assert history(case)[-1]["entry"] == {"text": "Rang about the appeal"}
    assert "appeal" not in str(case.platform.told("grants", case.id))


def test_a_note_about_somebody_else_is_struck_out_and_its_words_are_for_auditors(case):
    """Who wrote it, who struck it out, when and why stay for everybody who sees the case."""
    case.assessed()
    for text in ("Of another household", "The landlord rang"):
        case.does("notes", {"text": text})
    wrong = next(
        line for line in history(case) if line["entry"] == {"text": "Of another household"}
    )
    manager = case.platform.client("grants", "service_manager")
    at = f"/v1/cases/{case.id}/notes/{wrong['number']}"
    problem(manager.get(at), "not-found", 404)
    case.does("mistakes", {"number": wrong["number"], "reason": "On the wrong case"})
    found = history(case)
    assert found[wrong["number"] - 1] == wrong | {"entry": None}
    assert found[-1]["entry"] == {"number": wrong["number"], "reason": "On the wrong case"}
    assert found[-2]["entry"] == {"text": "The landlord rang"}
    assert "another household" not in case.officer.get(f"/v1/cases/{case.id}/history").text
    problem(case.officer.get(at), "scope-missing", 403)
    assert manager.get(at).json()["text"] == "Of another household"
    trail = manager.get(f"/v1/cases/{case.id}/audit").json()["items"]
    assert trail[0]["action"] == "show_struck_out_note"


def test_a_list_is_read_along_an_index(case):
    case.assessed()
    for column in ("district", "officer", "team", "waiting_for"):
        names = case.platform.sql(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'grants' AND tablename = 'cases'"
        )
        assert any(f"({column}, clock, case_id)" in row["indexdef"] for row in names)
