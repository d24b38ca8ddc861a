"""What grants decides on a case after its approval: varied, other contractors, disputes, demands."""

import datetime as dt
import uuid
from collections import Counter
from decimal import Decimal

from sqlalchemy import select

from services.payments.books import Book, contractor_of, locked, next_agreement, take_back
from services.payments.domain.holds import HeldFor
from services.payments.domain.ledger import entries
from services.payments.domain.ledger.chart import Code
from services.payments.domain.recoveries import Demand, Ground, Instalment
from services.payments.tables import Account, ContractorOfCase, Hold, Recovery
from shared.contracts.codes import PaidTo
from shared.contracts.grants import (
    Contractor,
    ContractorAgreed,
    ContractorAgreementStruckOut,
    PaymentFreed,
    PaymentHeld,
    RepaymentDecided,
    RepaymentDecisionStruckOut,
    Varied,
)
from shared.money import NIL, pence, pounds
from shared.persistence.unit_of_work import UnitOfWork

GRANTS = "service:grants"
"""Who decided, where the decision came as an event."""
DAYS_TO_REPAY = 28
"""From the decision; whoever agrees on instalments proposes the demand anew."""
GROUNDS = {"disposal": Ground.LAND_CHARGE, "change": Ground.ENTITLEMENT_CEASED}


async def note_varied(uow: UnitOfWork, event: Varied) -> None:
    """What is approved from now on: more is committed, or what is not drawn is taken back.

    Nothing that was drawn is undone: what a lower award leaves overpaid is a matter of recovery.
    """
    book = await locked(uow, event.case_id)
    row = book.row
    if row.settled_on is not None or row.frozen_on is not None:
        return
    awards: Counter[str] = Counter()
    for award in event.awards:
        awards[award.kind] += pence(award.amount)
    entry = _difference(book, awards)
    if entry:
        book.post(uow, "variation", entry, event.varied_on)
    row.award = pounds(-sum(book.balances.by(Code.APPROVED).values()))
    row.contribution = event.applicant_pays if event.total_award else NIL
    for contractor in event.contractors or ():
        await _let_be_paid(uow, row, contractor, event.varied_on)


async def note_contractor(uow: UnitOfWork, event: ContractorAgreed) -> None:
    """Another contractor can be paid too (section 38)."""
    book = await locked(uow, event.case_id)
    await _let_be_paid(uow, book.row, event.contractor, event.agreed_on)


async def drop_agreement(uow: UnitOfWork, event: ContractorAgreementStruckOut) -> None:
    """An agreement was a mistake: no invoice is approved by it any more; what was approved stands.

    Where an officer has agreed here too, that agreement holds, with its sum.
    """
    await locked(uow, event.case_id)
    row = await contractor_of(uow, event.contractor_id)
    if row is None:
        return
    row.told_estimate = event.estimate
    holds = row.agreed_estimate if event.estimate is None else event.estimate
    if holds is None:
        take_back(uow, row, "The agreement was recorded by mistake, as the case tells")
    else:
        row.estimate = holds


async def note_held(uow: UnitOfWork, event: PaymentHeld) -> None:
    """Nothing is paid while the works are in dispute."""
    book = await locked(uow, event.case_id)
    book.row.applicant_paid_from = None
    by_authority = event.clause.endswith("B134")
    hold = Hold(
        id=uow.new_id("hold"),
        case_id=event.case_id,
        district=book.row.district,
        held_for=HeldFor.AUTHORITY if by_authority else HeldFor.APPLICANT,
        reason=event.clause,
        held_on=event.held_on,
        held_by=GRANTS,
    )
    uow.add(hold)


async def note_freed(uow: UnitOfWork, event: PaymentFreed) -> None:
    """The dispute is settled. Where the applicant is paid instead, the contractor is not."""
    book = await locked(uow, event.case_id)
    if event.payee != PaidTo.CONTRACTOR:
        book.row.applicant_paid_from = event.freed_on
        return
    held = Hold.case_id == event.case_id, Hold.held_by == GRANTS, Hold.lifted_on.is_(None)
    for hold in await uow.session.scalars(select(Hold).where(*held)):
        hold.lifted_on, hold.lifted_by = event.freed_on, uow.reach.principal
        hold.judgement = "Settled, as the case tells"


