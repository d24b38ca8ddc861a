"""The gate of an application: what it needs is shown on the case, not claimed in the body."""

import pytest

from services.grants.domain.codes import Missing
from shared.contracts.codes import MeansTestKind
from tests.grants.cases import works
from tests.grants.test_service import (
    DECIDED,
    FINDING,
    SUPPLIED,
    GrantCase,
    application,
    assessed,
    resources,
)
from tests.platform.answers import nothing_changes, problem


@pytest.fixture
def case(platform):
    """A case whose resources were tested; nobody has visited the person yet."""
    case = GrantCase(platform)
    return case.hears(resources(case.id), resources(case.id, MeansTestKind.FORMAL))


def lacking(case, **changes):
    with nothing_changes(case.platform, "grants", "entries"):
        answer = case.post("application", application(**changes))
    body = problem(answer, "application-incomplete", 409, "/documents")
    return {error["detail"].split(" is missing")[0] for error in body["errors"]}


def checklist(case, **changes):
    answer = case.post("checklist", application(**changes))
    assert answer.status_code == 200, answer.text
    return {item["code"]: item["state"] for item in answer.json()["items"]}


def test_an_application_waits_for_the_assessment_whatever_its_papers_say(case):
    """Section 24(3), guidance B61: the list of documents names the referral, and proves nothing."""
    case.does("disability-finding", FINDING)
    assert Missing.OT_REFERRAL in SUPPLIED
    assert lacking(case) == {"ot_referral"}
    case.hears(assessed(case.id))
    assert case.does("application", application())["state"] == "applied"


def test_the_social_services_authoritys_view_serves_instead(case):
    """Guidance 2.22, B63."""
    case.does("disability-finding", FINDING)
    case.does("social-services-view", {"given_on": "2026-03-02"})
    assert case.does("application", application())["state"] == "applied"


@pytest.mark.parametrize("listed", [None, []])
def test_no_list_of_documents_means_none(case, listed):
    """On the command line an absent list means all; before an officer it means none."""
    case.hears(assessed(case.id)).does("disability-finding", FINDING)
    made = {k: v for k, v in application().items() if k != "documents"}
    body = made if listed is None else made | {"documents": listed}
    body = problem(case.post("application", body), "application-incomplete", 409, "/documents")
    assert any("application_form" in error["detail"] for error in body["errors"])


def test_the_checklist_says_how_each_thing_stands_and_records_nothing(case):
    case.hears(assessed(case.id))
    with nothing_changes(case.platform, "grants", "entries"):
        found = checklist(case, documents=["application_form"])
    assert found["application_form"] == "supplied"
    assert found["ot_referral"] == "supplied"
    assert found["owners_certificate"] == "missing"
    missing = [code for code, state in found.items() if state == "missing"]
    made = application(documents=["application_form", *missing])
    assert case.does("application", made)["state"] == "applied"


def test_without_the_finding_that_the_person_is_disabled_the_grant_is_refused(case):
    """Section 100, guidance B5 and B6: its lack is a reason."""
    case.hears(assessed(case.id)).does("application", application())
    decided = case.does("decision", DECIDED)
    assert decided["state"] == "refused"
    assert "not_disabled" in {r["code"] for r in decided["determination"]["reasons"]}


def test_a_finding_has_a_date_and_a_person_and_the_later_one_counts(case):
    case.hears(assessed(case.id))
    case.does("disability-finding", {"disabled": False, "found_on": "2026-03-02"})
    case.does("disability-finding", FINDING)
    assert case.state()["disability_finding"] == FINDING
    case.does("application", application())
    assert case.does("decision", DECIDED)["state"] == "approved"


def test_a_finding_that_the_person_is_not_disabled_refuses_the_grant(case):
    case.hears(assessed(case.id))
    case.does("disability-finding", {"disabled": False, "found_on": "2026-03-02"})
    case.does("application", application())
    assert case.does("decision", DECIDED)["state"] == "refused"


def test_a_finding_gives_its_ground(case):
    body = {"disabled": True, "found_on": "2026-03-02"}
    problem(case.post("disability-finding", body), "invalid-input", 422, "/ground")


@pytest.mark.parametrize("step", ["application", "checklist"])
def test_a_finding_is_not_taken_from_the_application(case, step):
    claimed = FINDING | {"found_by": "somebody"}
    body = application(disabled_person={"age": 60, "finding": claimed})
    problem(case.post(step, body), "invalid-input", 422, "/disabled_person/finding")


def test_a_document_has_a_code_of_the_list(case):
    body = application(documents=["application_form", "a_letter"])
    problem(case.post("application", body), "invalid-input", 422, "/documents/1")


def test_an_application_is_amended_with_a_reason_and_what_it_was_before_stays(case):
    case.hears(assessed(case.id)).does("disability-finding", FINDING)
    case.does("application", application())
    body = {"application": application(works=[works("12000.00")]), "reason": "A new estimate"}
    amended = case.does("application/amendment", body)
    assert amended["application"]["works"][0]["estimates"][0]["amount"] == "12000.00"
    rows = case.platform.sql(
        "SELECT kind, coalesce(applied, amended) #>> '{application,works,0,estimates,0,amount}'"
        " FROM grants.entries WHERE case_id = $1 AND kind IN ('applied', 'amended')"
        " ORDER BY number",
        case.id,
    )
    assert [tuple(row) for row in rows] == [("applied", "10000.00"), ("amended", "12000.00")]
    assert case.does("decision", DECIDED)["determination"]["mandatory_grant"] == "12000.00"
    problem(case.post("application/amendment", body), "wrong-state", 409)


def test_an_amendment_keeps_the_applications_date_and_stays_complete(case):
    case.hears(assessed(case.id)).does("application", application())
    later = {"application": application(applied_on="2026-03-03"), "reason": "A slip"}
    problem(
        case.post("application/amendment", later), "invalid-input", 422, "/application/applied_on"
    )
    bare = {"application": application(documents=[]), "reason": "Papers were returned"}
    answer = case.post("application/amendment", bare)
    assert answer.json()["type"] == "urn:dfg:problem:application-incomplete"
