"""The use cases of the grants service."""

import datetime as dt
import uuid
from collections.abc import Collection

from services.grants import announcements
from services.grants.determining import CostEstimate, case_of, complete_by, decide_by, determine_for
from services.grants.domain.casework.life import (
    Approver,
    NoOffer,
    State,
    Withdrawal,
    Withdrawn,
    check_approvals,
    check_complete,
    check_undecided,
    check_withdrawal,
    gives_something,
)
from services.grants.domain.facts.application import Application
from services.grants.in_force.policies import sources
from services.grants.tables import GrantCase
from shared.contracts.codes import WithdrawalReason
from shared.contracts.grants import (
    ApplicationCompleted,
    ApprovalWithdrawn,
    Closed,
    CostEstimated,
    LandChargeRegistered,
    WorksCertified,
)
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, WrongState

BEFORE_APPLICATION = (State.OPEN, State.OFFERED)
UNDECIDED = (*BEFORE_APPLICATION, State.APPLIED)


async def estimate_cost(uow: UnitOfWork, case_id: uuid.UUID, estimate: CostEstimate) -> GrantCase:
    """Say what adapting the present home would cost; the register looks for one that would do."""
    case = await _at(uow, case_id, *BEFORE_APPLICATION)
    if case.assessment is None:
        raise WrongState("the estimate waits for the occupational therapist's assessment")
    case.estimated_cost = estimate.total
    uow.publish(
        CostEstimated(
            case_id=case_id,
            district=case.district,
            estimated_on=uow.today,
            estimated_cost=estimate.total,
        )
    )
    return case


async def make_offer(uow: UnitOfWork, case_id: uuid.UUID, draft: Application) -> GrantCase:
    """Offer in principle what the preliminary test and the estimates would give."""
    case = await _at(uow, case_id, *BEFORE_APPLICATION)
    if case.preliminary_test is None or case.estimated_cost is None:
        raise WrongState("an offer waits for the preliminary means test and the estimated cost")
    determination = determine_for(case, draft, case.preliminary_test, uow.today)
    if not gives_something(determination):
        reasons = (f"{r.code} ({r.clause})" for r in determination.reasons)
        raise NoOffer("; ".join(reasons))
    case.state = State.OFFERED
    case.offer = determination.model_dump(mode="json")
    uow.publish(announcements.offer_made(case, determination, uow.today))
    return case


async def complete_application(
    uow: UnitOfWork, case_id: uuid.UUID, application: Application
) -> GrantCase:
    """Take a complete application: the time for the decision begins (section 34)."""
    case = await _at(uow, case_id, *BEFORE_APPLICATION)
    if case.preliminary_test is None:
        raise WrongState("an application waits for the preliminary means test")
    check_complete(determine_for(case, application, case.preliminary_test, uow.today))
    case.state = State.APPLIED
    case.application = application.model_dump(mode="json", exclude_unset=True)
    case.applied_on = application.applied_on
    case.decide_by = decide_by(application)
    uow.publish(
        ApplicationCompleted(
            case_id=case_id,
            district=case.district,
            applied_on=application.applied_on,
            decide_by=case.decide_by,
        )
    )
    return case


async def decide_application(
    uow: UnitOfWork, case_id: uuid.UUID, decided_on: dt.date, approvals: Collection[Approver]
) -> GrantCase:
    """Decide on the formal test: approve, refuse, or name who can help instead.

    After a move nothing is granted: what the move came to was told, and no district pays for one
    afterwards (Gloucester B2.9, Stroud App 4 B2.10, Cannock Chase 11).
    """
    case = await _at(uow, case_id, State.APPLIED)
    if case.moved_on is not None:
        raise WrongState(f"the household moved on {case.moved_on}; the case is closed instead")
    if case.formal_test is None:
        raise WrongState("the decision waits for the formal means test")
    if case.applied_on is not None and decided_on < case.applied_on:
        raise InvalidInput.at("/decided_on", f"the application was made on {case.applied_on}")
    determination = determine_for(case, case_of(case), case.formal_test, decided_on)
    check_approvals(determination.approvals_needed, approvals)
    case.determination = determination.model_dump(mode="json")
    case.decided_on = decided_on
    if determination.outcome == "not_ours":
        case.state = State.SIGNPOSTED
        _close(uow, case)
        return case
    if determination.outcome == "refused":
        case.state = State.REFUSED
        uow.publish(announcements.refused(case, determination, decided_on))
    if gives_something(determination):
        case.state = State.APPROVED
        uow.publish(announcements.approved(case, determination, decided_on))
    return case


