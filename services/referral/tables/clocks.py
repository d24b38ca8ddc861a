"""The clocks of a case's stages, and when they stood still."""

import datetime as dt
import uuid

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.referral.tables.base import Base


class StageClock(Base):
    """One stage of one case: its target, and what happened (guidance 4.16)."""

    __tablename__ = "stage_clocks"
    __table_args__ = (
        Index("stage_clocks_due", "due_on", "case_id", "stage"),
        Index("stage_clocks_ended", "ended_on"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    stage: Mapped[int] = mapped_column(primary_key=True)
    district: Mapped[str]
    urgency: Mapped[str]
    complexity: Mapped[str]
    working_days: Mapped[int]
    """The target."""
    began_on: Mapped[dt.date | None]
    """None while the stage before is not done."""
    due_on: Mapped[dt.date | None]
    """None while the stage has not begun, while its clock stands still, and once it has ended."""
    ended_on: Mapped[dt.date | None]
    dropped_on: Mapped[dt.date | None]
    """The case ended before the stage was done: refused, withdrawn or closed."""
    warned_at: Mapped[dt.datetime | None]
    """When it was noted that the target is near."""
    missed_at: Mapped[dt.datetime | None]
    """When it was noted that the target is missed."""


class ClockPause(Base):
    """A time in which a case's clock stood still."""

    __tablename__ = "clock_pauses"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    district: Mapped[str]
    reason: Mapped[str]
    stopped_on: Mapped[dt.date]
    stopped_by: Mapped[str]
    resumed_on: Mapped[dt.date | None]
    resumed_by: Mapped[str | None]
