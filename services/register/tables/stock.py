"""What the stock lacked, day by day."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from services.register.tables.base import Base


class StockRecord(Base):
    """Supply against need in one district, as it stood on one day."""

    __tablename__ = "stock_records"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    """One for each day and district."""
    taken_on: Mapped[dt.date]
    district: Mapped[str]
    gaps: Mapped[list[dict[str, Any]]]
    obstacles: Mapped[list[dict[str, Any]]]
