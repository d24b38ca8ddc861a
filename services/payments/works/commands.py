"""Stages are fixed, works valued and accepted, disputes begun and ended."""

import uuid

from sqlalchemy import ColumnElement, select

from services.payments.books import Book, locked, next_number, plan_of, unsettled
from services.payments.domain.bank import check_other
from services.payments.domain.dates import check_dates
from services.payments.domain.holds import HoldAsked, HoldLifted
from services.payments.domain.life import NO_LONGER, InvoiceState
from services.payments.domain.own_works import check_grant
from services.payments.domain.stages import (
    FIXED,
    Acceptance,
    PlanCorrection,
    StagePlan,
    Valuation,
    check_plan,
)
from services.payments.tables import (
    AcceptedWorks,
    FixedPlan,
    Hold,
    ReceivedInvoice,
    ValuedWorks,
)
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound, WrongState


async def fix_plan(uow: UnitOfWork, case_id: uuid.UUID, plan: StagePlan) -> FixedPlan:
    """Fix the interim payments of a case, before the first invoice."""
    book = await unsettled(uow, case_id)
    check_grant(book.row.contracting_party)
    check_plan(plan, book.standing)
    fixed = await plan_of(uow, case_id)
    begun = ReceivedInvoice.state.not_in(NO_LONGER)
    if fixed or book.row.works_certified_on or await _has_invoice(uow, case_id, begun):
        raise WrongState(f"stages are fixed once, before the works ({FIXED})")
    return await _fix(uow, book, plan)


async def correct_plan(
    uow: UnitOfWork, case_id: uuid.UUID, correction: PlanCorrection
) -> FixedPlan:
    """Fix other stages, or none, in place of wrong ones, before an invoice is approved by them."""
    book = await unsettled(uow, case_id)
    if await plan_of(uow, case_id) is None:
        raise WrongState("no stages are fixed")
    if await _has_invoice(uow, case_id, ReceivedInvoice.state == InvoiceState.APPROVED):
        raise WrongState("an invoice is approved by these stages: take its approval back first")
    if correction.plan is not None:
        check_plan(correction.plan, book.standing, "/plan")
    return await _fix(uow, book, correction.plan, correction.reason)


async def _has_invoice(uow: UnitOfWork, case_id: uuid.UUID, which: ColumnElement[bool]) -> bool:
    found = select(ReceivedInvoice.id).where(ReceivedInvoice.case_id == case_id, which)
    return await uow.session.scalar(found.limit(1)) is not None


async def _fix(
    uow: UnitOfWork, book: Book, plan: StagePlan | None, reason: str | None = None
) -> FixedPlan:
    case_id = book.row.case_id
    row = FixedPlan(
        case_id=case_id,
        number=await next_number(uow, FixedPlan, case_id),
        district=book.row.district,
        plan=plan,
        reason=reason,
        fixed_on=uow.today,
        fixed_by=uow.reach.principal,
    )
    uow.add(row)
    uow.concerns(row.district, case_id)
    return row


async def value_works(uow: UnitOfWork, case_id: uuid.UUID, valuation: Valuation) -> ValuedWorks:
    """Record what the work done is worth: no payment goes above it."""
    row = (await locked(uow, case_id)).row
    check_dates({"/valued_on": valuation.valued_on}, row.opened_on, uow.today)
    valued = ValuedWorks(
        id=uow.new_id("valuation"),
        case_id=case_id,
        district=row.district,
        number=await next_number(uow, ValuedWorks, case_id),
        valuation=valuation,
        recorded_at=uow.now,
        valued_by=uow.reach.principal,
    )
    uow.add(valued)
    return valued


async def note_acceptance(
    uow: UnitOfWork, case_id: uuid.UUID, acceptance: Acceptance
) -> AcceptedWorks:
    """Record what the applicant says of the completed works, and the authority's judgement."""
    row = (await locked(uow, case_id)).row
    check_grant(row.contracting_party)
    if row.works_certified_on is None:
        raise WrongState("the works are not certified as complete yet")
    check_dates({"/said_on": acceptance.said_on}, row.opened_on, uow.today)
    accepted = AcceptedWorks(
        id=uow.new_id("acceptance"),
        case_id=case_id,
        district=row.district,
        number=await next_number(uow, AcceptedWorks, case_id),
        acceptance=acceptance,
        recorded_at=uow.now,
        recorded_by=uow.reach.principal,
    )
    uow.add(accepted)
    return accepted


async def hold(uow: UnitOfWork, case_id: uuid.UUID, asked: HoldAsked) -> Hold:
    """Withhold payment on a case; what is in a sealed file is not stopped by it."""
    row = (await locked(uow, case_id)).row
    begun = Hold(
        id=uow.new_id("hold"),
        case_id=case_id,
        district=row.district,
        held_for=asked.held_for,
        reason=asked.reason,
        held_on=uow.today,
        held_by=uow.reach.principal,
    )
    uow.add(begun)
    return begun


async def lift_hold(
    uow: UnitOfWork, case_id: uuid.UUID, hold_id: uuid.UUID, lifted: HoldLifted
) -> Hold:
    """End a dispute; never by who began it."""
    await locked(uow, case_id)
    found = await uow.find(Hold, hold_id)
    if found is None or found.case_id != case_id:
        raise NotFound
    if found.lifted_on is not None:
        raise WrongState("this dispute is over already")
    check_other(uow.reach.principal, found.held_by)
    found.lifted_on, found.lifted_by = uow.today, uow.reach.principal
    found.judgement = lifted.judgement
    return found
