"""The use cases of the means test service."""

import uuid

import orjson
from sqlalchemy import select

from services.means_test.calculate import assess_on_its_day
from services.means_test.domain.answer import answer
from services.means_test.domain.evidence import EvidenceReceipt, EvidenceRequest
from services.means_test.domain.fingerprint import fingerprint
from services.means_test.domain.household import Household
from services.means_test.tables import Contribution, Evidence, Test, TestCase
from shared.contracts.codes import MeansTestKind
from shared.contracts.grants import (
    ApplicationCompleted,
    ApprovalWithdrawn,
    Approved,
    WorksCertified,
)
from shared.contracts.means_test import MeansTestCompleted, MeansTestDeclined
from shared.contracts.referral import ReferralTriaged
from shared.money import NIL
from shared.persistence.unit_of_work import UnitOfWork
from shared.policies import load
from shared.problems import InvalidInput, WrongState


async def open_case(uow: UnitOfWork, event: ReferralTriaged) -> None:
    """A triaged case waits for its preliminary test."""
    uow.concerns(event.district, event.case_id)
    await _case(uow, event.case_id, event.district)


async def note_application(uow: UnitOfWork, event: ApplicationCompleted) -> None:
    """The application is complete: its date is that of the formal test."""
    uow.concerns(event.district, event.case_id)
    case = await _case(uow, event.case_id, event.district)
    case.applied_on = event.applied_on


async def test_preliminarily(uow: UnitOfWork, case_id: uuid.UUID, household: Household) -> Test:
    """Test a household before it applies; a later one stands beside it, never in its place."""
    case = await uow.load(TestCase, case_id)
    if case.formal_test_id is not None:
        raise WrongState("the formal test is made; it is final at the application")
    return _test(uow, case, MeansTestKind.PRELIMINARY, household)


async def test_formally(uow: UnitOfWork, case_id: uuid.UUID, household: Household) -> Test:
    """Test the household as it stood at the application: final for this application."""
    case = await uow.load(TestCase, case_id)
    if case.applied_on is None:
        raise WrongState("the formal test waits for a complete application")
    if case.formal_test_id is not None:
        raise WrongState("the formal test is made; it is final at the application")
    if household.application.made_on != case.applied_on:
        raise InvalidInput.at(
            "/application/made_on", f"the application was made on {case.applied_on}"
        )
    await _demand_evidence(uow, case_id)
    test = _test(uow, case, MeansTestKind.FORMAL, household)
    case.formal_test_id = test.id
    return test


async def note_declined(uow: UnitOfWork, case_id: uuid.UUID) -> TestCase:
    """The household does not give information about its resources."""
    case = await uow.load(TestCase, case_id)
    if case.declined_on is not None:
        raise WrongState(f"already noted on {case.declined_on}")
    case.declined_on = uow.today
    uow.publish(MeansTestDeclined(case_id=case_id, district=case.district, declined_on=uow.today))
    return case


async def ask_for_evidence(
    uow: UnitOfWork, case_id: uuid.UUID, request: EvidenceRequest
) -> Evidence:
    """Ask the household for evidence; the formal test waits for it."""
    case = await uow.load(TestCase, case_id)
    uow.concerns(case.district, case_id)
    evidence = Evidence(
        id=uow.new_id("evidence"),
        case_id=case_id,
        district=case.district,
        kind=request.kind,
        of=request.of,
        asked_on=uow.today,
    )
    uow.add(evidence)
    return evidence


async def receive_evidence(
    uow: UnitOfWork, evidence_id: uuid.UUID, receipt: EvidenceReceipt
) -> Evidence:
    """Note that evidence came, whether the original was seen, and by whom."""
    evidence = await uow.load(Evidence, evidence_id)
    uow.concerns(evidence.district, evidence.case_id)
    if receipt.received_on > uow.today:
        raise InvalidInput.at("/received_on", "lies in the future")
    evidence.received_on = receipt.received_on
    evidence.original_seen = receipt.original_seen
    evidence.seen_by = receipt.seen_by
    return evidence


