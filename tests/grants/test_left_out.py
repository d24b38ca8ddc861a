"""Works that the grant leaves out: they need no papers, have no conditions, and count as nothing done."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings

from services.grants.domain.casework.entries import Applied, Decided
from services.grants.domain.casework.entries_of_works import ContractorChange
from services.grants.domain.casework.history import History, Recorded
from services.grants.domain.casework.works import counted, estimates_by_contractor
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.case import Case
from services.grants.in_force import law
from shared.problems import InvalidInput
from tests.grants.cases import CANNOCK, GLOUCESTER, STROUD, ask, case, decided, reason_for, works
from tests.grants.test_properties import cases

CASE = uuid.UUID(int=1)
NOON = dt.datetime(2026, 4, 1, 12, tzinfo=dt.UTC)
LIFT = works(
    "4000.00",
    id="lift",
    kind="stairlift",
    purposes=["sleeping_room"],
    own_labour=True,
    permissions_needed=["planning", "building_control"],
)
LEFT_OUT = {
    "no purpose of the Act": {"purposes": []},
    "not necessary": {"necessary_and_appropriate": False},
    "not practicable": {"reasonable_and_practicable": False},
    "the owner's duty": {"owner_has_legal_duty": True},
}
OF_THE_LIFT = {"recover_equipment", "report_faults", "warranty_included", "materials_only"}


def codes(answer, of="conditions"):
    return {told["code"] for told in answer[of]}


@pytest.mark.parametrize("fault", LEFT_OUT)
def test_what_is_left_out_brings_no_condition_and_asks_for_no_paper(fault):
    """Guidance B90, B122: conditions and papers are those of the eligible works."""
    paper = {"documents": ["application_form", "owners_certificate", "proof_of_title"]}
    paper["documents"] += ["financial_evidence", "ot_referral"]
    with_it = decided(works=[works(), LIFT], **paper)
    assert codes(with_it, "missing") == {"planning_permission", "building_control"}
    assert codes(decided(works=[works(), LIFT])) >= OF_THE_LIFT
    without = decided(works=[works(), LIFT | LEFT_OUT[fault]], **paper)
    assert (without["outcome"], codes(without, "missing")) == ("approved", set())
    assert not codes(without) & OF_THE_LIFT


@pytest.mark.parametrize("authority", [GLOUCESTER, STROUD, CANNOCK])
@pytest.mark.parametrize("fault", LEFT_OUT)
def test_a_warranty_is_for_equipment_that_the_grant_pays_for(authority, fault):
    """Gloucester A Other services and charges, Stroud App 4 B2.2, Cannock Chase 12(r)."""
    parts = {"authority": authority, "assistance": [ask("extended_warranty", "900.00")]}
    given = decided(works=[works(), LIFT], **parts)
    assert reason_for(given, "extended_warranty") is None
    without = decided(works=[works(), LIFT | LEFT_OUT[fault]], **parts)
    assert reason_for(without, "extended_warranty") == "no_equipment"


def test_what_other_help_pays_for_has_its_conditions():
    """Cannock Chase 11: hospital assistance also pays for works that the grant leaves out."""
    parts = {"authority": CANNOCK, "works": [works(), LIFT | LEFT_OUT["not necessary"]]}
    parts["disabled_person"] = {"being_discharged_from_hospital": True}
    assert "maintain_after_warranty" not in codes(decided(**parts))
    helped = decided(**parts, assistance=[ask("hospital_discharge")])
    assert "maintain_after_warranty" in codes(helped)


@settings(max_examples=100, deadline=None)
@given(cases())
def test_works_that_are_left_out_change_nothing_but_say_why(made):
    """Not the sums, not the papers, not the conditions, not what is declined."""
    hospital = any(a["kind"] == "hospital_discharge" for a in made["assistance"])
    assume(made["works"] and not (made["authority"] == CANNOCK and hospital))
    more = LIFT | LEFT_OUT["not necessary"] | {"preferred_scheme": "9000.00"}
    answers = [
        law.determine(Case.model_validate(made | {"works": [*made["works"], *added]})).model_dump(
            exclude={"working", "reasons"}
        )
        for added in ([], [more])
    ]
    assert answers[0] == answers[1]


def applied_and_decided(**changes):
    """An application, and what is decided on it."""
    made = Case.model_validate(case(**changes))
    facts = {k: v for k, v in dict(made).items() if k in Application.model_fields}
    return Application(**facts), law.determine(made)


def done(**changes):
    """The kinds of work that are told as done once the case is completed."""
    application, decided_so = applied_and_decided(**changes)
    entries = (
        Applied(application=application, decide_by=application.applied_on),
        Decided(decided_on=application.applied_on, determination=decided_so),
    )
    records = tuple(Recorded(n, NOON, "o", entry) for n, entry in enumerate(entries, 1))
    return law.works_done(History(records))


def test_only_what_was_paid_for_is_told_as_done():
    """The register looks at the home again for what was built, and for nothing that was refused."""
    refused = LIFT | LEFT_OUT["not necessary"]
    assert done(works=[works(), LIFT]) == ("level_access_shower", "stairlift")
    assert done(works=[works(), refused]) == ("level_access_shower",)


def test_what_other_help_paid_for_is_done_too():
    """Cannock Chase 11 Hospital Prevention and Discharge Assistance."""
    refused = LIFT | LEFT_OUT["not necessary"]
    parts = {"authority": CANNOCK, "works": [works(), refused]}
    parts["disabled_person"] = {"being_discharged_from_hospital": True}
    assert done(**parts) == ("level_access_shower",)
    helped = done(**parts, assistance=[ask("hospital_discharge")])
    assert helped == ("level_access_shower", "stairlift")


@pytest.mark.parametrize(
    "help_asked, paid", [([], "10000.00"), ([ask("hospital_discharge")], "14000.00")]
)
def test_who_can_be_paid_up_to_how_much(help_asked, paid):
    """Section 38, B132: for works that the grant or other help pays for, and for no others."""
    refused = LIFT | LEFT_OUT["not necessary"]
    parts = {"authority": CANNOCK, "works": [works(), refused], "assistance": help_asked}
    parts["disabled_person"] = {"being_discharged_from_hospital": True}
    application, decided_so = applied_and_decided(**parts)
    left_out = law.left_out(decided_so)
    first, *_ = estimates_by_contractor(CASE, application, left_out).values()
    assert first == Decimal(paid)
    change = ContractorChange(
        contractor="Vale Lifts",
        works=["lift"],
        estimate="3900.00",
        agreed_on="2026-04-02",
        reason="The first one gave up",
    )
    if help_asked:
        assert counted(change, application, left_out) == Decimal("3900.00")
    else:
        with pytest.raises(InvalidInput):
            counted(change, application, left_out)
