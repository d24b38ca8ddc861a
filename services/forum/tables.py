"""The forum's own schema: projections of what the services published."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import BigInteger, Identity
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.persistence.rows import TYPES


class Base(DeclarativeBase):
    """Tables of the schema `forum`."""

    type_annotation_map = TYPES


class TimelineEntry(Base):
    """One event of a case, as it was published: ids, codes, dates and money."""

    __tablename__ = "timeline"

    event_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, Identity(always=True), unique=True)
    case_id: Mapped[uuid.UUID] = mapped_column(index=True)
    district: Mapped[str]
    type: Mapped[str]
    service: Mapped[str]
    occurred_at: Mapped[dt.datetime]
    trace_id: Mapped[str | None]
    data: Mapped[dict[str, Any]]
