"""Given a person and a need, when an offer is asked for, then this award or this reason, by clause."""

from decimal import Decimal

import pytest

from services.grants.domain.facts.case import Case
from services.grants.in_force.law import determine
from tests.grants.cases import NAMES, ask, award_of, case, decided, given, reason_for, rows


def offered(row):
    """The determination of a row: its facts in a plain case with a scheme of 10,000."""
    made = case(
        authority=NAMES[row["authority"]], assistance=[ask(row["kind"], row["asked"] or None)]
    )
    text = row["given"].replace("facts.", "assistance.0.facts.")
    text = text.replace("diagnoses=", "disabled_person.diagnoses=")
    return determine(Case.model_validate(given(text, made))).model_dump(mode="json")


def added_charge(row, answer):
    """What this help adds to the charges: their sum less the charge without it."""
    without = offered(row | {"kind": "ot_assessment", "asked": "1.00", "given": _apart(row)})
    return sum(Decimal(c["amount"]) for c in answer["land_charges"]) - sum(
        Decimal(c["amount"]) for c in without["land_charges"]
    )


def _apart(row):
    return ";".join(p for p in row["given"].split(";") if not p.startswith("facts."))


@pytest.mark.parametrize(
    "row", rows("offers"), ids=lambda r: f"{r['authority']} {r['kind']} {r['given']}"
)
def test_an_offer_of_the_policy(row):
    answer = offered(row)
    assert (award_of(answer, row["kind"]) or "") == row["award"]
    assert (reason_for(answer, row["kind"]) or "") == row["declined"]
    if row["award"]:
        assert abs(added_charge(row, answer) - Decimal(row["charge"] or 0)) <= Decimal("0.01")
    told = [*answer["awards"], *answer["declined"]]
    assert next(t["clause"] for t in told if t["kind"] == row["kind"]) == row["clause"]


@pytest.mark.parametrize(
    "kind, years, authority, extra",
    [
        ("top_up", 5, "Gloucester", {}),
        ("top_up", 5, "Stroud", {}),
        ("adaptations_support", 10, "Stroud", {}),
    ],
)
def test_one_award_in_so_many_years(kind, years, authority, extra):
    """B2.3, B2.4 and B2.11: the day on which the years are full is late enough."""

    def asked_after(approved_on):
        return decided(
            authority=NAMES[authority],
            works=[case()["works"][0] | {"estimates": _three("40000.00")}],
            assistance=[ask(kind, "5000.00")],
            earlier_awards=[{"kind": kind, "approved_on": approved_on, "amount": "1.00"}],
        )

    assert award_of(asked_after(f"{2026 - years}-03-02"), kind) == "5000.00"
    assert reason_for(asked_after(f"{2026 - years}-03-03"), kind) == "earlier_award"


def _three(amount):
    return [{"contractor": name, "amount": amount} for name in "abc"]


def test_a_one_off_grant_is_given_once_ever():
    """B2.8a: however long ago the first was."""
    answer = decided(
        reduction="4000.00",
        disabled_person={"diagnoses": ["motor_neurone_disease"]},
        assistance=[
            ask(
                "rapidly_progressing",
                clinical_lead_approved=True,
                referred_by="occupational_therapist",
            )
        ],
        earlier_awards=[
            {"kind": "rapidly_progressing", "approved_on": "2001-01-01", "amount": "1.00"}
        ],
    )
    assert reason_for(answer, "rapidly_progressing") == "earlier_award"


@pytest.mark.parametrize(
    "authority, clause",
    [("Gloucester", "Gloucester 4.2"), ("Stroud", "Stroud App 4 6.2"), ("Cannock Chase", None)],
)
def test_help_alone_only_where_the_policy_does_not_tie_it_to_a_mandatory_application(
    authority, clause
):
    answer = decided(
        authority=NAMES[authority],
        works=[],
        disabled_person={"diagnoses": ["dementia"]},
        assistance=[ask("dementia_friendly", "900.00", referred_by="occupational_therapist")],
    )
    assert answer["outcome"] == "refused"
    if clause is None:
        assert award_of(answer, "dementia_friendly") == "900.00"
    else:
        assert answer["declined"][0]["reason"] == "no_mandatory_application"
        assert answer["declined"][0]["clause"] == clause


def test_help_that_no_offer_covers_is_not_a_plain_no():
    """Guidance 3.19: it is marked for individual consideration under the policy's own clause."""
    declined = decided(assistance=[ask("carer_support", "900.00")])["declined"][0]
    assert declined["individual_consideration"] == "Gloucester 9"


def test_discretion_yields_to_the_mandatory_duty_when_funds_are_short():
    """B118: the mandatory grant stays as it is."""
    answer = decided(
        reduction="3000.00",
        assistance=[ask("client_contribution_support")],
        discretionary_funds_available=False,
    )
    assert answer["mandatory_grant"] == "7000.00"
    assert reason_for(answer, "client_contribution_support") == "no_funds"


def test_facts_that_are_optional_are_not_held_against_the_applicant():
    """B2.9: nothing said of support, suitability, costs or equity."""
    answer = decided(
        assistance=[
            ask(
                "relocation",
                "4000.00",
                destination="within_district",
                adaptation_here_ruled_out=True,
                before_move=True,
                quotations=2,
            )
        ]
    )
    assert award_of(answer, "relocation") == "4000.00"


def test_help_towards_the_scheme_shares_what_is_left_of_it():
    """B2.1, B2.5: what one award has paid another does not pay again."""
    answer = decided(
        reduction="4000.00",
        disabled_person={"being_discharged_from_hospital": True},
        assistance=[
            ask("hospital_discharge", referred_by="medical_practitioner"),
            ask("client_contribution_support", "3000.00"),
        ],
    )
    assert award_of(answer, "client_contribution_support") == "3000.00"
    assert award_of(answer, "hospital_discharge") == "1000.00"


def test_no_help_towards_works_that_were_begun_before_approval():
    """Gloucester 6(5) is about all assistance for those works, but not about other help."""
    answer = decided(
        works_state="started",
        disabled_person={"being_discharged_from_hospital": True, "diagnoses": ["dementia"]},
        assistance=[
            ask("hospital_discharge", referred_by="medical_practitioner"),
            ask("dementia_friendly", "900.00", referred_by="gp"),
        ],
    )
    assert reason_for(answer, "hospital_discharge") == "works_begun"
    assert award_of(answer, "dementia_friendly") == "900.00"
