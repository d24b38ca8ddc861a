"""Invoices that were paid."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import Computed, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.domain.invoices import Invoice
from services.payments.tables.base import Base
from shared.persistence.mistakes import Retractable
from shared.persistence.stored import Stored


class Payment(Retractable, Base):
    """An invoice and its payment."""

    __tablename__ = "payments"
    __table_args__ = (
        Index("ix_payments_order", "case_id", "paid_on", "id"),
        Index(
            "uq_payments_once",
            "invoice_id",
            unique=True,
            postgresql_where=text("returned_on IS NULL"),
        ),
        Index(
            "ix_payments_contractor",
            "contractor_sought",
            postgresql_ops={"contractor_sought": "text_pattern_ops"},
        ),
        Index(
            "ix_payments_reference",
            "reference_sought",
            postgresql_ops={"reference_sought": "text_pattern_ops"},
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"), index=True)
    district: Mapped[str]
    stage: Mapped[str]
    amount: Mapped[Decimal]
    from_award: Mapped[Decimal]
    paid_on: Mapped[dt.date]
    invoice: Mapped[Invoice] = mapped_column(Stored(Invoice))
    invoice_id: Mapped[uuid.UUID | None]
    """Of the invoice by contractor and reference; None of payments from before it was kept."""
    returned_on: Mapped[dt.date | None]
    """The day on which the contractor's bank sent it back, or it was found to be a mistake."""
    contractor_sought: Mapped[str | None] = mapped_column(
        Computed("lower(invoice ->> 'contractor')")
    )
    """As lists look for it. Under row-level security no index serves what is computed then."""
    reference_sought: Mapped[str | None] = mapped_column(Computed("lower(invoice ->> 'reference')"))
