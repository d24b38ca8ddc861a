"""What holds of every case under every policy, also under files made to break the law."""

import datetime as dt
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from services.grants.domain.codes import (
    ASSISTANCE,
    SCHEME_HELP,
    ApplicantKind,
    Missing,
    Refusal,
)
from services.grants.domain.determination.determine import determine
from services.grants.domain.facts.case import Case
from services.grants.domain.policy.rules import GrantsPolicy, PolicyRules
from services.grants.in_force import law, policies
from shared import policies as documents
from tests.grants.cases import ask, case, works

ON = dt.date(2026, 3, 2)
STATUTE = policies.statute(ON)
MAXIMUM = Decimal(30000)
GRANTING = ("approved", "nil_grant")
NO_POLICY = GrantsPolicy(
    "none/2026-01-01",
    "None",
    "None",
    PolicyRules.model_validate(
        {
            "mandatory": {"land_charge": {"charge": None, "clause": "X"}, "clause": "X"},
            "estimates": {
                "ordinary": 1,
                "extensive": 1,
                "extensive_above": "30000.00",
                "clause": "X",
            },
            "only_with_mandatory": {"clause": "X"},
            "charges": {},
            "offers": [],
        }
    ),
)

pence = st.integers(0, 12_000_000).map(lambda p: f"{p // 100}.{p % 100:02d}")
small = st.integers(0, 4_000_000).map(lambda p: f"{p // 100}.{p % 100:02d}")
bools = st.booleans()

FACTS = {
    "top_up": st.fixed_dictionaries({"agreed_above_limit": bools}),
    "rapidly_progressing": st.just(
        {
            "clinical_lead_approved": True,
            "finances_affected": True,
            "referred_by": "occupational_therapist",
        }
    ),
    "neurodiversity": st.just({"clinical_lead_approved": True, "referred_by": "gp"}),
    "hospital_discharge": st.just({"referred_by": "medical_practitioner"}),
    "dementia_friendly": st.just({"referred_by": "occupational_therapist"}),
    "hoarding": st.just({"clutter_rating": 7}),
    "professional_fees": st.just({"abortive": True, "through_no_fault": True}),
    "relocation": st.fixed_dictionaries(
        {
            "destination": st.sampled_from(["within_district", "within_county", "elsewhere"]),
            "new_authority_agrees": bools,
            "adaptation_here_ruled_out": st.just(True),
            "before_move": st.just(True),
            "quotations": st.just(2),
        }
    ),
    "safe_and_warm": st.just({"category_1_hazard": True}),
    "carer_support": st.just({"no_existing_provision": True}),
    "assistive_technology": st.just({"referred_by": "gp"}),
}


@st.composite
def asked(draw):
    kinds = draw(st.lists(st.sampled_from(ASSISTANCE), unique=True, max_size=5))
    return [
        ask(
            kind,
            draw(small | st.none()) if kind in SCHEME_HELP else draw(small),
            **draw(FACTS.get(kind, st.just({}))),
        )
        for kind in kinds
    ]


@st.composite
def statutory_tests(draw, tested):
    """Sometimes the Regulations' own result beside a local one that differs either way."""
    if not tested or draw(bools):
        return {}
    return {"statutory": {"outcome": "assessed", "reduction": draw(small)}}


@st.composite
def cases(draw):
    """Possible cases of every kind of applicant, most of them of owners and eligible."""
    kind = draw(st.sampled_from(["owner_occupier"] * 4) | st.sampled_from(get_args(ApplicantKind)))
    landlord = kind == "landlord"
    outcome = draw(st.sampled_from(["assessed", "assessed", "passported", "exempt"]))
    tested = not landlord and outcome == "assessed"
    age = draw(st.sampled_from([9, 40, 70]))
    return case(
        authority=draw(st.sampled_from(documents.authorities())),
        applicant={
            "kind": kind,
            "age": 70,
            "rent_effect": draw(small) if landlord else "0.00",
            "long_term_foster_carer": draw(st.integers(0, 9)) == 0,
        },
        disabled_person={
            "age": age,
            "diagnoses": ["dementia", "motor_neurone_disease", "neurodiversity"],
            "being_discharged_from_hospital": draw(bools),
            "needs_24_hour_carer": True,
        },
        dwelling={
            "main_residence": draw(st.integers(0, 5)) > 0,
            "authority": draw(st.sampled_from([None] * 9 + ["E07000999"])),
        },
        works_state=draw(st.sampled_from(["not_started"] * 9 + ["started", "completed"])),
        documents=draw(st.sampled_from([None] * 9 + [[]])),
        means_test={
            "outcome": "not_tested" if landlord else outcome,
            "reduction": draw(small) if tested else "0.00",
        }
        | draw(statutory_tests(tested)),
        works=[
            works(draw(pence), id=f"w{n}", necessary_and_appropriate=draw(st.integers(0, 5)) > 0)
            for n in range(draw(st.integers(0, 3)))
        ],
        services_and_charges=[{"kind": "plans", "amount": draw(small), "by_council": draw(bools)}],
        insurance=draw(st.just("0.00") | small),
        assistance=draw(asked()),
    )


