"""What payments told of a district's money beside its cases."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.grants.tables.base import Base


class SpentBeside(Base):
    """Money of the pooled fund that was spent beside grants (guidance 2.7)."""

    __tablename__ = "spent_beside"
    __table_args__ = (Index("spent_beside_by_day", "district", "on"),)

    spending_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    fund: Mapped[str]
    amount: Mapped[Decimal]
    on: Mapped[dt.date]


class StatedAccruals(Base):
    """What of a district's grants belonged to the time up to a day and was not paid by then."""

    __tablename__ = "stated_accruals"

    district: Mapped[str] = mapped_column(primary_key=True)
    on: Mapped[dt.date] = mapped_column(primary_key=True)
    invoiced: Mapped[Decimal]
    not_invoiced: Mapped[Decimal]
