"""What districts have for grants, year by year, in rows that are added."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import BigInteger, Identity
from sqlalchemy.orm import Mapped, mapped_column

from services.grants.tables.base import Base


class BudgetAllocation(Base):
    """One statement of a district's money of a year; the latest counts."""

    __tablename__ = "allocations"

    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    """Counts the statements in the order in which they were made."""
    district: Mapped[str]
    year: Mapped[int]
    amount: Mapped[Decimal]
    discretionary: Mapped[Decimal | None]
    at: Mapped[dt.datetime]
    """When it was recorded."""
    by: Mapped[str]
    """Who recorded it: the token's subject."""