async def note_repayment(uow: UnitOfWork, event: RepaymentDecided) -> None:
    """What grants decided to demand is proposed here; somebody approves it, and it is owed.

    No more than was paid of the grant, whatever was decided.
    """
    book = await locked(uow, event.case_id)
    most = min(book.paid, book.standing.paid_from_award) - await _demanded(uow, event.case_id)
    amount = min(event.demanded, most)
    if amount <= NIL:
        return
    due = Instalment(due_on=uow.today + dt.timedelta(days=DAYS_TO_REPAY), amount=amount)
    demand = Demand(
        ground=GROUNDS[event.about],
        amount=amount,
        reason=_decision(event),
        instalments=(due,),
    )
    recovery = Recovery(
        id=uow.new_id("recovery"),
        case_id=event.case_id,
        district=book.row.district,
        demand=demand,
        decision=event.decision,
        proposed_on=uow.today,
        proposed_by=GRANTS,
    )
    uow.add(recovery)


async def drop_repayment(uow: UnitOfWork, event: RepaymentDecisionStruckOut) -> None:
    """What was proposed on a decision that was a mistake is withdrawn.

    What a second person has demanded meanwhile is theirs to take back, and waits for it.
    """
    await locked(uow, event.case_id)
    recovery = await _proposed_on(uow, event)
    if recovery is None:
        return
    if recovery.demanded_on is None:
        take_back(uow, recovery, "The decision was recorded by mistake, as the case tells")
    else:
        recovery.doubted_on = uow.today


async def _proposed_on(uow: UnitOfWork, event: RepaymentDecisionStruckOut) -> Recovery | None:
    """What stands of a decision, locked. One that grants did not name is found by its words."""
    proposed = await uow.session.scalars(
        select(Recovery)
        .where(
            Recovery.case_id == event.case_id,
            Recovery.proposed_by == GRANTS,
            Recovery.taken_back.is_(None),
        )
        .order_by(Recovery.proposed_on.desc(), Recovery.id)
        .with_for_update()
    )
    rows = proposed.all()
    named = (row for row in rows if row.decision and row.decision == event.decision)
    alike = (row for row in rows if not row.decision and row.demand.reason == _decision(event))
    return next(named, None) or next(alike, None)


def _decision(event: RepaymentDecided | RepaymentDecisionStruckOut) -> str:
    """The decision, as whoever approves the demand reads it."""
    return f"Decided on {event.decided_on} under {event.clause}: {event.demanded:.2f}"


def _difference(book: Book, awards: Counter[str]) -> entries.Entry:
    """From what is approved by kind to what is to be."""
    approved = {kind: -net for kind, net in book.balances.by(Code.APPROVED).items()}
    committed = book.balances.by(Code.COMMITTED)
    if entries.UNDIVIDED in approved:
        awards = Counter({entries.UNDIVIDED: awards.total()})
    more, less = {}, {}
    for kind in {**approved, **awards}:
        change = awards[kind] - approved.get(kind, 0)
        if change > 0:
            more[kind] = change
        elif change < 0:
            less[kind] = min(-change, committed.get(kind, 0))
    return entries.varied(more, less)


async def _demanded(uow: UnitOfWork, case_id: uuid.UUID) -> Decimal:
    """Pounds that were demanded on the case before; what waits to be taken back is demanded anew."""
    demands = await uow.session.scalars(
        select(Recovery.demand).where(
            Recovery.case_id == case_id,
            Recovery.taken_back.is_(None),
            Recovery.doubted_on.is_(None),
        )
    )
    return sum((demand.amount for demand in demands), NIL)


async def _let_be_paid(
    uow: UnitOfWork, account: Account, contractor: Contractor, on: dt.date
) -> None:
    """The contractor can be paid up to the new estimate."""
    row = await contractor_of(uow, contractor.id)
    if row is None:
        row = ContractorOfCase(
            id=contractor.id,
            number=await next_agreement(uow, contractor.id),
            case_id=account.case_id,
            district=account.district,
            agreed_on=on,
        )
        uow.add(row)
    row.estimate = contractor.estimate
    row.told_estimate, row.told_on = contractor.estimate, on
