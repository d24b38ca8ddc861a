"""What was paid on a case, as others tell it, and whether more is to come."""

import datetime as dt
import uuid

from services.register.domain.relocation import Spending
from services.register.needs.commands import NOT_LOOKING, end_need, resume_need
from services.register.tables import CaseSpending
from shared.contracts.codes import ClosureOutcome
from shared.contracts.event import Event
from shared.contracts.grants import Approved, CaseReopened, Closed
from shared.contracts.payments import (
    AccountReopened,
    AccountSettled,
    PaymentMade,
    PaymentReturned,
)
from shared.money import NIL
from shared.persistence.unit_of_work import UnitOfWork

NOTHING_APPROVED = (ClosureOutcome.SIGNPOSTED, ClosureOutcome.REFUSED)


async def spending_of(uow: UnitOfWork, case_id: uuid.UUID) -> Spending | None:
    """What was paid on the case, and whether that was all; None while nothing can be paid on it."""
    row = await uow.session.get(CaseSpending, case_id)
    return Spending(paid=row.paid, settled=row.settled_on is not None) if row else None


async def note_approval(uow: UnitOfWork, event: Approved) -> None:
    """A grant was approved: something may be paid on the case."""
    await _account(uow, event)


async def note_payment(uow: UnitOfWork, event: PaymentMade) -> None:
    """An invoice was paid."""
    await _paid(uow, event)


async def note_return(uow: UnitOfWork, event: PaymentReturned) -> None:
    """The contractor's bank sent a payment back: it may be nothing that is paid on the case."""
    await _paid(uow, event)


async def note_settlement(uow: UnitOfWork, event: AccountSettled) -> None:
    """Nothing more is paid on the case."""
    account = await _account(uow, event)
    account.settled_on = event.settled_on


async def note_reopened(uow: UnitOfWork, event: AccountReopened) -> None:
    """More may be paid on the case."""
    account = await _account(uow, event)
    account.settled_on = None


async def note_closure(uow: UnitOfWork, event: Closed) -> None:
    """Nothing more is paid on the case; whose home was adapted, or who moved, needs no other.

    Refused, signposted or given up the household goes on looking, for its home still does not
    suit it, and moving is the way that is left (Gloucester B2.9, Stroud App 4 B2.10).
    """
    await _account(uow, event, settled_on=event.closed_on)
    if _ends_the_search(event):
        await end_need(uow, event)


async def note_reopening(uow: UnitOfWork, event: CaseReopened) -> None:
    """The case was closed by mistake: the household looks for a home as before.

    Where nothing was approved, nothing is known again of what is paid.
    """
    uow.concerns(event.district, event.case_id)
    account = await uow.find(CaseSpending, event.case_id)
    undecided = event.reason is not None or event.outcome in NOTHING_APPROVED
    if account is not None and undecided:
        await uow.session.delete(account)
    if _ends_the_search(event):
        await resume_need(uow, event)


def _ends_the_search(event: Closed | CaseReopened) -> bool:
    return event.outcome == ClosureOutcome.COMPLETED or event.reason in NOT_LOOKING


async def _paid(uow: UnitOfWork, event: PaymentMade | PaymentReturned) -> None:
    account = await _account(uow, event)
    account.paid = event.paid_to_date


async def _account(
    uow: UnitOfWork, event: Event, settled_on: dt.date | None = None
) -> CaseSpending:
    """What was paid on the case; where nothing is known of that yet, nil and settled or not."""
    uow.concerns(event.district, event.case_id)
    return await uow.find_or_add(
        CaseSpending, event.case_id, district=event.district, paid=NIL, settled_on=settled_on
    )
