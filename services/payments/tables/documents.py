"""The documents of invoices, as they came in."""

import uuid

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.tables.base import Base
from shared.files import Document
from shared.persistence.mistakes import Retractable


class InvoiceDocument(Retractable, Document, Base):
    """A document of an invoice: it is added, and struck out where that was a mistake."""

    __tablename__ = "invoice_documents"

    invoice: Mapped[uuid.UUID] = mapped_column(ForeignKey("invoices.id"))
