"""A case's documents at a desk: taken in, listed, and sent as they are."""

import datetime as dt
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self

from fastapi import Request

from shared.files import Document, Incoming, Scan, receive
from shared.persistence.audit import Read
from shared.schema import Model
from shared.views import shown
from shared.web.files import Content

MOST_BYTES = 20 * 1024 * 1024
"""Of one document: a photograph, or a paper of many pages."""
ANY_KIND = "application/octet-stream"
_FILE = {"schema": {"type": "string", "format": "binary"}}
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "A PDF, a photograph, a Word or Excel file or plain text, of 20 MB at most:"
        " what it is, its content says, and its name has to agree",
        "content": {
            ANY_KIND: {"schema": _FILE["schema"] | {"examples": ["Rent agreed: 90 pounds a week"]}}
        },
    }
}
"""What a route that takes a document in says of its body."""
CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"description": "The document as it came in", "content": {ANY_KIND: _FILE}}
}
"""What a route that sends one says of its answer."""


class DocumentView(Model):
    """A document of a case. A service says by which list of codes it `shows` something."""

    id: uuid.UUID
    """The document."""
    case_id: uuid.UUID
    """Its case."""
    shows: str
    """What it is or shows."""
    name: str
    """As its sender called it."""
    kind: str
    """Its media type, told by its content."""
    bytes: int
    """Its size, in bytes."""
    sha256: str
    """SHA-256 of the content."""
    scan: Scan
    """What the virus scanner said when it came in."""
    kept_at: dt.datetime
    """When it came in."""
    kept_by: str
    """Who took it in, as the token says."""

    @classmethod
    def of(cls, row: Document, **besides: object) -> Self:
        """The row as it is shown, with what a service's own view tells besides."""
        return shown(cls, row, **besides)


@asynccontextmanager
async def taken_in(request: Request, name: str) -> AsyncIterator[Incoming]:
    """The request's body as a document of that name, scanned; gone when the block ends."""
    scanner = request.app.state.scanner
    async with receive(request.stream(), name, most=MOST_BYTES, scanner=scanner) as incoming:
        request.state.file_digest = bytes.fromhex(incoming.sha256)
        yield incoming


def content_of(row: Document, *, struck_out: bool) -> Content:
    """A document as it is sent: to be saved, under a name that says nothing of a person."""
    ending = row.name.rpartition(".")[2].lower()
    read = Read(row.district, row.case_id, row.id)
    return Content(row.id, row.sha256, ANY_KIND, f"{row.shows}.{ending}", read, struck_out)
