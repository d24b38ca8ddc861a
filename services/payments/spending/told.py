"""What the referral service tells of minor works: what they cost, or that it was told wrongly."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from services.payments.books import take_back
from services.payments.domain.spending import SpendingPurpose
from services.payments.tables import SpendingRow
from shared.contracts.referral import MinorWorksCompleted, MinorWorksCorrected
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


async def note_minor_works(
    uow: UnitOfWork, event: MinorWorksCompleted | MinorWorksCorrected
) -> None:
    """Works within the minor limit are done: what they cost waits to be classified (2.24).

    Where it was told wrongly before, what nobody has confirmed is taken back. What was confirmed counts
    until somebody who may approve takes it back (decision 68).
    """
    uow.concerns(event.district)
    stands = await _of_order(uow, event.order_id)
    for row in stands:
        if row.confirmed_on is None:
            take_back(uow, row, _words(event))
        else:
            row.doubted_on = None if _agrees(row, event) else row.doubted_on or uow.today
    if not any(row.confirmed_on and _agrees(row, event) for row in stands):
        _record(uow, event)


async def check_alone(uow: UnitOfWork, row: SpendingRow) -> None:
    """Of the same works nothing is confirmed already. Raises `WrongState`."""
    of_works = await _of_order(uow, row.order_id) if row.order_id else ()
    if counts := [each.id for each in of_works if each.confirmed_on is not None]:
        way = f"/v1/spending/{counts[0]}/correction"
        raise WrongState(f"what was confirmed of these works counts: take that back first ({way})")


async def _of_order(uow: UnitOfWork, order_id: uuid.UUID) -> Sequence[SpendingRow]:
    """What stands of an order, locked."""
    standing = SpendingRow.order_id == order_id, SpendingRow.taken_back.is_(None)
    rows = select(SpendingRow).where(*standing).order_by(SpendingRow.id).with_for_update()
    return (await uow.session.scalars(rows)).all()


def _agrees(row: SpendingRow, event: MinorWorksCompleted | MinorWorksCorrected) -> bool:
    return (row.amount, row.on) == (event.cost, event.completed_on)


def _record(uow: UnitOfWork, event: MinorWorksCompleted | MinorWorksCorrected) -> None:
    """What was spent, where anything was."""
    if not event.cost or event.completed_on is None:
        return
    row = SpendingRow(
        id=uow.new_id("spending"),
        district=event.district,
        purpose=SpendingPurpose.MINOR_WORKS,
        amount=event.cost,
        on=event.completed_on,
        about=f"{event.kind}, order {event.order_id}",
        recorded_by=uow.reach.principal,
        order_id=event.order_id,
    )
    uow.add(row)


def _words(event: MinorWorksCompleted | MinorWorksCorrected) -> str:
    if event.cost is None:
        return "The referral service says that these works are not done"
    return f"The referral service says £{event.cost:,.2f}, done on {event.completed_on}"
