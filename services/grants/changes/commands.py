"""Changes of circumstances after approval, decided by a person with a reason."""

import uuid

from services.grants.changes.queries import figures_of
from services.grants.domain.casework.changes import ChangeFigures, check_change
from services.grants.domain.casework.dates import CaseDate, check_date
from services.grants.domain.casework.entries_of_ending import Withdrawal, Withdrawn
from services.grants.domain.casework.entries_of_repayment import (
    ChangeDecided,
    ChangeDecision,
    Course,
)
from services.grants.domain.casework.life import State, Step
from services.grants.domain.casework.withdrawal import check_withdrawal
from services.grants.in_force import law
from services.grants.record import OpenRecord, announcements, open_case
from shared.contracts import grants
from shared.persistence.unit_of_work import UnitOfWork


async def decide_change(
    uow: UnitOfWork, case_id: uuid.UUID, decision: ChangeDecision
) -> OpenRecord:
    """Decide whether the grant goes on, what is still paid of it, and what is demanded back.

    Where it stops and nothing more is to be paid, the approval is withdrawn with the decision; else
    once what is still due is paid.
    """
    case = await open_case(uow, case_id)
    case.demand(Step.DECIDE_CHANGE)
    happened_on, decided_on = decision.happened_on, decision.decided_on
    check_date(CaseDate.CHANGED, happened_on, case.history, uow.today, "/happened_on")
    check_date(CaseDate.WITHDRAWN, decided_on, case.history, uow.today, "/decided_on")
    found = figures_of(case, decision.reason)
    check_change(decision, found, case.history)
    ends = decision.ends_at_once and case.state is State.APPROVED
    if ends:
        _check_withdrawn(case, decision)
    case.record(ChangeDecided(**dict(decision), clause=found.clause, paid=found.paid))
    _tell(uow, case, decision, found)
    if ends:
        _withdraw(uow, case, decision, found.clause)
    return case


def _check_withdrawn(case: OpenRecord, decision: ChangeDecision) -> None:
    check_withdrawal(_withdrawal(decision), law.complete_by(case.history))


def _withdrawal(decision: ChangeDecision) -> Withdrawal:
    return Withdrawal(withdrawn_on=decision.decided_on, reason=decision.reason)


def _withdraw(uow: UnitOfWork, case: OpenRecord, decision: ChangeDecision, clause: str) -> None:
    withdrawn = Withdrawn(**dict(_withdrawal(decision)), clause=clause)
    case.take(Step.WITHDRAW_APPROVAL)
    case.record(withdrawn)
    uow.publish(announcements.withdrawn(case.row, withdrawn, case.history.paid))


def _tell(
    uow: UnitOfWork, case: OpenRecord, decision: ChangeDecision, found: ChangeFigures
) -> None:
    about = {"case_id": case.row.case_id, "district": case.row.district}
    uow.publish(
        grants.ChangeDecided(
            **about,
            decided_on=decision.decided_on,
            reason=decision.reason,
            goes_on=decision.course is Course.GO_ON,
            still_paid=decision.still_paid,
            clause=found.clause,
        )
    )
    if decision.demanded:
        uow.publish(
            grants.RepaymentDecided(
                **about,
                decided_on=decision.decided_on,
                about="change",
                demanded=decision.demanded,
                most=found.most_demanded,
                clause=found.clause,
                decision=case.row.entries,
            )
        )
