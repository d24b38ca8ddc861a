"""What each district has for grants, year by year."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from services.forum.projections.base import Base
from services.forum.projections.rows import put
from shared.bus.projections import Projection, Told
from shared.contracts.grants import FundsAllocated


class AllocatedFunds(Base):
    """What a district has for a financial year, as it said last; pounds."""

    __tablename__ = "allocated_funds"

    district: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The year in which it begins on 1 April."""
    amount: Mapped[Decimal]
    discretionary: Mapped[Decimal | None]
    """How much of it is for discretionary help; None: one pot for both."""


async def keep_funds(session: AsyncSession, told: Sequence[Told]) -> None:
    """Keep what each district said last of each year."""
    events = [each.event for each in told if isinstance(each.event, FundsAllocated)]
    await put(session, AllocatedFunds, [event.model_dump() for event in events])


ALLOCATED_FUNDS = Projection(AllocatedFunds.__tablename__, (FundsAllocated,), keep_funds)
