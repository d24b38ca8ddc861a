"""Credit notes."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.domain.credits import CreditNote
from services.payments.domain.life import INVOICES, InvoiceStep
from services.payments.tables.base import Base
from shared.life import after
from shared.persistence.rows import Versioned
from shared.persistence.stored import Stored


class ReceivedCredit(Versioned, Base):
    """A credit note on an invoice; it counts once a second person has approved it."""

    __tablename__ = "credit_notes"
    __table_args__ = (
        Index("ix_credit_notes_invoice", "invoice", "received_on", "id"),
        Index(
            "uq_credit_notes_once",
            "note_id",
            unique=True,
            postgresql_where=text("state <> 'rejected'"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"))
    district: Mapped[str]
    invoice: Mapped[uuid.UUID] = mapped_column(ForeignKey("invoices.id"))
    note: Mapped[CreditNote] = mapped_column(Stored(CreditNote))
    note_id: Mapped[uuid.UUID]
    """Of the note by contractor and reference."""
    state: Mapped[str]
    received_on: Mapped[dt.date]
    received_by: Mapped[str]
    decided_on: Mapped[dt.date | None]
    decided_by: Mapped[str | None]
    reason: Mapped[str | None]
    """Why it was rejected."""

    def take(self, step: InvoiceStep) -> None:
        """Take a step of its life; raises `WrongState` where it does not fit."""
        self.state = after(INVOICES, "credit note", self.state, step)
