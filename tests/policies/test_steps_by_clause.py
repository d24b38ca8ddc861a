"""Rules of a case's steps, each by its clause: who assesses, what is shown, what varies, what ends."""

import datetime as dt
import uuid
from contextlib import nullcontext
from decimal import Decimal

import pytest

from services.grants.domain.casework import charges, variations
from services.grants.domain.casework.deferral import check_deferral
from services.grants.domain.casework.entries_of_repayment import DisposalDecision, HomeDisposed
from services.grants.domain.casework.entries_of_time import Deferral
from services.grants.domain.casework.entries_of_visits import Visit
from services.grants.domain.casework.entries_of_works import Acceptance, Variation, VariationCause
from services.grants.domain.casework.gate import evidenced, refuse_claims
from services.grants.domain.casework.history import History
from services.grants.domain.casework.notice import NoticeKind
from services.grants.domain.casework.notices import Decision, notice
from services.grants.domain.casework.repayment import check_repayment
from services.grants.domain.casework.visits import check_looked_at, check_who_met
from services.grants.domain.casework.works import check_acceptance
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.case import Case
from services.grants.domain.outcome import LandCharge
from services.grants.in_force import law
from services.grants.in_force.policies import sources
from services.grants.record import CaseRecord
from services.grants.tables import GrantCase
from services.means_test.domain.life import Awaited, awaited
from services.means_test.tables import Evidence
from services.payments.domain.accreditation import Accreditation, check_in_date
from services.payments.domain.recoveries import Demand, RecoveryRefused, check_demand
from services.payments.domain.stages import Acceptance as ClientsWord
from services.payments.domain.stages import PaymentRefused, check_accepted
from services.referral.domain.answering import Contact, NextStep, answer, words_of_answer
from services.referral.domain.assessors import Assessor, check_entry
from services.referral.domain.consent import consent_state
from services.referral.domain.life import State, Step, take
from shared.problems import InvalidInput, WrongState
from tests.grants.cases import CANNOCK, GLOUCESTER, STROUD, case, works
from tests.grants.site import visit
from tests.grants.test_service import DAY, application, resources
from tests.referral.test_consent import statement

LIFT = works("9000.00", id="lift", kind="through_floor_lift", purposes=["sleeping_room"])
BATHROOM = works("6000.00", id="bathroom")


def determined(**changes):
    return law.determine(Case.model_validate(case(**changes)))


def varied(*items, cause="other_works_first"):
    """The determination of the lift alone, and the one with these works instead."""
    before = Application.model_validate(application(works=[LIFT]))
    variation = Variation(works=items, services_and_charges=(), cause=cause, reason="r")
    after = variations.varied(before, variation)
    made = case(works=[w.model_dump(mode="json", exclude_unset=True) for w in after.works])
    return determined(works=[LIFT]), law.determine(Case.model_validate(made))


def reasons(before, after, cause="unforeseen_works"):
    found = variations.reasons_for_consent(before, after, VariationCause(cause))
    return {(reason.code, reason.clause) for reason in found}


def test_urgent_works_are_approved_first_and_the_others_with_them_later():
    """Guidance 5.29, B68; Cannock Chase 12(l): what more is found is granted too."""
    before, after = varied(LIFT, BATHROOM)
    assert (before.mandatory_grant, after.mandatory_grant) == (Decimal(9000), Decimal(15000))


def test_what_an_old_application_said_of_the_districts_money_does_not_stop_its_variation():
    old = Application.model_validate(application(discretionary_funds_available=False))
    variation = Variation(works=(), services_and_charges=(), cause="cost_changed", reason="r")
    refuse_claims(variations.varied(old, variation))


def test_a_variation_that_nobody_asked_for_needs_the_applicants_consent():
    """Guidance 5.30."""
    before, after = varied(BATHROOM)
    assert reasons(before, after) == {("not_asked_for", "guidance 5.30")}
    assert reasons(before, after, "applicant_asked") == set()


def test_a_higher_contribution_is_agreed_first():
    """Guidance 6.16."""
    before = determined(works=[works("29000.00")])
    after = determined(works=[works("31000.00")])
    assert ("contribution_rises", "guidance 5.30") in reasons(before, after, "applicant_asked")


def test_a_charge_that_a_revision_would_bring_is_agreed_first():
    """Guidance B125: 4,900 bear none, 5,100 do."""
    before = determined(works=[works("4900.00")])
    after = determined(works=[works("5100.00")])
    assert ("charge_rises", "guidance B125") in reasons(before, after, "applicant_asked")


@pytest.mark.parametrize(
    "urgent",
    [
        "being_discharged_from_hospital",
        "at_risk_of_admission",
        "life_expectancy_under_two_years",
    ],
)
def test_payment_is_not_put_off_where_the_need_is_urgent(urgent):
    """Guidance B117."""
    applied = Application.model_validate(application(disabled_person={urgent: True}))
    deferral = Deferral(until="2027-01-04", reason="The year's money is spent")
    with pytest.raises(InvalidInput) as refused:
        check_deferral(deferral, applied, determined(), DAY, sources(applied.authority, DAY))
    assert "guidance B117" in refused.value.errors[0].detail