async def note_reduction(uow: UnitOfWork, event: Approved) -> None:
    """Keep by how much an approved grant was reduced, for later applications (reg 13)."""
    uow.concerns(event.district, event.case_id)
    case = await uow.load(TestCase, event.case_id)
    if case.formal_test_id is None or event.reduction is None:
        return
    test = await uow.read(Test, case.formal_test_id)
    application = test.household["application"]
    uow.add(
        Contribution(
            case_id=event.case_id,
            district=event.district,
            dwelling=application["dwelling"],
            certificate=application["certificate"],
            made_on=case.applied_on,
            relevant_people=test.result["relevant_people"],
            reduction=event.reduction,
            grant_paid=event.mandatory_grant > 0,
            works_satisfactory=False,
        )
    )


async def note_withdrawn(uow: UnitOfWork, event: ApprovalWithdrawn) -> None:
    """An approval that ended before anything was paid reduced nothing (reg 13(4))."""
    uow.concerns(event.district, event.case_id)
    contribution = await uow.find(Contribution, event.case_id)
    if contribution is not None and event.paid == NIL:
        contribution.grant_paid = False


async def note_works_done(uow: UnitOfWork, event: WorksCertified) -> None:
    """Works done to a satisfactory standard: a nil grant counts from now on (reg 13(4))."""
    uow.concerns(event.district, event.case_id)
    contribution = await uow.find(Contribution, event.case_id)
    if contribution is not None:
        contribution.works_satisfactory = True


async def _demand_evidence(uow: UnitOfWork, case_id: uuid.UUID) -> None:
    """A formal test rests on originals: refuse it while some are still out."""
    rows = await uow.session.scalars(
        select(Evidence.kind).where(
            Evidence.case_id == case_id, Evidence.original_seen.is_not(True)
        )
    )
    outstanding = sorted(set(rows))
    if outstanding:
        raise WrongState(f"the original is still to be seen of: {', '.join(outstanding)}")


def _test(uow: UnitOfWork, case: TestCase, kind: MeansTestKind, household: Household) -> Test:
    """Calculate under the district's policy, keep the test whole and tell its result."""
    household = _of_district(household, case.district)
    application = household.application
    assessment = assess_on_its_day(household)
    case.tests += 1
    test = Test(
        id=uow.new_id("test"),
        case_id=case.case_id,
        district=case.district,
        number=case.tests,
        kind=kind,
        made_at=uow.now,
        household=household.model_dump(mode="json", by_alias=True, exclude_unset=True),
        policy_version=load(case.district, application.made_on).version,
        result=orjson.loads(orjson.dumps(answer(assessment))),
        fingerprint=fingerprint(household, assessment),
        readings=assessment.readings.edition,
    )
    uow.add(test)
    uow.publish(_completed(test, household))
    return test


def _completed(test: Test, household: Household) -> MeansTestCompleted:
    result = test.result
    return MeansTestCompleted(
        case_id=test.case_id,
        district=test.district,
        test_id=test.id,
        kind=MeansTestKind(test.kind),
        made_on=household.application.made_on,
        outcome=result["outcome"],
        reduction=result["reduction"],
        statutory_outcome=result["statutory"]["outcome"],
        statutory_reduction=result["statutory"]["reduction"],
        parameter_set=result["parameter_set"],
        policy_version=test.policy_version,
        fingerprint=test.fingerprint,
    )


def _of_district(household: Household, district: str) -> Household:
    """The household as the case's district tests it."""
    application = household.application
    if application.authority not in {None, district}:
        raise InvalidInput.at("/application/authority", f"the case is decided by {district}")
    decided_by = application.model_copy(update={"authority": district})
    return household.model_copy(update={"application": decided_by})


async def _case(uow: UnitOfWork, case_id: uuid.UUID, district: str) -> TestCase:
    return await uow.find_or_add(TestCase, case_id, district=district, tests=0, version=1)
