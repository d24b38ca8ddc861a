"""Works that the council ordered itself."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.domain.own_works import WorkOrder
from services.payments.tables.base import Base
from shared.persistence.mistakes import Retractable
from shared.persistence.rows import Versioned
from shared.persistence.stored import Stored


class OrderedWorks(Retractable, Versioned, Base):
    """An order; it has an account under its own number once a second person has approved it."""

    __tablename__ = "work_orders"
    __table_args__ = (
        Index("ix_work_orders_order", "ordered_on", "id"),
        Index("ix_work_orders_district", "district", "ordered_on", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    order: Mapped[WorkOrder] = mapped_column(Stored(WorkOrder))
    ordered_on: Mapped[dt.date]
    ordered_by: Mapped[str]
    approved_on: Mapped[dt.date | None]
    approved_by: Mapped[str | None]


class FoundComplete(Base):
    """Such works were found complete, or that is taken back. The last word counts."""

    __tablename__ = "completions"
    __table_args__ = (Index("ix_completions_case", "case_id", "number", unique=True),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"))
    district: Mapped[str]
    number: Mapped[int]
    """Counts those of the order."""
    completed_on: Mapped[dt.date | None]
    """None: what was found before is taken back."""
    reason: Mapped[str | None]
    """Why it is; None otherwise."""
    recorded_at: Mapped[dt.datetime]
    recorded_by: Mapped[str]
