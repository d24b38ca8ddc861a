"""The means test service: preliminary tests stand, the formal one is final, a refusal is noted."""

import datetime as dt
import uuid

import pytest

from shared.contracts.grants import ApplicationCompleted
from tests.means_test.households import household as described
from tests.means_test.households import income, person
from tests.means_test.told import triaged
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD

CANNOCK = "E07000192"
APPLIED_ON = dt.date(2026, 3, 2)


def household(made_on="2026-03-02", weekly="221.80", **application):
    """A single owner of 40 with other income, no capital."""
    return described(
        person(age=40), income=[income(weekly)], application={"made_on": made_on} | application
    )


@pytest.fixture
def begin(platform):
    """A triaged case."""

    def begun(district=GLOUCESTER):
        case_id = uuid.uuid4()
        platform.tell("means_test", triaged(case_id, district))
        return case_id

    return begun


@pytest.fixture
def case_id(begin):
    return begin()


def applies(platform, case_id, on=APPLIED_ON):
    platform.tell(
        "means_test",
        ApplicationCompleted(
            case_id=case_id, district=GLOUCESTER, applied_on=on, decide_by=dt.date(2026, 9, 2)
        ),
    )


def preliminary(client, case_id, **changes):
    return client.post(f"/v1/cases/{case_id}/preliminary-tests", json=household(**changes))


def formal(client, case_id, **changes):
    return client.post(f"/v1/cases/{case_id}/formal-test", json=household(**changes))


def test_a_triaged_case_waits_for_its_test(officer, case_id):
    shown = officer.get(f"/v1/cases/{case_id}").json()
    assert (shown["tests"], shown["applied_on"], shown["formal_test_id"]) == (0, None, None)


def test_a_case_that_was_not_triaged_is_not_tested(officer):
    problem(preliminary(officer, uuid.uuid4()), "not-found", 404)


def test_the_figures_of_a_test_and_what_is_told_of_it(platform, officer, case_id):
    """A single owner of 40: applicable amount 121.80, excess 100.00, reduction 3,329.25."""
    test = preliminary(officer, case_id).json()
    assert test["result"]["reduction"] == "3329.25"
    assert (test["number"], test["kind"]) == (1, "preliminary")
    [(kind, event)] = platform.told("means_test", case_id)
    assert kind == "means-test.completed"
    assert (event["reduction"], event["statutory_reduction"]) == ("3329.25", "3329.25")
    assert event["policy_version"] == "E07000081/2026-02-01"
    assert event["fingerprint"] == test["fingerprint"]
    assert event["local_passport"] is None
    assert "household" not in event


def test_a_passport_of_the_district_s_own_policy_is_told(platform, begin):
    """Cannock Chase 11: Local Council Tax Reduction, which the Regulations do not list."""
    officer = platform.client("means_test", "benefits_officer")
    case_id = begin(CANNOCK)
    body = household()
    body["people"][0]["receives"] = ["council_tax_reduction"]
    assert officer.post(f"/v1/cases/{case_id}/preliminary-tests", json=body).is_success
    [(_, event)] = platform.told("means_test", case_id)
    assert (event["outcome"], event["statutory_outcome"]) == ("passported", "assessed")
    assert event["local_passport"] == "council_tax_reduction"


def test_a_preliminary_test_is_never_overwritten(officer, case_id):
    first = preliminary(officer, case_id).json()
    second = preliminary(officer, case_id, weekly="500.00").json()
    assert (first["number"], second["number"]) == (1, 2)
    assert officer.get(f"/v1/tests/{first['id']}").json() == first
    assert officer.get(f"/v1/tests/{second['id']}").json() == second
    assert officer.get(f"/v1/cases/{case_id}").json()["tests"] == 2


def test_the_formal_test_waits_for_a_complete_application(platform, officer, case_id):
    preliminary(officer, case_id)
    with nothing_changes(platform, "means_test", "tests"):
        problem(formal(officer, case_id), "wrong-state", 409)
    applies(platform, case_id)
    test = formal(officer, case_id).json()
    assert (test["kind"], test["number"]) == ("formal", 2)
    assert officer.get(f"/v1/cases/{case_id}").json()["formal_test_id"] == test["id"]
    assert platform.told("means_test", case_id)[-1][1]["kind"] == "formal"


