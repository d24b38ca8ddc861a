"""Which housing providers have categorised stock in a district, day by day as it was counted."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from services.forum.projections.base import Base
from services.forum.projections.rows import put
from shared.bus.projections import Projection, Told
from shared.contracts.register import StockRecorded


class CountedStock(Base):
    """One provider's homes in one district on one day."""

    __tablename__ = "counted_stock"

    district: Mapped[str] = mapped_column(primary_key=True)
    taken_on: Mapped[dt.date] = mapped_column(primary_key=True)
    provider: Mapped[str] = mapped_column(primary_key=True)
    homes: Mapped[int]
    categorised: Mapped[int]


async def keep_stock(session: AsyncSession, told: Sequence[Told]) -> None:
    """Keep each count; a later one of the same day takes its place."""
    latest = {
        (event.district, event.taken_on): event
        for event in (each.event for each in told)
        if isinstance(event, StockRecorded)
    }
    day = tuple_(CountedStock.district, CountedStock.taken_on)
    await session.execute(delete(CountedStock).where(day.in_(list(latest))))
    await put(session, CountedStock, [row for e in latest.values() for row in _rows(e)])


def _rows(event: StockRecorded) -> list[dict[str, Any]]:
    where = {"district": event.district, "taken_on": event.taken_on}
    return [where | each.model_dump() for each in event.providers]


COUNTED_STOCK = Projection(CountedStock.__tablename__, (StockRecorded,), keep_stock)
