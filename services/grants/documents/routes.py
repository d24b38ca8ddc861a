"""HTTP of a case's documents."""

import uuid
from functools import partial
from typing import Annotated

from fastapi import Query, Request, Response

from services.grants.documents import commands, queries
from services.grants.documents.queries import CaseDocumentView, DocumentPage, DocumentsAsked
from services.grants.domain.casework.papers import Paper
from shared.files.incoming import LONGEST_NAME
from shared.schema import Field, Model
from shared.web.call import Call, needs
from shared.web.desk import desk
from shared.web.documents import BODY, CONTENT, MOST_BYTES, taken_in

router = desk("/v1/cases/{case_id}/documents", "documents")
FILES = {"/v1/cases/{case_id}/documents": MOST_BYTES}
Seeing = Annotated[Call, needs("grants:read")]
Writing = Annotated[Call, needs("grants:write")]


class DocumentSent(Model):
    """What is said of a document that is sent."""

    shows: Paper
    """Which of the things that an application needs it is, or what it shows instead."""
    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    """Its name with its ending, such as `certificate.pdf`."""


@router.post("", status_code=201, response_model=CaseDocumentView, openapi_extra=BODY)
async def keep_document(
    case_id: uuid.UUID, sent: Annotated[DocumentSent, Query()], request: Request, call: Writing
) -> Response:
    """Take in a document of a case; it is kept as it is, and ticks the checklist's point.

    One that was filed by mistake is struck out by its number in the case's history.
    """
    async with taken_in(request, sent.name) as incoming:
        return await call.create(
            "/v1/cases/{case_id}/documents/{id}",
            partial(CaseDocumentView.of, counts=True),
            commands.keep_document,
            case_id,
            sent.shows,
            incoming,
            call.store,
        )


@router.get("", response_model=DocumentPage)
async def list_documents(
    case_id: uuid.UUID, asked: Annotated[DocumentsAsked, Query()], call: Seeing
) -> Response:
    """List the documents of a case, the first that came in first."""
    return await call.ask(queries.documents, case_id, asked)


@router.get("/{document_id}", response_model=CaseDocumentView)
async def show_document(case_id: uuid.UUID, document_id: uuid.UUID, call: Seeing) -> Response:
    """What is known of a document."""
    return await call.ask(queries.document, case_id, document_id)


@router.get("/{document_id}/content", response_class=Response, responses=CONTENT)
async def read_document(case_id: uuid.UUID, document_id: uuid.UUID, call: Seeing) -> Response:
    """Send a document as it came in, to be saved; one that was struck out to `audit:read` alone."""
    return await call.send(queries.content, case_id, document_id)
