"""What the referral service's tables are made of."""

import datetime as dt
import uuid

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.persistence.rows import TYPES


class Base(DeclarativeBase):
    """Tables of the schema `referral`."""

    type_annotation_map = TYPES


class Recorded:
    """One row of a case's history, which is added to and never overwritten."""

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    """Counts from 1; the last one counts."""
    district: Mapped[str]
    recorded_at: Mapped[dt.datetime]
    recorded_by: Mapped[str]
    reason: Mapped[str | None]
    """Why it was recorded again; None of the first."""
