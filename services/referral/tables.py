"""The referral service's own schema."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.persistence.rows import TYPES, Versioned


class Base(DeclarativeBase):
    """Tables of the schema `referral`."""

    type_annotation_map = TYPES


class Referral(Versioned, Base):
    """One referral, from which a case begins: its id is the case's id in every service."""

    __tablename__ = "referrals"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    state: Mapped[str]
    received_on: Mapped[dt.date]
    enquiry: Mapped[dict[str, Any]]
    signposted_to: Mapped[str | None]
    triage: Mapped[dict[str, Any] | None]
    assessment: Mapped[dict[str, Any] | None]
