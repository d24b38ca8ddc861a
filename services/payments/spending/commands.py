"""Money spent beside grants is recorded, classified, confirmed by somebody else, or taken back."""

import uuid

from services.payments.books import check_stands, take_back
from services.payments.domain.bank import check_other
from services.payments.domain.spending import (
    Classified,
    Spending,
    check_classified,
    check_spending,
)
from services.payments.spending.told import check_alone
from services.payments.tables import SpendingRow
from shared.contracts.payments import SpendingConfirmed, SpendingCorrected
from shared.mistakes import Mistake
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, WrongState


async def record_spending(uow: UnitOfWork, said: Spending) -> SpendingRow:
    """Record what was spent; it counts once somebody else has confirmed it."""
    uow.concerns(said.district)
    check_spending(said)
    if said.on > uow.today:
        raise InvalidInput.at("/on", f"after today, {uow.today}")
    row = SpendingRow(
        id=uow.new_id("spending"), recorded_by=uow.reach.principal, **said.model_dump()
    )
    uow.add(row)
    return row


async def classify(uow: UnitOfWork, spending_id: uuid.UUID, said: Classified) -> SpendingRow:
    """Say whether it is capital or revenue, and whose money it is."""
    row = await _open(uow, spending_id)
    check_classified(said)
    row.spent_on, row.nature, row.fund = said.spent_on, said.nature, said.fund
    row.recorded_by = uow.reach.principal
    return row


async def confirm_spending(uow: UnitOfWork, spending_id: uuid.UUID) -> SpendingRow:
    """Have it counted; never by who recorded or classified it."""
    row = await _open(uow, spending_id)
    if row.nature is None:
        raise WrongState("nobody has said yet whether it is capital or revenue")
    check_other(uow.reach.principal, row.recorded_by)
    await check_alone(uow, row)
    row.confirmed_on, row.confirmed_by = uow.today, uow.reach.principal
    told = ("district", "purpose", "nature", "fund", "amount", "on")
    stands = {name: getattr(row, name) for name in told}
    uow.publish(SpendingConfirmed.model_validate({"spending_id": row.id} | stands))
    return row


async def withdraw_spending(
    uow: UnitOfWork, spending_id: uuid.UUID, mistake: Mistake
) -> SpendingRow:
    """Withdraw what was recorded by mistake and nobody has confirmed."""
    row = await _open(uow, spending_id)
    take_back(uow, row, mistake.reason)
    return row


async def correct_spending(
    uow: UnitOfWork, spending_id: uuid.UUID, mistake: Mistake
) -> SpendingRow:
    """Have it count no more although it was confirmed; never by who recorded it."""
    row = await _standing(uow, spending_id)
    if row.confirmed_on is None:
        raise WrongState("nobody has confirmed it yet: withdraw it")
    check_other(uow.reach.principal, row.recorded_by)
    take_back(uow, row, mistake.reason)
    corrected = SpendingCorrected(
        district=row.district, spending_id=row.id, corrected_on=uow.today, amount=row.amount
    )
    uow.publish(corrected)
    return row


async def _standing(uow: UnitOfWork, spending_id: uuid.UUID) -> SpendingRow:
    row = await uow.load(SpendingRow, spending_id)
    uow.concerns(row.district)
    check_stands(row)
    return row


async def _open(uow: UnitOfWork, spending_id: uuid.UUID) -> SpendingRow:
    """What stands and nobody has confirmed, locked."""
    row = await _standing(uow, spending_id)
    if row.confirmed_on is not None:
        raise WrongState("it is confirmed already")
    return row
