"""A file on its way in: limited and hashed as it comes, in a place that a crash leaves nothing of."""

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO

from shared.files.kinds import Kind, kind_of
from shared.files.scanning import Infected, Scan, Scanner, no_scanner
from shared.problems import Problem

LONGEST_NAME = 120
"""Characters."""


class TooLarge(Problem):
    """The file goes on past what is taken in."""

    slug = "file-too-large"
    title = "This file is too large"
    status = 413


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that has come in whole, with what is known of it."""

    content: IO[bytes]
    name: str
    """Its last part, without marks that mislead: to be shown, never a path."""
    kind: Kind
    bytes: int
    sha256: str
    scan: Scan


@asynccontextmanager
async def receive(
    parts: AsyncIterable[bytes], name: str, *, most: int, scanner: Scanner = no_scanner
) -> AsyncIterator[Incoming]:
    """The file of that name, at most so many bytes; gone when the block ends, however it ends.

    Raises `Infected` where the scanner found something.
    """
    with tempfile.TemporaryFile(prefix="dfg-") as content:
        digest, size = hashlib.sha256(), 0
        async for part in parts:
            size += len(part)
            if size > most:
                raise TooLarge(f"at most {most // 1024:,} KB are taken in: send a smaller copy")
            digest.update(part)
            await asyncio.to_thread(content.write, part)
        shown = cleaned(name)
        kind = await asyncio.to_thread(kind_of, content, shown)
        if (scan := await scanner(content)) is Scan.INFECTED:
            raise Infected
        yield Incoming(content, shown, kind, size, digest.hexdigest(), scan)


def cleaned(name: str) -> str:
    """The name of a file without folders and without marks that are not seen."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    printable = "".join(mark for mark in last if mark.isprintable()).strip(" .")
    return printable[-LONGEST_NAME:]
