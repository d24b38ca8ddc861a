"""What a complete application needs: each thing with its clause, what shows it, who may waive it."""

import pytest

from services.grants.domain.facts.case import Case
from services.grants.in_force import law
from shared.problems import InvalidInput
from tests.grants.cases import CANNOCK, CHELTENHAM, GLOUCESTER, STROUD, case, decided, works

TENANT = {"kind": "private_tenant"}
OWNERS = ["application_form", "owners_certificate", "proof_of_title", "financial_evidence"]
FOUND = {
    "disabled": True,
    "ground": "substantial_physical_disability",
    "found_on": "2026-03-20",
    "found_by": "officer-7",
}


def state_of(code, **changes):
    """How one thing stands in a case for which nothing was supplied; none where not needed."""
    stated = Case.model_validate(case(**{"documents": []} | changes))
    found = {needed.code: needed for needed in law.checklist(stated)}
    return (found[code].state, found[code].clause) if code in found else None


@pytest.mark.parametrize(
    "authority, code, needs, clause",
    [
        (GLOUCESTER, "planning_permission", "planning", "Gloucester C"),
        (GLOUCESTER, "building_control", "building_control", "Gloucester C"),
        (GLOUCESTER, "build_over_agreement", "build_over", "Gloucester C"),
        (STROUD, "listed_building_consent", "listed_building", "Stroud App 5 Process"),
        (STROUD, "party_wall_consent", "party_wall", "Stroud App 5 Process"),
        (CANNOCK, "planning_permission", "planning", "guidance 5.23"),
        (CANNOCK, "building_control", "building_control", "guidance 5.23"),
        (
            CHELTENHAM,
            "planning_permission",
            "planning",
            "Stroud App 4 A What is a completed application",
        ),
        (
            CHELTENHAM,
            "building_control",
            "building_control",
            "Stroud App 4 A What is a completed application",
        ),
        (
            CHELTENHAM,
            "build_over_agreement",
            "build_over",
            "Stroud App 4 A What is a completed application",
        ),
    ],
)
def test_a_permission_is_needed_where_the_works_need_it(authority, code, needs, clause):
    needing = [works(permissions_needed=[needs])]
    assert state_of(code, authority=authority, works=needing) == ("missing", clause)
    assert state_of(code, authority=authority) is None
    supplied = state_of(code, authority=authority, works=needing, documents=[code])
    assert supplied == ("supplied", clause)


@pytest.mark.parametrize(
    "authority, shown_by, state",
    [
        (GLOUCESTER, "social_services_view", "supplied"),
        (GLOUCESTER, "clinical_referral", "supplied"),
        (STROUD, "social_services_view", "supplied"),
        (STROUD, "clinical_referral", "missing"),
        (CANNOCK, "social_services_view", "supplied"),
    ],
)
def test_the_assessment_or_the_social_services_authoritys_view(authority, shown_by, state):
    """Section 24(3), guidance 2.22, B61 to B63; Gloucester C takes a clinical professional's."""
    found = state_of("ot_referral", authority=authority, documents=[shown_by])
    assert found is not None
    assert found[0] == state


def test_without_any_assessment_nothing_is_approved():
    answer = decided(documents=OWNERS)
    assert answer["outcome"] == "incomplete"
    assert [m["code"] for m in answer["missing"]] == ["ot_referral"]
    assert decided(documents=[*OWNERS, "ot_referral"])["outcome"] == "approved"


@pytest.mark.parametrize(
    "authority, shown_by, state",
    [
        (STROUD, "utility_bill", "supplied"),
        (GLOUCESTER, "utility_bill", "missing"),
        (GLOUCESTER, "land_registry_entry", "supplied"),
        (CANNOCK, "land_registry_entry", "supplied"),
    ],
)
def test_what_shows_ownership(authority, shown_by, state):
    """Stroud's appendix takes a utility bill; Gloucester and Cannock Chase proof of title."""
    found = state_of("proof_of_title", authority=authority, documents=[shown_by])
    assert found is not None
    assert found[0] == state


@pytest.mark.parametrize("shown_by", ["tenancy_agreement", "tenants_certificate"])
def test_what_shows_a_tenancy(shown_by):
    assert state_of("proof_of_tenancy", applicant=TENANT) == ("missing", "guidance 5.13")
    found = state_of("proof_of_tenancy", applicant=TENANT, documents=[shown_by])
    assert found == ("supplied", "guidance 5.13")


@pytest.mark.parametrize(
    "changes, code, clause",
    [
        ({"applicant": TENANT}, "landlords_certificate", "guidance B26"),
        (
            {"applicant": TENANT, "authority": CANNOCK},
            "landlords_certificate",
            "Cannock Chase 12(i)",
        ),
        ({"applicant": {"kind": "caravan_occupier"}}, "site_owners_consent", "guidance B33"),
    ],
)
def test_the_authority_may_do_without_a_certificate_that_is_unreasonable_to_ask(
    changes, code, clause
):
    assert state_of(code, waived=[code], **changes) == ("waived", clause)
    assert state_of(code, **changes) == ("missing", clause)


def test_what_nobody_may_waive_stays_missing():
    found = state_of("owners_certificate", waived=["owners_certificate"])
    assert found == ("missing", "guidance B18")


@pytest.mark.parametrize(
    "authority, clause",
    [
        (GLOUCESTER, "Gloucester A A Disabled Person"),
        (STROUD, "Stroud App 4 A A Disabled Person"),
        (CANNOCK, "Cannock Chase 12(a)"),
    ],
)
def test_whoever_is_not_found_to_be_disabled_is_refused(authority, clause):
    """Section 100, B5, B6: not found, or found not to be; a case that is silent has it."""
    for finding in (None, FOUND | {"disabled": False, "ground": None}):
        answer = decided(authority=authority, disabled_person={"finding": finding})
        assert answer["outcome"] == "refused"
        assert ("not_disabled", clause) in [(r["code"], r["clause"]) for r in answer["reasons"]]
    assert decided(authority=authority, disabled_person={"finding": FOUND})["outcome"] == "approved"
    assert decided(authority=authority)["outcome"] == "approved"


@pytest.mark.parametrize(
    "changes, field",
    [({"found_on": "2026-04-02"}, "found_on"), ({"ground": None}, "ground")],
)
def test_a_finding_has_its_day_and_its_ground(changes, field):
    with pytest.raises(InvalidInput) as raised:
        decided(disabled_person={"finding": FOUND | changes})
    assert [e.pointer for e in raised.value.errors] == [f"/disabled_person/finding/{field}"]


def test_permissions_that_the_contractor_obtains_are_a_condition():
    """Cannock Chase 12(n): obtained by the contractor, certificates on completion."""
    needing = [works(permissions_needed=["party_wall"])]
    with_them, without = decided(authority=CANNOCK, works=needing), decided(authority=CANNOCK)
    condition = {"code": "consents_obtained", "clause": "Cannock Chase 12(n)", "of": None}
    assert condition in with_them["conditions"]
    assert condition not in without["conditions"]
