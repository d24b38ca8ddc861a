"""An order is withdrawn or given up; its works are found complete, or that is taken back."""

import datetime as dt
import uuid

from sqlalchemy.orm.attributes import flag_modified

from services.payments.books import (
    book_of,
    check_stands,
    end,
    final_invoice,
    next_number,
    take_back,
)
from services.payments.domain.bank import check_other
from services.payments.domain.dates import check_dates
from services.payments.domain.own_works import Completed, GivenUp
from services.payments.own_works.commands import put_forward
from services.payments.tables import Account, FoundComplete, OrderedWorks
from shared.mistakes import Mistake
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


async def withdraw_order(uow: UnitOfWork, order_id: uuid.UUID, mistake: Mistake) -> OrderedWorks:
    """Withdraw an order that nobody has approved; the right one is put forward anew."""
    row = await put_forward(uow, order_id)
    take_back(uow, row, mistake.reason)
    return row


async def end_order(uow: UnitOfWork, order_id: uuid.UUID, given_up: GivenUp) -> OrderedWorks:
    """Give approved works up, by somebody else than who ordered them.

    What nobody has drawn of the price is released. What is paid stays paid, and what was approved
    and not paid waits until somebody decides on it, as where the approval of a grant ends.
    """
    row, account = await _standing(uow, order_id)
    check_other(uow.reach.principal, row.ordered_by)
    if account.settled_on is not None:
        raise WrongState("the final payment was made: nothing is left to be given up")
    take_back(uow, row, given_up.reason)
    end(uow, await book_of(uow, account), uow.today)
    return row


async def complete_works(
    uow: UnitOfWork, order_id: uuid.UUID, completed: Completed
) -> OrderedWorks:
    """Find the works complete: the last invoice can be paid."""
    row, account = await _standing(uow, order_id)
    if account.works_certified_on is not None:
        raise WrongState("the works are complete already")
    check_dates({"/completed_on": completed.completed_on}, account.opened_on, uow.today)
    await _note(uow, row, account, completed.completed_on)
    return row


async def correct_completion(
    uow: UnitOfWork, order_id: uuid.UUID, mistake: Mistake
) -> OrderedWorks:
    """Take back that the works are complete: the last payment waits for it again (section 37)."""
    row, account = await _standing(uow, order_id)
    if account.works_certified_on is None:
        raise WrongState("nobody has found the works complete")
    final = await final_invoice(uow, order_id)
    if account.settled_on is not None or (final is not None and final.paid_on is not None):
        raise WrongState("the final payment was made: order what is still to be done anew")
    if final is not None:
        raise WrongState("the final invoice is approved: take its approval back first (cancel it)")
    await _note(uow, row, account, None, mistake.reason)
    return row


async def _note(
    uow: UnitOfWork,
    row: OrderedWorks,
    account: Account,
    completed_on: dt.date | None,
    reason: str | None = None,
) -> None:
    """What was found last counts; what was found before stays beside it."""
    found = FoundComplete(
        id=uow.new_id("completion"),
        case_id=row.id,
        district=row.district,
        number=await next_number(uow, FoundComplete, row.id),
        completed_on=completed_on,
        reason=reason,
        recorded_at=uow.now,
        recorded_by=uow.reach.principal,
    )
    uow.add(found)
    account.works_certified_on = completed_on
    flag_modified(row, "district")  # the order has changed, though no column of it has


async def _standing(uow: UnitOfWork, order_id: uuid.UUID) -> tuple[OrderedWorks, Account]:
    """An approved order that has not ended, and its account, both locked."""
    row = await uow.load(OrderedWorks, order_id)
    uow.concerns(row.district, row.id)
    check_stands(row)
    account = await uow.find(Account, order_id)
    if account is None:
        raise WrongState("nobody has approved the order yet")
    return row, account
