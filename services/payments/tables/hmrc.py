"""What HMRC was paid of what was taken off."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.tables.base import Base
from shared.persistence.mistakes import Retractable
from shared.persistence.rows import Versioned


class HmrcPayment(Retractable, Versioned, Base):
    """A payment to HMRC of a tax month, as it was recorded; the invoices that it is for name it."""

    __tablename__ = "hmrc_payments"
    __table_args__ = (Index("ix_hmrc_payments_month", "district", "ending", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    ending: Mapped[dt.date]
    amount: Mapped[Decimal]
    paid_on: Mapped[dt.date]
    paid_by: Mapped[str]