async def withdraw(uow: UnitOfWork, case_id: uuid.UUID, withdrawal: Withdrawal) -> GrantCase:
    """End a case before its works are complete, because of the household or the applicant.

    Of an approval nothing more is paid (sections 40 to 42): what is still to be paid of the works
    done (section 41(3)(b)) is paid before. An undecided case is closed at once.
    """
    case = await _at(uow, case_id, *UNDECIDED, State.APPROVED)
    if case.state == State.APPROVED:
        _withdraw_approval(uow, case, withdrawal)
    else:
        check_undecided(withdrawal, case.applied_on, uow.today)
        _note_withdrawn(case, Withdrawn(**dict(withdrawal)))
        _close(uow, case, withdrawal.reason)
    return case


async def certify_works(uow: UnitOfWork, case_id: uuid.UUID, certified_on: dt.date) -> GrantCase:
    """Certify that the works are complete: the certified date, from which conditions run."""
    case = await _at(uow, case_id, State.APPROVED)
    if certified_on > uow.today:
        raise InvalidInput.at("/certified_on", "lies in the future")
    case.state = State.CERTIFIED
    case.certified_on = certified_on
    application = case_of(case)
    uow.publish(
        WorksCertified(
            case_id=case_id,
            district=case.district,
            certified_on=certified_on,
            works=announcements.works_done(case, application),
        )
    )
    return case


async def register_land_charge(
    uow: UnitOfWork, case_id: uuid.UUID, registered_on: dt.date
) -> GrantCase:
    """Record that the charges of the decision were registered as local land charges."""
    case = await _at(uow, case_id, State.CERTIFIED)
    charges = announcements.charges_of(case)
    if not charges:
        raise WrongState("the decision makes no land charge")
    if case.charge_registered_on is not None:
        raise WrongState(f"registered already on {case.charge_registered_on}")
    if case.settled_on is None or case.certified_on is None:
        raise WrongState("the charge waits until the account is settled")
    case.charge_registered_on = registered_on
    years = max(c.years for c in charges)
    uow.publish(
        LandChargeRegistered(
            case_id=case_id,
            district=case.district,
            registered_on=registered_on,
            amount=sum(c.amount for c in charges),
            ends_on=announcements.years_after(case.certified_on, years),
        )
    )
    return case


async def close_case(uow: UnitOfWork, case_id: uuid.UUID) -> GrantCase:
    """Close a case on which nothing is left to do; undecided only where the household moved."""
    case = await uow.load(GrantCase, case_id)
    moved = UNDECIDED if case.moved_on is not None else ()
    _demand(case, State.CERTIFIED, State.REFUSED, State.WITHDRAWN, *moved)
    if case.state in {State.CERTIFIED, State.WITHDRAWN} and case.settled_on is None:
        raise WrongState("the account is not settled yet")
    if (
        case.state == State.CERTIFIED
        and announcements.charges_of(case)
        and case.charge_registered_on is None
    ):
        raise WrongState("the land charge is not registered yet")
    _close(uow, case)
    return case


def _withdraw_approval(uow: UnitOfWork, case: GrantCase, withdrawal: Withdrawal) -> None:
    application, approved_on = case_of(case), case.decided_on
    assert approved_on is not None, "approved"
    check_withdrawal(withdrawal, approved_on, complete_by(application, approved_on), uow.today)
    clause = sources(case.district, application.applied_on).withdrawal(withdrawal.reason)
    _note_withdrawn(case, Withdrawn(**dict(withdrawal), clause=clause))
    uow.publish(
        ApprovalWithdrawn(
            case_id=case.case_id,
            district=case.district,
            paid=case.paid,
            clause=clause,
            **dict(withdrawal),
        )
    )


def _note_withdrawn(case: GrantCase, withdrawn: Withdrawn) -> None:
    case.state = State.WITHDRAWN
    case.withdrawal = withdrawn.model_dump(mode="json")


def _close(uow: UnitOfWork, case: GrantCase, reason: WithdrawalReason | None = None) -> None:
    outcome = "completed" if case.state == State.CERTIFIED else case.state
    if case.moved_on is not None:
        outcome = "moved"
    case.closed_on = uow.today
    case.state = State.CLOSED
    uow.publish(
        Closed(
            case_id=case.case_id,
            district=case.district,
            closed_on=uow.today,
            outcome=outcome,
            reason=reason,
        )
    )


async def _at(uow: UnitOfWork, case_id: uuid.UUID, *states: State) -> GrantCase:
    """The case, if it is at one of these points."""
    case = await uow.load(GrantCase, case_id)
    _demand(case, *states)
    return case


def _demand(case: GrantCase, *states: State) -> None:
    if case.state not in states:
        wanted = " or ".join(states)
        raise WrongState(f"the case is {case.state}; this is done when it is {wanted}")