@pytest.mark.parametrize("made_on", ["2026-03-01", "2026-03-03", "2025-03-02"])
def test_the_formal_test_is_of_the_day_of_the_application(platform, officer, case_id, made_on):
    """Section 30; regulation 10: resources as they were on that day."""
    applies(platform, case_id)
    with nothing_changes(platform, "means_test", "tests"):
        answer = formal(officer, case_id, made_on=made_on)
        problem(answer, "invalid-input", 422, "/application/made_on")


def test_the_formal_test_is_final(platform, officer, case_id):
    applies(platform, case_id)
    formal(officer, case_id)
    with nothing_changes(platform, "means_test", "tests"):
        problem(formal(officer, case_id, weekly="500.00"), "wrong-state", 409)
        problem(preliminary(officer, case_id, weekly="500.00"), "wrong-state", 409)


@pytest.mark.parametrize("test", [preliminary, formal])
def test_the_district_of_the_case_tests_under_its_own_policy(platform, officer, case_id, test):
    applies(platform, case_id)
    with nothing_changes(platform, "means_test", "tests"):
        answer = test(officer, case_id, authority=STROUD)
        problem(answer, "invalid-input", 422, "/application/authority")
    made = test(officer, case_id, authority=GLOUCESTER).json()
    assert made["policy_version"].startswith(GLOUCESTER)


def test_without_being_named_the_authority_is_the_case_s_district(officer, case_id):
    made = preliminary(officer, case_id).json()
    assert made["household"]["application"]["authority"] == GLOUCESTER


def test_a_date_that_no_policy_covers_is_refused(platform, officer, case_id):
    with nothing_changes(platform, "means_test", "tests"):
        answer = preliminary(officer, case_id, made_on="2019-03-02")
    assert answer.status_code == 422, answer.text
    assert answer.json()["type"].startswith("urn:dfg:problem:")


def test_a_household_that_gives_no_information(platform, officer, case_id):
    path = f"/v1/cases/{case_id}/refusal-of-information"
    assert officer.post(path).json()["declined_on"] == "2026-03-10"
    assert platform.told("means_test", case_id) == [
        (
            "means-test.declined",
            {"case_id": str(case_id), "district": GLOUCESTER, "declined_on": "2026-03-10"},
        )
    ]
    with nothing_changes(platform, "means_test", "cases"):
        assert "2026-03-10" in problem(officer.post(path), "wrong-state", 409)["detail"]


def test_a_test_sent_twice_is_made_once(officer, case_id):
    headers = {"idempotency-key": f"test/{case_id}"}
    path = f"/v1/cases/{case_id}/preliminary-tests"
    first, second = (officer.post(path, json=household(), headers=headers) for _ in range(2))
    assert first.json() == second.json()
    assert officer.get(f"/v1/cases/{case_id}").json()["tests"] == 1


def test_who_may_see_and_test(platform, officer, begin):
    theirs = begin(STROUD)
    test = preliminary(officer, theirs).json()
    officer = platform.client("means_test", "gloucester_grant_officer")
    problem(officer.get(f"/v1/tests/{test['id']}"), "not-found", 404)
    problem(preliminary(officer, theirs), "scope-missing", 403)
    gloucester = platform.client(
        "means_test", "benefits_officer", dfg_read=[GLOUCESTER], dfg_write=[GLOUCESTER]
    )
    problem(preliminary(gloucester, theirs), "not-found", 404)


@pytest.mark.parametrize(
    "answer,value",
    [("born", "3467-11-20"), ("partner_born", "9999-12-31")],
)
def test_a_self_assessment_of_a_day_that_cannot_be_names_the_answer(platform, answer, value):
    answers = {
        "made_on": "2026-03-02",
        "certificate": "tenant",
        "born": "1950-01-31",
        "weekly_income": "100.00",
        "savings": "0.00",
    }
    resident = platform.client("means_test", "benefits_officer")
    told = resident.post("/v1/self-assessments", json=answers | {answer: value})
    problem(told, "invalid-input", 422, f"/{answer}")
