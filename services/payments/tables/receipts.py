"""Contributions that came in."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.tables.base import Base


class Receipt(Base):
    """Money that came in from the applicant."""

    __tablename__ = "receipts"
    __table_args__ = (Index("ix_receipts_order", "case_id", "received_on", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"), index=True)
    district: Mapped[str]
    amount: Mapped[Decimal]
    received_on: Mapped[dt.date]
