"""Given an applicant, a home and works, when decided, then approved or not, for this reason."""

import pytest

from services.grants.domain.facts.case import Case
from services.grants.in_force.law import determine
from tests.grants.cases import (
    CANNOCK,
    GLOUCESTER,
    NAMES,
    STROUD,
    ask,
    case,
    decided,
    given,
    rows,
    works,
)


def answer_to(row):
    made = given(row["given"], case(authority=NAMES[row["authority"]]))
    return determine(Case.model_validate(made)).model_dump(mode="json")


@pytest.mark.parametrize("row", rows("who"), ids=lambda r: f"{r['authority']} {r['given']}")
def test_who_may_have_a_grant_for_what(row):
    answer = answer_to(row)
    assert answer["outcome"] == row["outcome"]
    if row["outcome"] == "not_ours":
        assert answer["signposted_to"] == row["code"]
        assert row["clause"] in {line["clause"] for line in answer["working"]}
        assert not answer["reasons"]
        return
    told = {(c["code"], c["clause"]) for c in (*answer["reasons"], *answer["missing"])}
    assert not row["code"] or (row["code"], row["clause"]) in told
    assert (answer["mandatory_grant"] == "10000.00") == (row["outcome"] == "approved")


@pytest.mark.parametrize(
    "authority, to, clause",
    [
        (STROUD, "council_landlord", "Stroud App 5 Eligibility"),
        (CANNOCK, "council_landlord", "Cannock Chase 12(c)"),
        (GLOUCESTER, None, None),
    ],
)
def test_a_council_tenant_is_decided_like_any_other_and_advised_who_carries_it_out(
    authority, to, clause
):
    """Sections 19(1)(b), 19(5) and 24(1), guidance 2.8: who pays is another pot."""
    answer = decided(authority=authority, applicant={"kind": "council_tenant"}, reduction="1000.00")
    assert answer["outcome"] == "approved"
    assert answer["mandatory_grant"] == answer["statutory"]["mandatory_grant"] == "9000.00"
    assert answer["signposted_to"] == to
    without = [line for line in answer["working"] if "has no effect" in line["says"]]
    assert [line["clause"] for line in without] == ([clause] if clause else [])


def test_advice_stands_beside_an_award_and_not_beside_a_refusal():
    refused = decided(
        authority=STROUD, applicant={"kind": "council_tenant"}, works_state="completed"
    )
    assert (refused["outcome"], refused["signposted_to"]) == ("refused", None)
    helped = decided(
        authority=STROUD,
        applicant={"kind": "council_tenant"},
        works_state="completed",
        disabled_person={"diagnoses": ["dementia"]},
        assistance=[ask("dementia_friendly", "900.00", referred_by="occupational_therapist")],
    )
    assert (helped["outcome"], helped["signposted_to"]) == ("refused", "council_landlord")


@pytest.mark.parametrize(
    "authority, changes, clause",
    [
        (CANNOCK, {"age": 18}, "Cannock Chase 12(a)"),
        (CANNOCK, {"age": 19}, None),
        (STROUD, {"kind": "landlord"}, "Stroud App 5 Eligibility"),
    ],
)
def test_the_working_tells_a_local_rule_that_yields_to_the_act(authority, changes, clause):
    answer = decided(
        authority=authority,
        applicant=changes,
        means_test={"outcome": "not_tested" if "kind" in changes else "exempt"},
    )
    assert answer["outcome"] == "approved"
    without = [line for line in answer["working"] if "has no effect" in line["says"]]
    assert [line["clause"] for line in without] == ([clause] if clause else [])


def test_a_local_test_that_asks_for_more_than_the_regulations_has_no_effect():
    answer = decided(
        means_test={
            "outcome": "assessed",
            "reduction": "5000.00",
            "statutory": {"outcome": "assessed", "reduction": "2000.00"},
        }
    )
    assert answer["mandatory_grant"] == answer["statutory"]["mandatory_grant"] == "8000.00"
    assert any("5000.00 has no effect" in line["says"] for line in answer["working"])


@pytest.mark.parametrize(
    "changes, beyond",
    [
        ({"preferred_scheme": "31000.00"}, "13000.00"),
        ({"preferred_scheme": "18000.01"}, "0.01"),
        ({"preferred_scheme": "18000.00"}, "0.00"),
        ({"preferred_scheme": "17000.00"}, "0.00"),
        ({"preferred_scheme": "31000.00", "reasonable_price": "16000.00"}, "15000.00"),
        ({"preferred_scheme": "31000.00", "reasonable_and_practicable": False}, "0.00"),
        ({}, "0.00"),
    ],
)
def test_what_the_applicants_own_choice_costs_above_the_scheme(changes, beyond):
    """B83; Gloucester 6(10): the dearer choice is the applicant's to pay, beside the share."""
    answer = decided(works=[works("18000.00", **changes)], reduction="2000.00")
    assert answer["beyond_the_scheme"] == beyond
    if beyond == "13000.00":
        assert (answer["mandatory_grant"], answer["applicant_pays"]) == ("16000.00", "2000.00")


