"""Who waits, what decides each place, and the settings that the districts have adopted."""

import datetime as dt
import uuid

from sqlalchemy import Computed, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.referral.domain.priority.facts import Settings
from services.referral.tables.base import Base, Recorded
from shared.persistence.stored import Stored


class WaitingFacts:
    """What is known of a case that waits."""

    scheme: Mapped[str]
    """`points` or `groups`: how its code is read."""
    code: Mapped[int]
    """The answers or circumstances, as `domain.priority.coded` has them."""
    waiting_since: Mapped[dt.date]
    council_tenant: Mapped[bool]
    left_on: Mapped[dt.date | None]
    """None while it waits."""
    left_because: Mapped[str | None]


class WaitingCase(WaitingFacts, Base):
    """A case on its district's waiting list, or that was on it."""

    __tablename__ = "waiting_cases"
    __table_args__ = (
        Index("waiting_cases_of_district", "district", postgresql_where=text("left_on IS NULL")),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    records: Mapped[int]
    """How often it was recorded: the last one counts."""
    since_month: Mapped[int] = mapped_column(Computed("", persisted=True))
    """Months since the year nought of the day from which it waits."""
    since_day: Mapped[int] = mapped_column(Computed("", persisted=True))
    """Its day in that month."""


class WaitingRecord(WaitingFacts, Recorded, Base):
    """A case's being put on the list, a review of its answers, or its leaving the list."""

    __tablename__ = "waiting_records"


class AdoptedSettings(Base):
    """The points that a district has adopted for its waiting list; the last ones count."""

    __tablename__ = "adopted_settings"

    district: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    settings: Mapped[Settings] = mapped_column(Stored(Settings))
    adopted_at: Mapped[dt.datetime]
    adopted_by: Mapped[str]
    reason: Mapped[str]
