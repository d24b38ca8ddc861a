"""Notes on a case, and its end."""

import uuid

from services.grants.domain.casework import closure, reopening
from services.grants.domain.casework.dates import CaseDate, check_date
from services.grants.domain.casework.entries import Noted
from services.grants.domain.casework.entries_of_amending import StruckOut
from services.grants.domain.casework.entries_of_ending import CaseClosed, Withdrawal, Withdrawn
from services.grants.domain.casework.life import REOPENING, State, Step
from services.grants.domain.casework.withdrawal import (
    check_because,
    check_undecided,
    check_withdrawal,
)
from services.grants.in_force import law
from services.grants.record import OpenRecord, announcements, open_case
from shared.mistakes import check_last
from shared.persistence.unit_of_work import UnitOfWork


async def withdraw(uow: UnitOfWork, case_id: uuid.UUID, withdrawal: Withdrawal) -> OpenRecord:
    """End a case before its works are complete, because of the household or the applicant.

    Of an approval nothing more is paid (sections 40 to 42): what is still to be paid of the works
    done (section 41(3)(b)) is paid before. An undecided case is closed at once.
    """
    case = await open_case(uow, case_id)
    case.demand(Step.GIVE_UP, Step.WITHDRAW_APPROVAL)
    day = withdrawal.withdrawn_on
    check_date(CaseDate.WITHDRAWN, day, case.history, uow.today, "/withdrawn_on")
    check_because(withdrawal)
    if case.state is State.APPROVED:
        _withdraw_approval(uow, case, withdrawal)
        return case
    check_undecided(withdrawal)
    case.record(Withdrawn(**dict(withdrawal)))
    case.close(Step.GIVE_UP, closure.outcome(case.state, case.history), withdrawal)
    return case


async def add_note(uow: UnitOfWork, case_id: uuid.UUID, note: Noted) -> OpenRecord:
    """Add a note, at whatever point the case is."""
    case = await open_case(uow, case_id)
    case.record(note)
    return case


async def close_case(uow: UnitOfWork, case_id: uuid.UUID) -> OpenRecord:
    """Close a case on which nothing is left to do; undecided only where the household moved."""
    case = await open_case(uow, case_id)
    way = closure.way(case.state, case.history)
    case.demand(way)
    closure.check_nothing_left(case.state, case.history)
    case.close(way, closure.outcome(case.state, case.history))
    return case


async def reopen_case(
    uow: UnitOfWork, case_id: uuid.UUID, mistake: reopening.MistakenEnd
) -> OpenRecord:
    """Take back that a case was closed or its approval withdrawn: it is as it was before.

    One that was closed after its approval was withdrawn goes back twice.
    """
    case = await open_case(uow, case_id)
    case.demand(*REOPENING)
    check_last(mistake.state, case.state)
    back = reopening.to_reopen(case.state, case.history)
    case.take(back.step)
    for number in back.mistaken:
        case.record(StruckOut(number=number, reason=mistake.reason))
    if back.change is not None and back.change.demanded:
        uow.publish(announcements.not_demanded(case.row, case.history, back.change))
    if isinstance(back.end, CaseClosed):
        uow.publish(announcements.reopened(case.row, back.end, uow.today))
        return case
    granted = case.history.determination
    assert granted is not None, "approved"
    uow.publish(announcements.restored(case.row, back.end, granted, uow.today))
    return case


def _withdraw_approval(uow: UnitOfWork, case: OpenRecord, withdrawal: Withdrawal) -> None:
    check_withdrawal(withdrawal, law.complete_by(case.history))
    clause = law.sources_of(case.history).withdrawal(withdrawal.reason)
    case.take(Step.WITHDRAW_APPROVAL)
    withdrawn = Withdrawn(**dict(withdrawal), clause=clause)
    case.record(withdrawn)
    uow.publish(announcements.withdrawn(case.row, withdrawn, case.history.paid))