def test_of_common_parts_only_the_applicants_share_is_beyond_the_scheme():
    answer = decided(
        dwelling={"common_parts_share": 0.5}, works=[works(preferred_scheme="12000.00")]
    )
    assert (answer["estimated_expense"], answer["beyond_the_scheme"]) == ("5000.00", "1000.00")


def test_each_purpose_is_judged_by_itself():
    """B66: that sleeping is not reached is no bar to gaining access to the home."""
    item = works(
        purposes=["access_dwelling", "sleeping_room"],
        necessary_and_appropriate={"access_dwelling": True, "sleeping_room": False},
    )
    assert decided(works=[item])["mandatory_grant"] == "10000.00"
    neither = item | {
        "necessary_and_appropriate": {"access_dwelling": False, "sleeping_room": False}
    }
    assert decided(works=[neither])["outcome"] == "refused"


def test_what_is_not_eligible_is_refused_beside_what_is():
    """B121: the reason is given with the works that it is about."""
    answer = decided(works=[works(), works("4000.00", id="w2", reasonable_and_practicable=False)])
    assert answer["estimated_expense"] == "10000.00"
    assert [(r["of"], r["code"]) for r in answer["reasons"]] == [
        ("w2", "not_reasonable_and_practicable")
    ]


@pytest.mark.parametrize(
    "changes, expense, clause",
    [
        ({}, "10000.00", "guidance B82"),
        ({"reasonable_price": "9000.00"}, "9000.00", "Gloucester 6(9)"),
        ({"reasonable_price": "11000.00"}, "10000.00", "guidance B82"),
        ({"preferred_scheme": "15000.00"}, "10000.00", "Gloucester 6(10)"),
        ({"preferred_scheme": "8000.00"}, "8000.00", "Gloucester 6(10)"),
        ({"own_labour": True}, "10000.00", "Gloucester A Use of contractors"),
    ],
)
def test_the_cost_that_counts(changes, expense, clause):
    answer = decided(works=[works(**changes)])
    assert answer["estimated_expense"] == expense
    assert clause in {line["clause"] for line in answer["working"] if line["step"] == "works"}


def test_of_common_parts_only_the_applicants_share_counts():
    """Gloucester 6(16), Stroud App 4 8(15): of the works, to the penny."""
    answer = decided(
        dwelling={"common_parts_share": 0.333},
        works=[works("1000.10")],
        services_and_charges=[{"kind": "plans", "amount": "100.00"}],
    )
    assert answer["estimated_expense"] == "433.03"


@pytest.mark.parametrize(
    "authority, lowest, estimates, specialist, outcome",
    [
        (GLOUCESTER, "10000.00", 1, False, "incomplete"),
        (GLOUCESTER, "10000.00", 2, False, "approved"),
        (GLOUCESTER, "10000.00", 1, True, "approved"),
        (GLOUCESTER, "30000.00", 2, False, "approved"),
        (GLOUCESTER, "30000.01", 2, False, "incomplete"),
        (GLOUCESTER, "30000.01", 3, False, "approved"),
        (STROUD, "30000.01", 2, False, "incomplete"),
        (STROUD, "10000.00", 1, False, "incomplete"),
        (STROUD, "10000.00", 2, False, "approved"),
        (STROUD, "40000.00", 1, True, "approved"),
        ("E07000079", "10000.00", 1, False, "incomplete"),
        (CANNOCK, "10000.00", 1, False, "approved"),
        (CANNOCK, "50000.00", 1, False, "approved"),
        (CANNOCK, "10000.00", 0, False, "incomplete"),
    ],
)
def test_how_many_estimates(authority, lowest, estimates, specialist, outcome):
    """B90, B92; Gloucester and Stroud A Amount of Grant; Cannock Chase 12(h)."""
    item = works(lowest, estimates=estimates, specialist=specialist)
    answer = decided(authority=authority, works=[item])
    assert answer["outcome"] == outcome
    missing = {(m["code"], m["of"]) for m in answer["missing"]}
    assert missing == ({("estimates", "w1")} if outcome == "incomplete" else set())


def test_two_estimates_of_one_contractor_are_one():
    item = works() | {"estimates": [{"contractor": "a", "amount": "1.00"}] * 2}
    assert decided(works=[item])["outcome"] == "incomplete"


