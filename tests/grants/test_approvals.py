"""An approval that a policy asks for: another person's act, for one award and one sum."""

import pytest

from deploy.local.issuer.roles import roles
from services.grants.domain.casework.approvals import ESTABLISHED_BY
from services.grants.in_force import policies
from shared.contracts.codes import MeansTestKind, MeansTestOutcome
from shared.policies import authorities, versions
from tests.grants.cases import CANNOCK, ask, works
from tests.grants.test_service import DECIDED, GrantCase, application, resources
from tests.platform.answers import nothing_changes, problem

HEAD = "head_of_service"
WHOLE = {"award": "top_up", "by": HEAD, "amount": "15000.00"}
"""Of works of 45,000 the mandatory grant pays 30,000."""


class AwaitingApproval(GrantCase):
    """An application with its formal test, and those who may approve its awards."""

    def approves(self, body, role=HEAD, **claims):
        somebody = self.platform.client("grants", role, **claims)
        return somebody.post(f"/v1/cases/{self.id}/approvals", json=body)

    def wanted(self):
        items = self.officer.get(f"/v1/cases/{self.id}/approvals-wanted").json()["items"]
        return [(i["award"], i["by"], i["amount"]) for i in items]

    def ready(self, **changes):
        self.assessed().does("application", application(authority=self.district, **changes))
        return self.hears(resources(self.id, MeansTestKind.FORMAL, district=self.district))

    def amended(self, **changes):
        body = application(authority=self.district, **changes)
        self.does("application/amendment", {"application": body, "reason": "Dearer than thought"})


@pytest.fixture
def case(platform):
    """Cannock Chase: the head of service approves every top-up."""
    case = AwaitingApproval(platform, CANNOCK)
    return case.ready(works=[works("45000.00")], assistance=[ask("top_up")])


def refused(case):
    with nothing_changes(case.platform, "grants", "entries"):
        return problem(case.post("decision", DECIDED), "approval-needed", 409, "/approvals")


def test_a_decision_waits_for_the_approval_and_says_whose(case):
    assert case.wanted() == [("top_up", HEAD, "15000.00")]
    assert HEAD in refused(case)["errors"][0]["detail"]
    assert case.approves(WHOLE).status_code == 200
    assert case.wanted() == []
    assert case.does("decision", DECIDED)["state"] == "approved"


def test_an_approval_is_kept_with_who_and_when_and_no_name_leaves_the_service(case):
    case.approves(WHOLE)
    [kept] = case.state()["approvals"]
    assert (kept["award"], kept["by"], kept["amount"]) == ("top_up", HEAD, "15000.00")
    assert kept["person"] == f"development:{HEAD}"
    assert kept["at"] == "2026-03-10T12:00:00Z"
    assert kept["clause"].startswith("Cannock Chase")
    case.does("decision", DECIDED)
    assert f"development:{HEAD}" not in str(case.platform.told("grants", case.id))


def test_only_the_token_makes_somebody_head_of_service(case):
    for role in ("grant_officer", "service_manager", "clinical_lead"):
        problem(case.approves(WHOLE, role), "scope-missing", 403)
    body = DECIDED | {"approvals": [{"kind": "top_up", "by": HEAD, "name": "A. Manager"}]}
    problem(case.post("decision", body), "invalid-input", 422, "/approvals")


def test_whoever_prepared_the_case_approves_nothing_of_it(case):
    both = {"sub": "development:grant_officer", "scope": f"grants:read approval:{HEAD}"}
    problem(case.approves(WHOLE, **both), "own-case", 403)


def test_whoever_approved_does_not_decide_on_it(case):
    case.approves(WHOLE)
    both = case.platform.client("grants", HEAD, scope="grants:write")
    answer = both.post(f"/v1/cases/{case.id}/decision", json=DECIDED)
    problem(answer, "approval-needed", 409, "/approvals")


def test_an_approval_is_of_the_sum_that_is_proposed(case):
    for amount in ("14999.99", "15000.01"):
        problem(case.approves(WHOLE | {"amount": amount}), "invalid-input", 422, "/amount")


@pytest.mark.parametrize("award", ["mandatory", "relocation"])
def test_an_approval_is_of_an_award_that_needs_one(case, award):
    problem(case.approves(WHOLE | {"award": award}), "invalid-input", 422, "/award")


def test_it_lapses_if_the_sum_grows_and_holds_if_it_shrinks(case):
    case.approves(WHOLE)
    case.amended(works=[works("45000.01")], assistance=[ask("top_up")])
    refused(case)
    assert case.wanted() == [("top_up", HEAD, "15000.01")]
    case.amended(works=[works("44000.00")], assistance=[ask("top_up")])
    assert case.does("decision", DECIDED)["determination"]["total_award"] == "44000.00"


def test_an_approval_is_for_its_own_case(platform, case):
    case.approves(WHOLE)
    another = AwaitingApproval(platform, CANNOCK)
    another.ready(works=[works("45000.00")], assistance=[ask("top_up")])
    refused(another)


