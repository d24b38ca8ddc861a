"""Referrals: which there are, and how far each has come."""

import datetime as dt
import uuid

from sqlalchemy.orm import Mapped, mapped_column

from services.referral.tables.base import Base
from shared.persistence.rows import Versioned


class Referral(Versioned, Base):
    """One referral, from which a case begins: its id is the case's id in every service.

    What was recorded of it stands in its history; the counts say which row of each counts.
    """

    __tablename__ = "referrals"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    state: Mapped[str]
    received_on: Mapped[dt.date]
    enquiries: Mapped[int]
    screenings: Mapped[int]
    signpostings: Mapped[int]
    assessments: Mapped[int]
