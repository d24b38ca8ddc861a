"""A case's documents as its officers see them."""

import uuid

from sqlalchemy import select

from services.grants.domain.casework.entries_of_papers import PaperFiled
from services.grants.domain.casework.papers import Paper
from services.grants.record import read_case
from services.grants.tables import CaseDocument
from shared.persistence.reading import Reading
from shared.problems import NotFound
from shared.web.documents import DocumentView, content_of
from shared.web.files import Content
from shared.web.lists import Asked, Order, Page, list_page, narrowed

AS_KEPT = Order((CaseDocument.kept_at, CaseDocument.id))


class CaseDocumentView(DocumentView):
    """A document of a case."""

    shows: Paper
    """Which of the things that an application needs it is, or what it shows instead."""
    counts: bool
    """Whether it counts on the checklist: no longer once it is struck out as filed by mistake."""


class DocumentPage(Page):
    """A page of a case's documents, the first that came in first."""

    items: list[CaseDocumentView]
    """The documents of this page."""


class DocumentsAsked(Asked):
    """Which documents of the case; without a filter all of them."""

    shows: Paper | None = None
    """Only those that show this."""


async def documents(reading: Reading, case_id: uuid.UUID, asked: DocumentsAsked) -> DocumentPage:
    """The documents of a case."""
    counting = await _counting(reading, case_id)
    rows = select(CaseDocument).where(CaseDocument.case_id == case_id)
    rows = narrowed(rows, asked, CaseDocument.shows)
    found, following = await list_page(reading, rows, asked, AS_KEPT)
    items = [CaseDocumentView.of(row, counts=row.id in counting) for row in found]
    return DocumentPage(items=items, next=following)


async def document(
    reading: Reading, case_id: uuid.UUID, document_id: uuid.UUID
) -> CaseDocumentView:
    """What is known of one document."""
    row = await _row(reading, case_id, document_id)
    return CaseDocumentView.of(row, counts=row.id in await _counting(reading, case_id))


async def content(reading: Reading, case_id: uuid.UUID, document_id: uuid.UUID) -> Content:
    """One document as it came in."""
    row = await _row(reading, case_id, document_id)
    return content_of(row, struck_out=row.id not in await _counting(reading, case_id))


async def _row(reading: Reading, case_id: uuid.UUID, document_id: uuid.UUID) -> CaseDocument:
    row = await reading.read(CaseDocument, document_id)
    if row.case_id != case_id:
        raise NotFound
    return row


async def _counting(reading: Reading, case_id: uuid.UUID) -> set[uuid.UUID]:
    """The documents of the case that were not struck out. Raises `NotFound`."""
    case = await read_case(reading, case_id)
    return {filed.document_id for filed in case.history.all(PaperFiled)}
