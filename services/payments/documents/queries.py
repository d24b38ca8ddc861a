"""An invoice's documents as finance sees them."""

import uuid

from sqlalchemy import select

from services.payments.domain.papers import Paper
from services.payments.tables import InvoiceDocument, ReceivedInvoice
from shared.mistakes import TakenBack
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
    taken_back: TakenBack | None
    """When it was struck out, by whom and why; null: it stands."""


class DocumentsAsked(Model):
    """Which documents of the invoice."""

    taken_back: bool = False
    """Those that were filed by mistake, instead of those that stand."""


class InvoiceDocuments(Model):
    """The documents of an invoice that are asked for."""

    items: tuple[InvoiceDocumentView, ...]
    """Each document, the first that came in first."""


async def documents(
    reading: Reading, case_id: uuid.UUID, invoice_id: uuid.UUID, asked: DocumentsAsked
) -> InvoiceDocuments:
    """The documents of an invoice that stand, or those that were struck out."""
    invoice = await reading.read(ReceivedInvoice, invoice_id)
    if invoice.case_id != case_id:
        raise NotFound
    rows = await reading.session.scalars(
        select(InvoiceDocument)
        .where(InvoiceDocument.case_id == case_id, InvoiceDocument.invoice == invoice_id)
        .where(InvoiceDocument.taken_back.is_not(None) == asked.taken_back)
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
    return content_of(row, struck_out=row.taken_back is not None)
