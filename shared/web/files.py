"""Files in requests and answers: as they come in kept on disk, never in memory."""

import asyncio
import hashlib
import tempfile
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request

from shared.persistence.audit import Read

PIECE = 256 * 1024
"""Bytes written at once."""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """What came in."""

    path: Path
    bytes: int

    def delete(self) -> None:
        """It is no longer needed."""
        self.path.unlink()


@dataclass(frozen=True, slots=True)
class Content:
    """What lies in the store, as it is sent: under which key, of which kind, by which name, and what
    the audit says of its being read.
    """

    key: uuid.UUID
    sha256: str
    kind: str
    """Its media type."""
    name: str
    """What whoever saves it is offered as its name; of ours, never of a person."""
    read: Read
    withheld: bool = False
    """It was filed by mistake and may be another person's: for who reads the audit alone."""

    @property
    def headers(self) -> dict[str, str]:
        """As those of every file that is sent."""
        return to_be_saved(self.name)


@dataclass(frozen=True, slots=True)
class Made:
    """A file that is made when it is asked for: of which kind, by which name."""

    content: bytes
    kind: str
    """Its media type."""
    name: str
    """What whoever saves it is offered as its name."""


def to_be_saved(name: str) -> dict[str, str]:
    """No browser shows it as a page of ours, keeps it, or takes it for something else."""
    return {
        "cache-control": "no-store",
        "content-disposition": f'attachment; filename="{name}"',
        "content-security-policy": "default-src 'none'; sandbox",
        "cross-origin-resource-policy": "same-origin",
        "x-content-type-options": "nosniff",
    }


def file_body(example: str) -> dict[str, object]:
    """How a route's document describes a CSV file or workbook as the body; for `openapi_extra`."""
    schema = {"type": "string", "format": "binary", "examples": [example]}
    return {
        "requestBody": {
            "required": True,
            "description": "A CSV file or an Excel workbook: which of the two, its content says",
            "content": {"application/octet-stream": {"schema": schema}},
        }
    }


async def begun(parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same parts, of which one is there: what cannot be read fails before an answer begins."""
    first = await anext(parts)

    async def every() -> AsyncIterator[bytes]:
        yield first
        async for part in parts:
            yield part

    return every()


@asynccontextmanager
async def received_file(request: Request) -> AsyncIterator[ReceivedFile]:
    """The request's body in a temporary file, which is gone afterwards."""
    file = await _receive(request)
    try:
        yield file
    finally:
        file.delete()


async def _pieces(parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same bytes, so many at once that each is worth its way to the disk."""
    held = bytearray()
    async for part in parts:
        held += part
        if len(held) >= PIECE:
            yield bytes(held)
            held.clear()
    yield bytes(held)


async def _receive(request: Request) -> ReceivedFile:
    """The body in a file; nothing is left of one that breaks off."""
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(prefix="dfg-", delete=False) as file:
        path = Path(file.name)
        try:
            async for piece in _pieces(request.stream()):
                digest.update(piece)
                size += len(piece)
                await asyncio.to_thread(file.write, piece)
        except BaseException:
            ReceivedFile(path, size).delete()
            raise
    request.state.file_digest = digest.digest()
    return ReceivedFile(path, size)
