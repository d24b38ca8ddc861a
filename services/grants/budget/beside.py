"""What payments tells of a district's money beside its cases, for its budget."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import delete, func, select

from services.grants.tables import SpentBeside, StatedAccruals
from shared.contracts.payments import AccrualsStated, SpendingConfirmed, SpendingCorrected
from shared.persistence.reading import Reading
from shared.persistence.unit_of_work import UnitOfWork

GOVERNMENT = "government"
"""Whose money an allocation is (guidance 2.8)."""


async def note_spending(uow: UnitOfWork, event: SpendingConfirmed) -> None:
    """Minor works, equipment or a project was paid for (guidance 2.7)."""
    uow.concerns(event.district)
    uow.add(SpentBeside(**event.model_dump(exclude={"purpose", "nature"})))


async def note_corrected(uow: UnitOfWork, event: SpendingCorrected) -> None:
    """It was told by mistake."""
    uow.concerns(event.district)
    told = SpentBeside.spending_id == event.spending_id
    await uow.session.execute(delete(SpentBeside).where(told))


async def note_accruals(uow: UnitOfWork, event: AccrualsStated) -> None:
    """Totals of a day were stated, or stated again."""
    uow.concerns(event.district)
    await uow.session.merge(StatedAccruals(**event.model_dump()))


async def spent_beside(reading: Reading, first: dt.date, following: dt.date) -> dict[str, Decimal]:
    """What each district spent of its allocation beside grants, in pounds."""
    rows = await reading.session.execute(
        select(SpentBeside.district, func.sum(SpentBeside.amount))
        .where(
            SpentBeside.fund == GOVERNMENT,
            SpentBeside.on >= first,
            SpentBeside.on < following,
        )
        .group_by(SpentBeside.district)
    )
    return {row[0]: row[1] for row in rows}


async def accrued(reading: Reading, first: dt.date, following: dt.date) -> dict[str, Decimal]:
    """What each district stated of the last day in that time, in pounds."""
    rows = await reading.session.scalars(
        select(StatedAccruals)
        .where(StatedAccruals.on >= first, StatedAccruals.on < following)
        .order_by(StatedAccruals.on)
    )
    return {row.district: row.invoiced + row.not_invoiced for row in rows}
