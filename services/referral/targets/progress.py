"""How far a case has come at the district, as grants tells it: its stages end one after the other."""

import uuid

from services.referral.casefile.clocks import drop_stages, end_stage, resume_dropped, resume_stage
from services.referral.casefile.waiting import leave_list, return_to_list
from services.referral.domain.priority.placing import LeftBecause
from shared.contracts.codes import ClosureOutcome, ReviewOutcome
from shared.contracts.grants import (
    ApplicationCompleted,
    ApprovalRestored,
    ApprovalWithdrawn,
    Approved,
    CaseReopened,
    CertificateCorrected,
    Closed,
    RefusalReopened,
    Refused,
    ReviewAnswered,
    WorksCertified,
)
from shared.persistence.unit_of_work import UnitOfWork


async def note_application(uow: UnitOfWork, event: ApplicationCompleted) -> None:
    """Stage 2 ends with the formal application (guidance 4.15)."""
    await end_stage(uow, event.case_id, 2, event.applied_on)


async def note_approval(uow: UnitOfWork, event: Approved) -> None:
    """Stage 3 ends with the approval."""
    await end_stage(uow, event.case_id, 3, event.decided_on)
    await leave_list(uow, event.case_id, LeftBecause.APPROVED)


async def note_works(uow: UnitOfWork, event: WorksCertified) -> None:
    """Stage 4 ends with the completed works."""
    await end_stage(uow, event.case_id, 4, event.certified_on)


async def note_works_not_done(uow: UnitOfWork, event: CertificateCorrected) -> None:
    """Stage 4 goes on: the works are not complete."""
    await resume_stage(uow, event.case_id, 4)


async def note_refusal(uow: UnitOfWork, event: Refused) -> None:
    """There will be no approval and no works, and nothing to wait for."""
    await drop_stages(uow, event.case_id, event.decided_on)
    await leave_list(uow, event.case_id, LeftBecause.REFUSED)


async def note_review(uow: UnitOfWork, event: ReviewAnswered) -> None:
    """An application that is decided again waits again; a refusal that stands changes nothing."""
    if event.outcome == ReviewOutcome.DECIDED_AGAIN:
        await _decided_again(uow, event.case_id)


async def note_refusal_reopened(uow: UnitOfWork, event: RefusalReopened) -> None:
    """The same, after a complaint."""
    await _decided_again(uow, event.case_id)


async def _decided_again(uow: UnitOfWork, case_id: uuid.UUID) -> None:
    await resume_dropped(uow, case_id)
    await return_to_list(uow, case_id, LeftBecause.REFUSED)


async def note_withdrawal(uow: UnitOfWork, event: ApprovalWithdrawn) -> None:
    """There will be no works."""
    await drop_stages(uow, event.case_id, event.withdrawn_on)
    await leave_list(uow, event.case_id, LeftBecause.ENDED)


async def note_closure(uow: UnitOfWork, event: Closed) -> None:
    """What was not done by then will not be."""
    await drop_stages(uow, event.case_id, event.closed_on)
    await leave_list(uow, event.case_id, LeftBecause.ENDED)


async def note_restored(uow: UnitOfWork, event: ApprovalRestored) -> None:
    """The works are to come after all."""
    await resume_dropped(uow, event.case_id)


async def note_reopened(uow: UnitOfWork, event: CaseReopened) -> None:
    """The case goes on. After a refusal or a withdrawn approval there is nothing to go on with."""
    goes_on = event.outcome in {ClosureOutcome.COMPLETED, ClosureOutcome.SIGNPOSTED}
    if goes_on or event.reason is not None:
        await resume_dropped(uow, event.case_id)
        await return_to_list(uow, event.case_id, LeftBecause.ENDED)
