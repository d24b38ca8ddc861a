"""What each district has for grants, year by year, and what it spent beside them."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.forum.projections.base import Base
from services.forum.projections.rows import as_told
from shared.contracts.grants import FundsAllocated
from shared.contracts.payments import AccrualsStated, SpendingConfirmed, SpendingCorrected


class AllocatedFunds(Base):
    """What a district has for a financial year, as it said last; pounds."""

    __tablename__ = "allocated_funds"

    district: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The year in which it begins on 1 April."""
    amount: Mapped[Decimal]
    discretionary: Mapped[Decimal | None]
    """How much of it is for discretionary help; None: one pot for both."""


class SpentBeside(Base):
    """What a district spent beside grants: minor works, equipment, a project (guidance 2.7); pounds."""

    __tablename__ = "spent_beside"
    __table_args__ = (Index("ix_spent_beside_on", "on"),)

    spending_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    purpose: Mapped[str]
    fund: Mapped[str]
    amount: Mapped[Decimal]
    on: Mapped[dt.date]


class StatedAccruals(Base):
    """What of a district's grants belonged to the time up to a day and was not paid; pounds."""

    __tablename__ = "stated_accruals"

    district: Mapped[str] = mapped_column(primary_key=True)
    on: Mapped[dt.date] = mapped_column(primary_key=True)
    invoiced: Mapped[Decimal]
    not_invoiced: Mapped[Decimal]


ALLOCATED_FUNDS = as_told(AllocatedFunds, FundsAllocated)
SPENT_BESIDE = as_told(SpentBeside, SpendingConfirmed, mistaken=SpendingCorrected)
STATED_ACCRUALS = as_told(StatedAccruals, AccrualsStated)
