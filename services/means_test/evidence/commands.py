"""Evidence is asked for, comes, or is not needed after all. What was done is kept step by step."""

import uuid

from sqlalchemy import func, select

from services.means_test.domain.evidence import (
    EvidenceReceipt,
    EvidenceRequest,
    EvidenceStepKind,
    EvidenceWithdrawal,
    check_receipt,
)
from services.means_test.tables import Evidence, EvidenceStep, Test, TestCase
from shared.contracts.means_test import EvidenceCompleted, EvidenceRequested
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, NotFound, WrongState


async def ask_for_evidence(
    uow: UnitOfWork, case_id: uuid.UUID, request: EvidenceRequest
) -> Evidence:
    """Ask the household for evidence of one of its people; the formal test waits for it."""
    case = await uow.load(TestCase, case_id)
    uow.concerns(case.district, case_id)
    await _demand_one_of_the_household(uow, case_id, request.of)
    evidence = Evidence(
        id=uow.new_id("evidence"),
        case_id=case_id,
        district=case.district,
        kind=request.kind,
        of=request.of,
        asked_on=uow.today,
    )
    uow.add(evidence)
    await _note(uow, evidence, EvidenceStepKind.ASKED)
    case.count_evidence(1, uow.now)
    uow.publish(EvidenceRequested(case_id=case_id, district=case.district, asked_on=uow.today))
    return evidence


async def receive_evidence(
    uow: UnitOfWork, evidence_id: uuid.UUID, receipt: EvidenceReceipt
) -> Evidence:
    """Note that evidence came, whether the original was seen, and by whom."""
    evidence = await _still_asked_for(uow, evidence_id)
    check_receipt(receipt, evidence.asked_on, uow.today)
    was = evidence.outstanding
    evidence.received_on = receipt.received_on
    evidence.original_seen = receipt.original_seen
    evidence.seen_by = receipt.seen_by
    await _note(uow, evidence, EvidenceStepKind.RECEIVED)
    await _count(uow, evidence, was=was)
    return evidence


async def withdraw_evidence(
    uow: UnitOfWork, evidence_id: uuid.UUID, withdrawal: EvidenceWithdrawal
) -> Evidence:
    """Evidence that was asked for by mistake is not waited for any more."""
    evidence = await _still_asked_for(uow, evidence_id)
    was = evidence.outstanding
    evidence.withdrawn_on = uow.today
    await _note(uow, evidence, EvidenceStepKind.WITHDRAWN, withdrawal.reason)
    await _count(uow, evidence, was=was)
    return evidence


async def _demand_one_of_the_household(uow: UnitOfWork, case_id: uuid.UUID, who: str) -> None:
    """Evidence is of a person of the household that was tested last."""
    latest = select(Test).where(Test.case_id == case_id).order_by(Test.number.desc()).limit(1)
    test = await uow.session.scalar(latest)
    if test is None:
        raise WrongState("no household is known yet: make a preliminary test of it first")
    if who not in {p.id for p in test.household.people}:
        raise InvalidInput.at("/of", "no person of the household that was tested last has this id")


async def _still_asked_for(uow: UnitOfWork, evidence_id: uuid.UUID) -> Evidence:
    evidence = await uow.load(Evidence, evidence_id)
    uow.concerns(evidence.district, evidence.case_id)
    if evidence.withdrawn_on is not None:
        raise WrongState(f"it was withdrawn on {evidence.withdrawn_on}")
    return evidence


async def _note(
    uow: UnitOfWork, evidence: Evidence, step: EvidenceStepKind, reason: str | None = None
) -> None:
    """Add what was done to the history, with what was known then and who did it."""
    of_it = select(func.count()).where(EvidenceStep.evidence_id == evidence.id)
    before = await uow.session.scalar(of_it) or 0
    uow.add(
        EvidenceStep(
            evidence_id=evidence.id,
            number=before + 1,
            case_id=evidence.case_id,
            district=evidence.district,
            step=step,
            at=uow.now,
            by=uow.reach.principal,
            received_on=evidence.received_on,
            original_seen=evidence.original_seen,
            seen_by=evidence.seen_by,
            reason=reason,
        )
    )


async def _count(uow: UnitOfWork, evidence: Evidence, *, was: bool) -> None:
    """Tell the case how much is still outstanding, and others once nothing is."""
    case = await uow.find(TestCase, evidence.case_id)
    if case is None:
        raise NotFound
    case.count_evidence(evidence.outstanding - was, uow.now)
    if was and case.evidence_outstanding == 0:
        about = {"case_id": case.case_id, "district": case.district}
        uow.publish(EvidenceCompleted(**about, completed_on=uow.today))