@st.composite
def charges(draw):
    """Any charge a file could state, such as all of everything for 99 years."""
    amounts, years = st.decimals(0, 99_000, places=2), st.integers(1, 99)
    share = st.fixed_dictionaries(
        {
            "rule": st.just("share"),
            "one_in": st.integers(1, 5),
            "above": amounts,
            "years": years,
            "clause": st.just("X"),
        }
    )
    band = st.fixed_dictionaries(
        {"above": amounts, "up_to": amounts | st.none(), "years": years, "clause": st.just("X")}
    )
    bands = st.fixed_dictionaries(
        {"rule": st.just("bands"), "clause": st.just("X"), "bands": st.lists(band, max_size=4)}
    )
    return draw(share | bands)


CLAUSE = {"clause": "X"}


@st.composite
def unkind(draw):
    """Rules meant to keep people out: advice for refusal, papers without end, a stingy purse."""
    needed = st.fixed_dictionaries(
        {
            "document": st.sampled_from(list(Missing)),
            "when": st.sampled_from(["always", "tenant", "council_tenant"]),
            "clause": st.just("X"),
        }
    )
    keeping_out = {"when": "always", "rule": "nobody", "prevails": "the Act"} | CLAUSE
    return {
        "advice": [{"applicant": "council_tenant", "to": "nobody"} | CLAUSE],
        "without_effect": draw(st.lists(st.just(keeping_out), max_size=1)),
        "council_fees_borne": draw(st.none() | st.just(CLAUSE)),
        "refusals": dict.fromkeys(draw(st.lists(st.sampled_from(list(Refusal)))), CLAUSE),
        "documents": draw(st.lists(needed, max_size=3)),
    }


@st.composite
def hostile(draw):
    """A district's policy whose figures are anything that its model lets through."""
    rules = policies.policy(draw(st.sampled_from(documents.authorities())), ON).rules
    made = rules.model_dump()
    made |= draw(unkind())
    made["charges"] = {name: draw(charges()) for name in made["charges"]}
    charge = st.sampled_from([*made["charges"], None])
    made["mandatory"]["land_charge"]["charge"] = draw(charge)
    for offer in made["offers"]:
        offer["limit"]["statutory_maximum"] = False
        offer["limit"]["amount"] = draw(st.decimals(0, 999_999, places=2) | st.none())
        offer["land_charge"]["charge"] = draw(charge)
        offer["who"] = []
    return GrantsPolicy("X/2030-01-01", "X", "X", PolicyRules.model_validate(made))


def towards_scheme(answer):
    return sum(
        (a.amount for a in answer.awards if a.kind in (*SCHEME_HELP, "mandatory")), Decimal(0)
    )


def by_kind(answer):
    return {award.kind: award.amount for award in answer.awards}


@settings(max_examples=400, deadline=None)
@given(cases())
def test_the_scheme_is_paid_for_once_and_never_more(made):
    """Awards towards the scheme, insurance and the applicant's share are its estimated expense."""
    stated = Case.model_validate(made)
    answer = law.determine(stated)
    assert towards_scheme(answer) <= answer.estimated_expense
    paid = towards_scheme(answer) + answer.applicant_pays
    insured = min(stated.insurance, answer.estimated_expense - towards_scheme(answer))
    assert paid + insured == answer.estimated_expense
    assert answer.applicant_pays >= 0
    assert answer.total_award == sum(by_kind(answer).values())


@settings(max_examples=400, deadline=None)
@given(cases())
def test_any_other_award_is_at_most_its_cost_and_its_limit(made):
    stated = Case.model_validate(made)
    answer = law.determine(stated)
    rules = policies.policy(stated.authority, stated.applied_on).rules
    for wanted in stated.assistance:
        award = by_kind(answer).get(wanted.kind, Decimal(0))
        assert wanted.amount is None or award <= wanted.amount
        limits = [o.limit for o in rules.offers if o.kind == wanted.kind]
        most = [MAXIMUM if limit.statutory_maximum else limit.amount for limit in limits]
        if limits and None not in most and not wanted.facts.agreed_above_limit:
            assert award <= max(most)