def test_what_exceeds_a_limit_is_awarded_once_it_is_agreed(platform):
    """Gloucester B2.3: the service manager above 40,000."""
    case = AwaitingApproval(platform).ready(works=[works("75000.00")], assistance=[ask("top_up")])
    refused(case)
    assert case.wanted() == [("top_up", "service_manager", "45000.00")]
    body = {"award": "top_up", "by": "service_manager", "amount": "45000.00"}
    assert case.approves(body, "service_manager").status_code == 200
    assert case.does("decision", DECIDED)["determination"]["total_award"] == "75000.00"


def test_a_clinical_leads_approval_opens_the_help_that_depends_on_it(platform):
    """Gloucester B2.8b."""
    help_asked = ask("neurodiversity", "4000.00", referred_by="gp")
    changes = {
        "works": [works("40000.00")],
        "assistance": [help_asked],
        "disabled_person": {"age": 60, "diagnoses": ["neurodiversity"]},
    }
    case = AwaitingApproval(platform).ready(**changes)
    assert case.wanted() == [("neurodiversity", "clinical_lead", "4000.00")]
    body = {"award": "neurodiversity", "by": "clinical_lead", "amount": "4000.00"}
    case.approves(body, "clinical_lead")
    assert case.does("decision", DECIDED)["determination"]["total_award"] == "34000.00"


def test_a_move_to_another_district_waits_for_its_authoritys_agreement(platform):
    """Gloucester B2.9: recorded by somebody other than who prepared the case."""
    moving = {
        "destination": "elsewhere",
        "adaptation_here_ruled_out": True,
        "before_move": True,
        "quotations": 2,
    }
    case = AwaitingApproval(platform).ready(assistance=[ask("relocation", "4000.00", **moving)])
    assert case.wanted() == [("relocation", "new_authority", "4000.00")]
    body = {"award": "relocation", "by": "new_authority", "amount": "4000.00"}
    assert case.approves(body, "grant_officer").status_code == 403
    assert case.approves(body, "service_manager").status_code == 200
    assert case.does("decision", DECIDED)["determination"]["total_award"] == "14000.00"


@pytest.mark.parametrize(
    "asked, post, role, changes",
    [
        (ask("minor_adaptation", "900.00"), "adult_social_care", "occupational_therapist", {}),
        (
            ask("safe_and_warm", "900.00"),
            "housing_inspector",
            "housing_inspector",
            {
                "applicant": {"age": 66},
                "disabled_person": {"diagnoses": ["chronic_condition_worsened_by_housing"]},
            },
        ),
    ],
)
def test_what_another_desk_finds_is_recorded_by_its_own_token(platform, asked, post, role, changes):
    """Gloucester B2.6: as adult social care directs; B2.10: a hazard as the inspector rates it."""
    case = AwaitingApproval(platform).assessed()
    case.does("application", application(assistance=[asked], **changes))
    test = resources(case.id, MeansTestKind.FORMAL)
    case.hears(test.model_copy(update={"outcome": MeansTestOutcome.PASSPORTED}))
    kind, amount = asked["kind"], asked["amount"]
    assert case.wanted() == [(kind, post, amount)]
    body = {"award": kind, "by": post, "amount": amount}
    problem(case.approves(body, "grant_officer"), "scope-missing", 403)
    problem(case.approves(body, "service_manager"), "scope-missing", 403)
    assert case.approves(body, role).status_code == 200
    assert case.does("decision", DECIDED)["determination"]["total_award"] == "10900.00"


@pytest.mark.parametrize(
    "asked",
    [
        ask("top_up", agreed_above_limit=True),
        ask("neurodiversity", clinical_lead_approved=True, referred_by="gp"),
        ask("relocation", "900.00", destination="elsewhere", new_authority_agrees=True),
        ask("minor_adaptation", "900.00", directed_by_social_care=True),
        ask("safe_and_warm", "900.00", category_1_hazard=True),
    ],
)
@pytest.mark.parametrize("step", ["offer", "application"])
def test_somebody_elses_decision_is_not_taken_from_an_application(platform, step, asked):
    case = GrantCase(platform).assessed()
    case.does("cost-estimate", {"works": application()["works"]})
    [fact] = set(asked["facts"]) - {"referred_by", "destination"}
    answer = case.post(step, application(assistance=[asked]))
    problem(answer, "invalid-input", 422, f"/assistance/0/facts/{fact}")


def test_every_post_that_a_policy_names_is_held_by_a_role():
    posts = {
        rule.by
        for authority in authorities()
        for document in versions(authority)
        for offer in policies.of_document(document).rules.offers
        for rule in offer.approvals
    }
    held = {scope for role in roles().values() for scope in role.scopes}
    assert {f"approval:{post}" for post in (*posts, *ESTABLISHED_BY)} <= held
