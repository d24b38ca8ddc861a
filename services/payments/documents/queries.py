"""An invoice's documents as finance sees them."""

import uuid

from sqlalchemy import select

from services.payments.domain.papers import Paper
from services.payments.tables import InvoiceDocument, ReceivedInvoice
from shared.persistence.reading import Reading
from shared.problems import NotFound
from shared.schema import Model
from shared.web.documents import DocumentView, content_of
from shared.web.files import Content


class InvoiceDocumentView(DocumentView):
    """A document of an invoice."""

    invoice: uuid.UUID
    """The number of the invoice."""
    shows: Paper
    """What it is."""


class InvoiceDocuments(Model):
    """The documents of an invoice."""

    items: tuple[InvoiceDocumentView, ...]
    """Each document, the first that came in first."""


async def documents(
    reading: Reading, case_id: uuid.UUID, invoice_id: uuid.UUID
) -> InvoiceDocuments:
    """The documents of an invoice."""
    invoice = await reading.read(ReceivedInvoice, invoice_id)
    if invoice.case_id != case_id:
        raise NotFound
    rows = await reading.session.scalars(
        select(InvoiceDocument)
        .where(InvoiceDocument.case_id == case_id, InvoiceDocument.invoice == invoice_id)
        .order_by(InvoiceDocument.kept_at, InvoiceDocument.id)
    )
    return InvoiceDocuments(items=tuple(InvoiceDocumentView.of(row) for row in rows))


async def content(
    reading: Reading, case_id: uuid.UUID, invoice_id: uuid.UUID, document_id: uuid.UUID
) -> Content:
    """One document as it came in."""
    row = await reading.read(InvoiceDocument, document_id)
    if (row.case_id, row.invoice) != (case_id, invoice_id):
        raise NotFound
    return content_of(row)