@settings(max_examples=300, deadline=None)
@given(cases())
def test_a_mandatory_award_never_falls_because_a_discretionary_one_is_asked_for(made):
    alone = law.determine(Case.model_validate(made | {"assistance": []}))
    assert law.determine(Case.model_validate(made)).mandatory_grant == alone.mandatory_grant


def plainest(made):
    """What a district without any rule of its own would decide, with the Regulations' test."""
    test = Case.model_validate(made).means_test.under_the_act.model_dump(mode="json")
    stated = Case.model_validate(made | {"means_test": test, "documents": None})
    return determine(stated, NO_POLICY, STATUTE)


@settings(max_examples=500, deadline=None)
@given(cases(), hostile())
def test_no_policy_file_gives_less_than_the_act_alone(made, policy):
    """Whatever is decided: refused and not ours too. What is incomplete decides nothing."""
    answer = determine(Case.model_validate(made), policy, STATUTE)
    assert answer.mandatory_grant >= answer.statutory.mandatory_grant
    if answer.outcome == "incomplete":
        return
    act = plainest(made)
    assert (answer.outcome in GRANTING) >= (act.outcome in GRANTING)
    assert (answer.outcome == "not_ours") == (act.outcome == "not_ours")
    if not any(fee["by_council"] for fee in made["services_and_charges"]):
        assert answer.statutory.mandatory_grant == act.mandatory_grant


@settings(max_examples=300, deadline=None)
@given(cases())
def test_no_district_gives_less_than_the_act_alone(made):
    answer = law.determine(Case.model_validate(made))
    assert answer.mandatory_grant >= answer.statutory.mandatory_grant


@settings(max_examples=300, deadline=None)
@given(cases(), hostile())
def test_no_charge_on_a_tenant_or_occupier(made, policy):
    answer = determine(Case.model_validate(made), policy, STATUTE)
    if made["applicant"]["kind"] not in ("owner_occupier", "landlord"):
        assert answer.land_charges == ()


@settings(max_examples=500, deadline=None)
@given(cases(), hostile())
def test_no_policy_file_passes_a_limit_of_the_law(made, policy):
    """The maximum of B110, the order of B111, and the Consent of 2008 for what is charged."""
    stated = Case.model_validate(made)
    answer = determine(stated, policy, STATUTE)
    deduction = stated.means_test.contribution + stated.applicant.rent_effect
    assert answer.mandatory_grant <= max(Decimal(0), MAXIMUM - deduction)
    awards = by_kind(answer)
    demand = min(max(Decimal(0), answer.mandatory_grant - 5000), Decimal(10000))
    on_mandatory = [c for c in answer.land_charges if "mandatory" in c.on]
    others = {kind for c in on_mandatory for kind in c.on} - {"mandatory"}
    most = demand + sum((awards[kind] for kind in others), Decimal(0))
    assert sum((c.amount for c in on_mandatory), Decimal(0)) <= most
    assert all(c.years <= 10 for c in on_mandatory)
    assert not (answer.mandatory_grant <= 5000 and [c for c in on_mandatory if not others])


@pytest.mark.parametrize(
    "changes",
    [
        {"maximum": {"amount": Decimal(90000), "clause": "X"}},
        {"repayment": {"above": Decimal(0), "most": Decimal(30000), "years": 30, "clause": "X"}},
        {"signposts": [{"applicant": "owner_occupier", "to": "nobody", "clause": "X"}]},
        {"offers": [{"kind": "mandatory", "clause": "X"}]},
        {"estimates": {"ordinary": 0, "clause": "X"}},
        {"mandatory": {"clause": "X", "land_charge": {"charge": "unheard of", "clause": "X"}}},
        {"stand_alone_help": {"clause": "X"}},
        {"only_with_mandatory": None},
        {"times": {"decision": {"months": 6, "days": 180, "clause": "X"}}},
        {"times": {"decision": {"clause": "X"}}},
        {"charges": {}},
    ],
)
def test_a_file_that_would_change_the_law_or_contradicts_itself_is_refused(changes):
    rules = policies.policy("E07000081", ON).rules.model_dump()
    with pytest.raises(ValidationError):
        PolicyRules.model_validate(rules | changes)