def made(kind="progress", **changes):
    return Visit.model_validate(visit(kind, DAY.isoformat(), **changes))


def test_client_and_contractor_meet_before_the_works():
    """Guidance 6.10."""
    check_who_met(made("pre_start"))
    with pytest.raises(InvalidInput):
        check_who_met(made("pre_start", attended=["client"]))


def test_the_client_is_heard_at_each_visit_to_the_works():
    """Guidance 6.15."""
    check_who_met(made(attended=["officer"], client_absent="In hospital"))
    with pytest.raises(InvalidInput):
        check_who_met(made(attended=["officer"]))


def test_a_visit_to_works_in_progress_looks_at_what_the_policy_names():
    """Cannock Chase 12(o)."""
    check_looked_at(made(), sources(CANNOCK, DAY))
    check_looked_at(made(looked_at=[]), sources(GLOUCESTER, DAY))
    with pytest.raises(InvalidInput):
        check_looked_at(made(looked_at=["standard"]), sources(CANNOCK, DAY))


def test_the_client_signs_for_the_works_or_it_is_said_why_not():
    """Guidance 6.17."""
    check_acceptance(Acceptance(signed_on=DAY, accepted=True, signed_by_client=True))
    with pytest.raises(InvalidInput):
        check_acceptance(Acceptance(signed_on=DAY, accepted=False, signed_by_client=True))


def test_payment_is_withheld_where_the_applicant_is_not_satisfied():
    """Guidance B135."""
    check_accepted(ClientsWord(satisfied=True, said_on=DAY))
    with pytest.raises(PaymentRefused):
        check_accepted(ClientsWord(satisfied=False, said_on=DAY, concerns="The door sticks"))


def test_a_charges_years_run_from_the_certified_date():
    """Guidance B36."""
    charge = LandCharge(on=("mandatory",), amount="5000.00", years=10, clause="c")
    assert charges.ends_on((charge,), dt.date(2026, 3, 10)) == dt.date(2036, 3, 10)


def test_a_notice_lists_the_works_their_cost_and_how_it_was_reckoned():
    """Guidance B120; 3.32 asks for the conditions in writing."""
    applied = Application.model_validate(application(works=[LIFT]))
    made = determined(works=[LIFT])
    decision = Decision(NoticeKind.APPROVAL, DAY, applied, made, None, "Gloucester City Council")
    told = notice(decision, sources(applied.authority, DAY))
    assert [(w.id, w.cost) for w in told.works] == [("lift", Decimal(9000))]
    assert (told.cost_of_works, told.amount.mandatory_grant) == (Decimal(9000), Decimal(9000))
    assert told.working == made.working
    assert {c.code for c in told.conditions} == {c.code for c in made.conditions}


def noticed(kind=NoticeKind.APPROVAL, **changes):
    """The notice of the decision on the plain case with these changes."""
    facts = {key: changes[key] for key in ("works", "disabled_person") if key in changes}
    applied, made = Application.model_validate(application(**facts)), determined(**changes)
    decision = Decision(kind, DAY, applied, made, None, "Gloucester City Council")
    return notice(decision, sources(applied.authority, DAY))


@pytest.mark.parametrize("kind", [NoticeKind.OFFER, NoticeKind.APPROVAL])
def test_whose_contract_it_is_and_whose_risk_is_told_before_anything_is_spent(kind):
    """Guidance B128."""
    told = {(told.code, told.clause) for told in noticed(kind).contract}
    assert told == {
        ("contract_of_the_applicant", "guidance B128"),
        ("at_own_risk", "guidance B128"),
    }


@pytest.mark.parametrize(
    "changes, who",
    [
        ({"works": [works("10000.00")]}, None),
        ({"works": [works("30000.01")]}, "adult_social_care"),
        ({"works": [works("10000.00")], "reduction": "0.01"}, "adult_social_care"),
        ({"works": [works(reasonable_and_practicable=False)]}, "adult_social_care"),
        (
            {"works": [works("30000.01")], "disabled_person": {"age": 17}},
            "childrens_services",
        ),
    ],
)
def test_what_a_grant_does_not_reach_is_for_the_social_care_authority(changes, who):
    """Guidance 2.26: above the maximum, a contribution, or outside the statutory duty."""
    found = noticed(**changes).social_care
    assert (found and found.code) == who
    assert found is None or found.clause == "guidance 2.26"


def test_a_trusted_assessor_is_supervised_by_an_occupational_therapist():
    """Guidance 4.10."""
    facts = {
        "principal": "t",
        "name": "T",
        "registration": "1",
        "registered_until": "2027-01-01",
        "districts": ["E07000081"],
        "most_cases": 5,
        "joined_on": "2026-01-05",
    }
    trusted = Assessor(grade="trusted_assessor_3", supervisor="o", **facts)
    therapist = Assessor(grade="occupational_therapist", **facts)
    check_entry(trusted, therapist)
    for nobody in (None, trusted):
        with pytest.raises(InvalidInput):
            check_entry(trusted, nobody)