def test_works_are_extensive_by_their_lowest_estimates_together_without_services():
    items = [works("20000.00", estimates=2), works("10000.00", id="w2", estimates=2)]
    charges = [{"kind": "plans", "amount": "5000.00"}]
    assert decided(works=items, services_and_charges=charges)["outcome"] == "approved"
    items[1]["estimates"][0]["amount"] = "10000.01"
    assert len(decided(works=items, services_and_charges=charges)["missing"]) == 2


@pytest.mark.parametrize(
    "authority, expense, statutory",
    [(GLOUCESTER, "11000.00", "11000.00"), (CANNOCK, "10000.00", "10000.00")],
)
def test_the_councils_own_fees(authority, expense, statutory):
    """Cannock Chase 9: borne by the council and charged to nobody, so no expense by the Act."""
    fees = [{"kind": "supervision", "amount": "1000.00", "by_council": True}]
    answer = decided(authority=authority, services_and_charges=fees)
    assert answer["estimated_expense"] == expense
    assert answer["statutory"]["mandatory_grant"] == statutory


@pytest.mark.parametrize(
    "rent_effect, grant, outcome",
    [
        ("0.00", "10000.00", "approved"),
        ("2500.00", "7500.00", "approved"),
        ("10000.00", "0.00", "nil_grant"),
    ],
)
def test_a_landlord_is_not_tested_but_the_higher_rent_counts(rent_effect, grant, outcome):
    """B108; and the landlord has an owner's interest, so a charge falls on it."""
    answer = decided(
        applicant={"kind": "landlord", "rent_effect": rent_effect},
        means_test={"outcome": "not_tested", "reduction": "0.00"},
    )
    assert (answer["mandatory_grant"], answer["outcome"]) == (grant, outcome)
    assert bool(answer["land_charges"]) == (outcome == "approved")
    assert any(c["code"] == "nominate_tenants" for c in answer["conditions"])


@pytest.mark.parametrize(
    "insurance, grant, pays",
    [
        ("4000.00", "4000.00", "2000.00"),
        ("8000.00", "0.00", "2000.00"),
        ("9000.00", "0.00", "1000.00"),
    ],
)
def test_insurance_reduces_the_award_after_maximum_and_reduction(insurance, grant, pays):
    answer = decided(reduction="2000.00", insurance=insurance)
    assert (answer["mandatory_grant"], answer["applicant_pays"]) == (grant, pays)
    assert any(c["code"] == "pursue_insurance" for c in answer["conditions"])


def test_a_claim_for_damages_is_a_condition_and_reduces_nothing():
    answer = decided(damages_claim=True)
    assert answer["mandatory_grant"] == "10000.00"
    assert {"code": "pursue_damages", "clause": "guidance B138", "of": None} in answer["conditions"]


def test_a_local_passport_enlarges_the_award_and_the_working_shows_by_how_much():
    answer = decided(
        means_test={
            "outcome": "passported",
            "reduction": "0.00",
            "statutory": {"outcome": "assessed", "reduction": "3329.25"},
        }
    )
    assert answer["mandatory_grant"] == "10000.00"
    assert answer["statutory"]["mandatory_grant"] == "6670.75"
    line = next(line for line in answer["working"] if line["step"] == "statutory")
    assert line["amount"] == "3329.25"


def test_no_charge_on_a_long_term_foster_placement():
    """Guidance 3.26; Gloucester and Stroud A Local Land Charge."""
    answer = decided(applicant={"long_term_foster_carer": True})
    assert not answer["land_charges"]
    assert "Gloucester A Local Land Charge" in {line["clause"] for line in answer["working"]}


@pytest.mark.parametrize("kind", ["private_tenant", "tied_occupier", "caravan_occupier"])
def test_no_charge_where_the_applicant_does_not_own(kind):
    assert not decided(applicant={"kind": kind})["land_charges"]


@pytest.mark.parametrize(
    "authority, codes",
    [
        (GLOUCESTER, {"warranty_included", "report_faults", "recover_equipment", "keep_in_repair"}),
        (STROUD, {"recover_equipment", "keep_in_repair", "statement_of_occupation"}),
        (CANNOCK, {"warranty_included", "maintain_after_warranty"}),
    ],
)
def test_conditions_of_specialist_equipment(authority, codes):
    """Cannock Chase 12(r): the equipment is given, so it is not recovered."""
    answer = decided(authority=authority, works=[works(kind="stairlift")])
    found = {c["code"] for c in answer["conditions"]}
    assert codes <= found
    assert ("recover_equipment" in found) == (authority != CANNOCK)
