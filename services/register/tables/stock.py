"""What the stock lacked, day by day."""

import datetime as dt
import uuid

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.register.domain.stock import Gap, Obstacle
from services.register.tables.base import Base
from shared.persistence.stored import Stored


class StockRecord(Base):
    """Supply against need in one district, as it stood on one day; it grows while it is made."""

    __tablename__ = "stock_records"
    __table_args__ = (Index("ix_stock_records_days", "district", "taken_on"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    taken_on: Mapped[dt.date]
    district: Mapped[str]
    started_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]
    """A finished one takes the place of another of the same day."""
    households: Mapped[int]
    """Of these, so many have been looked at."""
    looked_at: Mapped[int]
    gaps: Mapped[list[Gap]] = mapped_column(Stored(list[Gap]))
    obstacles: Mapped[list[Obstacle]] = mapped_column(Stored(list[Obstacle]))
