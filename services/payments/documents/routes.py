"""HTTP of an invoice's documents."""

import uuid
from typing import Annotated

from fastapi import Query, Request, Response

from services.payments.documents import commands, queries
from services.payments.documents.queries import (
    DocumentsAsked,
    InvoiceDocuments,
    InvoiceDocumentView,
)
from services.payments.domain.papers import Paper
from shared.files.incoming import LONGEST_NAME
from shared.mistakes import Mistake
from shared.schema import Field, Model
from shared.web.call import Call, needs
from shared.web.desk import desk
from shared.web.documents import BODY, CONTENT, MOST_BYTES, taken_in

AT = "/v1/accounts/{case_id}/invoices/{invoice_id}/documents"
router = desk(AT, "documents")
FILES = {AT: MOST_BYTES}
Seeing = Annotated[Call, needs("payments:read")]
Preparing = Annotated[Call, needs("payments:prepare")]
Filing = Annotated[Call, needs("payments:prepare", "payments:approve")]
"""Whoever files it, or would have to approve the invoice."""


class PaperSent(Model):
    """What is said of a document that is sent."""

    shows: Paper
    """What it is."""
    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    """Its name with its ending, such as `invoice.pdf`."""


@router.post("", status_code=201, response_model=InvoiceDocumentView, openapi_extra=BODY)
async def keep_document(
    case_id: uuid.UUID,
    invoice_id: uuid.UUID,
    sent: Annotated[PaperSent, Query()],
    request: Request,
    call: Preparing,
) -> Response:
    """Take in a document of an invoice; it is kept as it is and never changed."""
    async with taken_in(request, sent.name) as incoming:
        return await call.create(
            "/v1/accounts/{case_id}/invoices/{invoice}/documents/{id}/content",
            InvoiceDocumentView.of,
            commands.keep_document,
            case_id,
            invoice_id,
            shows=sent.shows,
            incoming=incoming,
            store=call.store,
        )


@router.get("", response_model=InvoiceDocuments)
async def list_documents(
    case_id: uuid.UUID,
    invoice_id: uuid.UUID,
    asked: Annotated[DocumentsAsked, Query()],
    call: Seeing,
) -> Response:
    """List the documents of an invoice, the first that came in first."""
    return await call.ask(queries.documents, case_id, invoice_id, asked)


@router.post("/{document_id}/correction", response_model=InvoiceDocumentView)
async def strike_out_document(
    case_id: uuid.UUID, invoice_id: uuid.UUID, document_id: uuid.UUID, body: Mistake, call: Filing
) -> Response:
    """Strike out a document that was filed by mistake, unless an approval goes by it."""
    view, act = InvoiceDocumentView.of, commands.strike_out_document
    return await call.do(view, act, case_id, invoice_id, document_id, body)


@router.get("/{document_id}/content", response_class=Response, responses=CONTENT)
async def read_document(
    case_id: uuid.UUID, invoice_id: uuid.UUID, document_id: uuid.UUID, call: Seeing
) -> Response:
    """Send a document as it came in, to be saved; one that was struck out to `audit:read` alone."""
    return await call.send(queries.content, case_id, invoice_id, document_id)
