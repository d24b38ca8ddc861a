"""Recording what the occupational therapist found."""

import uuid

from services.referral.casefile.assessors import check_signer
from services.referral.casefile.records import Casefile, add_assessment, take_up
from services.referral.domain.assessment import Assessment, AssessmentAgain, check_assessment
from services.referral.domain.life import Step
from shared.persistence.unit_of_work import UnitOfWork


async def record_assessment(
    uow: UnitOfWork, case_id: uuid.UUID, assessment: Assessment
) -> Casefile:
    """Record and sign what was found; the grants and register services learn it."""
    casefile = await take_up(uow, case_id, Step.ASSESS)
    check_assessment(assessment, casefile.referral.received_on, uow.today)
    await check_signer(uow, casefile)
    await add_assessment(uow, casefile, assessment)
    return casefile


async def assess_again(uow: UnitOfWork, case_id: uuid.UUID, again: AssessmentAgain) -> Casefile:
    """Correct an assessment or put a later one in its place; the one before stays on record."""
    casefile = await take_up(uow, case_id, Step.ASSESS_AGAIN)
    check_assessment(again.assessment, casefile.referral.received_on, uow.today, "/assessment")
    await check_signer(uow, casefile)
    await add_assessment(uow, casefile, again.assessment, again.because, again.reason)
    return casefile
