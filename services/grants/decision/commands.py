"""The decision on an application."""

import datetime as dt
import uuid
from decimal import Decimal

from services.grants.domain.casework import approvals
from services.grants.domain.casework.completeness import check_complete, gives_something
from services.grants.domain.casework.dates import CaseDate, check_date
from services.grants.domain.casework.deferral import check_deferral
from services.grants.domain.casework.entries import Decided
from services.grants.domain.casework.entries_of_time import (
    Deferral,
    Invitation,
    InvitationAnswered,
    RefusalInvited,
)
from services.grants.domain.casework.estimates import check_current
from services.grants.domain.casework.invitations import (
    check_answer,
    check_invitation,
    check_invited,
)
from services.grants.domain.casework.life import State, Step
from services.grants.domain.casework.urgency import check_none_waits
from services.grants.domain.casework.variations import proposed
from services.grants.domain.codes import AwardKind
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.case import reduction_counted
from services.grants.in_force import law
from services.grants.in_force.policies import statute
from services.grants.record import OpenRecord, announcements, open_case, open_to_determine
from shared.contracts.codes import ClosureOutcome, MeansTestKind
from shared.contracts.means_test import MeansTestCompleted
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


async def approve_award(
    uow: UnitOfWork, case_id: uuid.UUID, award: AwardKind, by: str, amount: Decimal
) -> OpenRecord:
    """Approve an award as it is proposed today, in the post that the policy names for it.

    It holds for this sum: where the award grows before the decision it has lapsed.
    """
    case = await open_to_determine(uow, case_id)
    case.demand(Step.APPROVE, Step.VARY)
    if case.state is State.APPROVED:
        proposed(case.history)
    approvals.check_not_preparer(case.history, uow.reach.principal)
    test = case.history.test(MeansTestKind.FORMAL)
    if test is None:
        raise WrongState("an approval waits for the formal means test")
    determine = case.determining(test, case.deciding_on(uow.today))
    case.record(approvals.approve(determine, case.history, award, by, amount))
    return case


async def decide_application(
    uow: UnitOfWork, case_id: uuid.UUID, decided_on: dt.date, deferral: Deferral | None
) -> OpenRecord:
    """Decide on the formal test: approve, refuse, or name who can help instead.

    After a move nothing is granted: what the move came to was told, and no district pays for one
    afterwards (Gloucester B2.9, Stroud App 4 B2.10, Cannock Chase 11).
    """
    case = await open_to_determine(uow, case_id)
    case.demand(Step.APPROVE)
    history = case.history
    if history.moved_on is not None:
        raise WrongState(f"the household moved on {history.moved_on}; the case is closed instead")
    test, application = history.test(MeansTestKind.FORMAL), history.application
    if test is None or application is None:
        raise WrongState("the decision waits for the formal means test")
    check_current(history)
    check_date(CaseDate.DECIDED, decided_on, history, uow.today, "/decided_on")
    determination, standing = approvals.under(
        case.determining(test, decided_on),
        application,
        approvals.given(history, except_by=uow.reach.principal),
    )
    check_complete(determination)
    approvals.check_approvals(determination, standing)
    if determination.outcome == "refused":
        check_none_waits(history)
        check_invited(history, decided_on, law.sources_of(history))
    if deferral is not None:
        known = law.sources_of(history)
        check_deferral(deferral, application, determination, decided_on, known)
    decided = Decided(decided_on=decided_on, determination=determination, deferral=deferral)
    case.record(decided)
    _follow(uow, case, application, test, decided)
    return case


def _follow(
    uow: UnitOfWork,
    case: OpenRecord,
    application: Application,
    test: MeansTestCompleted,
    decided: Decided,
) -> None:
    """Take the step that the decision comes to, and tell it."""
    determination = decided.determination
    if determination.outcome == "not_ours":
        case.close(Step.SIGNPOST, ClosureOutcome.SIGNPOSTED)
        return
    case.take(Step.REFUSE if not gives_something(determination) else Step.APPROVE)
    if determination.outcome == "refused":
        uow.publish(announcements.refused(case.row, determination, decided.decided_on))
    if gives_something(determination):
        most = statute(application.applied_on).maximum.amount
        counted = reduction_counted(test, determination.estimated_expense, most)
        uow.publish(announcements.approved(case.row, application, decided, counted))


async def invite_applicant(
    uow: UnitOfWork, case_id: uuid.UUID, invitation: Invitation
) -> OpenRecord:
    """Record that the applicant was invited to add information before a refusal."""
    case = await open_case(uow, case_id)
    case.demand(Step.INVITE)
    day = invitation.invited_on
    check_date(CaseDate.INVITED, day, case.history, uow.today, "/invited_on")
    check_invitation(invitation, case.history)
    case.record(RefusalInvited(**dict(invitation)))
    uow.publish(announcements.answer_requested(case.row, day, invitation.answer_by))
    return case


async def note_invitation_answer(
    uow: UnitOfWork, case_id: uuid.UUID, answer: InvitationAnswered
) -> OpenRecord:
    """Record what the applicant added, or that there is nothing to add."""
    case = await open_case(uow, case_id)
    case.demand(Step.INVITE)
    check_answer(answer, case.history)
    check_date(CaseDate.INVITED, answer.answered_on, case.history, uow.today, "/answered_on")
    case.record(answer)
    uow.publish(announcements.answer_settled(case.row, answer.answered_on, answered=True))
    return case
