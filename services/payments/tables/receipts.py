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


class ReceiptCorrection(Base):
    """A contribution was recorded by mistake: the row stays, and does not count."""

    __tablename__ = "receipt_corrections"
    __table_args__ = (Index("ix_receipt_corrections_case", "case_id"),)

    receipt: Mapped[uuid.UUID] = mapped_column(ForeignKey("receipts.id"), primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"))
    district: Mapped[str]
    reason: Mapped[str]
    corrected_on: Mapped[dt.date]
    corrected_by: Mapped[str]
