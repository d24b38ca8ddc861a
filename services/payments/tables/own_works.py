"""Works that the council ordered itself."""

import datetime as dt
import uuid

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.domain.own_works import WorkOrder
from services.payments.tables.base import Base
from shared.persistence.rows import Versioned
from shared.persistence.stored import Stored


class OrderedWorks(Versioned, Base):
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