def test_a_private_therapists_paper_is_not_the_authoritys_consultation():
    """Guidance 4.12, B64: social services are consulted all the same, which the case shows."""
    applied = Application.model_validate(application(documents=["ot_referral", "proof_of_title"]))
    assert evidenced(applied, History()).documents == ("proof_of_title",)


def test_the_housing_authority_of_the_case_decides_it():
    """Guidance 4.13."""
    row = GrantCase(district=STROUD, state="applied")
    applied = Application.model_validate(application())
    with pytest.raises(InvalidInput) as refused:
        CaseRecord(row, History(), ()).determine(applied, resources(uuid.uuid4()), DAY)
    assert [error.pointer for error in refused.value.errors] == ["/authority"]


def test_an_enquiry_for_somebody_else_is_signposted_and_not_triaged():
    """Guidance 4.18."""
    assert take(Step.SIGNPOST, State.RECEIVED) is State.SIGNPOSTED
    with pytest.raises(WrongState):
        take(Step.TRIAGE, State.SIGNPOSTED)


def test_without_permission_to_share_a_referral_goes_no_further():
    """Cannock Chase 12(d)."""
    assert consent_state([statement("refused", 2)]) == "refused"
    assert consent_state([statement("refused", 2), statement("given", 3)]) == "given"


def test_copies_of_evidence_are_not_enough():
    """Stroud Appendix 2, fraud: information for the means test is original."""
    copy = Evidence(original_seen=False, received_on=DAY, withdrawn_on=None)
    original = Evidence(original_seen=True, received_on=DAY, withdrawn_on=None)
    assert (copy.outstanding, original.outstanding) == (True, False)
    assert awaited("applied", int(copy.outstanding)) is Awaited.EVIDENCE


WEIGHED = ("financial_hardship", "employment", "health_or_wellbeing", "care")


def decision_on_repayment(matters=WEIGHED, by="service_manager"):
    return DisposalDecision(
        decided_on=DAY,
        demanded="2000.00",
        by=by,
        weighed=[{"matter": matter, "found": "nothing against it"} for matter in matters],
        because="The sale leaves enough",
    )


@pytest.mark.parametrize("lacking", WEIGHED)
def test_each_of_the_four_matters_is_weighed_before_repayment_is_demanded(lacking):
    """Guidance 3.24, 3.25, B124."""
    disposal = HomeDisposed(disposed_on=DAY, kind="sale", repayable="5000.00")
    rule = sources(GLOUCESTER, DAY).repayment_decision()
    check_repayment(decision_on_repayment(), disposal, rule)
    others = [matter for matter in WEIGHED if matter != lacking]
    with pytest.raises(InvalidInput) as refused:
        check_repayment(decision_on_repayment(others), disposal, rule)
    assert lacking in refused.value.errors[0].detail


def test_in_gloucester_the_service_manager_decides_on_repayment():
    """Gloucester A, statement of principles."""
    disposal = HomeDisposed(disposed_on=DAY, kind="sale", repayable="5000.00")
    rule = sources(GLOUCESTER, DAY).repayment_decision()
    with pytest.raises(InvalidInput) as refused:
        check_repayment(decision_on_repayment(by=None), disposal, rule)
    assert [error.pointer for error in refused.value.errors] == ["/by"]


@pytest.mark.parametrize("step", NextStep)
def test_an_enquiry_is_answered_with_what_happens_who_does_it_and_by_when(step):
    """Guidance 4.26."""
    contact = Contact(council="C", address=("A",), team="The team", telephone="1", email="e")
    decided, steps = words_of_answer(answer(step, DAY, contact, "handyperson"))
    assert decided
    assert steps
    assert all(each["what"] and each["who"] and each["by"] == DAY for each in steps)


@pytest.mark.parametrize("demanded, refused", [("9000.00", False), ("9000.01", True)])
def test_on_a_breach_no_more_is_demanded_than_was_paid_of_the_grant(demanded, refused):
    """Additional Conditions Consent 1996 8."""
    demand = Demand(
        ground="breach",
        amount=demanded,
        reason="The equipment was sold",
        instalments=[{"due_on": DAY, "amount": demanded}],
    )
    with pytest.raises(RecoveryRefused) if refused else nullcontext():
        check_demand(demand, Decimal(9000), DAY)


@pytest.mark.parametrize("insured_until, paid", [(DAY, True), (DAY - dt.timedelta(days=1), False)])
def test_works_are_insured_or_their_builder_is_not_paid(insured_until, paid):
    """Stroud Appendix 2, contractor issues."""
    known = Accreditation(
        district=STROUD,
        name="Severn Builders",
        trades=["ramps"],
        insured_until=insured_until,
        insured_for="5000000.00",
        accredited_until=DAY,
        code_of_conduct_signed_on=DAY,
    )
    with nullcontext() if paid else pytest.raises(PaymentRefused):
        check_in_date(known, None, DAY)
