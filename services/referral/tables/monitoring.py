"""What people said of themselves for equality monitoring. It has no case, no time and no name."""

import uuid

from sqlalchemy.orm import Mapped, mapped_column

from services.referral.tables.base import Base


class MonitoringRecord(Base):
    """One person's answers, of a year."""

    __tablename__ = "monitoring"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    year: Mapped[int]
    """The financial year, by the year in which it begins on 1 April."""
    asked_at: Mapped[str]
    ethnic_group: Mapped[str]
    sex: Mapped[str]
    age_band: Mapped[str]
    faith: Mapped[str]
