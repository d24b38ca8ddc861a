"""Clinical words, sealed: PostgreSQL keeps bytes that it cannot read."""

import datetime as dt
import uuid

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from services.referral.tables.base import Base, Recorded


class NarrativeRecord(Base):
    """What goes with the assessment of the same number."""

    __tablename__ = "narratives"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    district: Mapped[str]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class CompletionCheckRecord(Recorded, Base):
    """Whether the completed works meet the need (guidance 6.17)."""

    __tablename__ = "completion_checks"

    checked_on: Mapped[dt.date]
    needs_met: Mapped[bool]
    accepted: Mapped[bool]
    satisfaction: Mapped[int | None]
    """How content the person is, 1 to 5; null where they were not asked or did not say."""
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """The remarks."""
