"""The virus scanner: ClamAV's daemon, which is sent the content and says what it found."""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import IO, Any
from urllib.parse import urlsplit

from aioclamd import ClamdAsyncClient, ClamdError

from shared.observability.logs import log
from shared.problems import Problem

PATIENCE_SECONDS = 60
"""For one file: ClamAV itself gives up on one after two minutes."""
PART = 64 * 1024
"""Bytes that are sent at once."""


class Scan(StrEnum):
    """What a scanner said."""

    NOT_SCANNED = "not_scanned"
    """There was no scanner: never taken for clean."""
    CLEAN = "clean"
    INFECTED = "infected"


class Infected(Problem):
    """The scanner found something: the file is not kept."""

    slug = "file-infected"
    title = "The virus scanner refuses this file"
    status = 422


class ScannerUnavailable(Problem):
    """The scanner gives no answer: the file is not kept, since nobody knows what it holds."""

    slug = "scanner-unavailable"
    title = "The virus scanner does not answer: send the file again later"
    status = 503


Scanner = Callable[[IO[bytes]], Awaitable[Scan]]
"""Reads the content from its beginning and says what it found."""


async def no_scanner(content: IO[bytes]) -> Scan:  # noqa: ARG001 - stands where a scanner could
    """Where the council has none."""
    return Scan.NOT_SCANNED


def clamd(address: str) -> Scanner:
    """The scanner at `tcp://host:port`. Raises `ScannerUnavailable` where it gives no answer."""
    parts = urlsplit(address)
    if parts.scheme != "tcp" or not parts.hostname or not parts.port:
        raise ValueError("the virus scanner is reached at tcp://host:port")
    client = ClamdAsyncClient(parts.hostname, parts.port, timeout=PATIENCE_SECONDS)

    async def scan(content: IO[bytes]) -> Scan:
        content.seek(0)
        try:
            said = await client.instream(_InParts(content))
        except (ClamdError, OSError) as error:
            log.warning("scanner_unavailable", error=repr(error))
            raise ScannerUnavailable from error
        match said:
            case {"stream": ("OK", _)}:
                return Scan.CLEAN
            case {"stream": ("FOUND", signature)}:
                log.warning("file_infected", signature=signature)
                return Scan.INFECTED
        log.warning("scanner_unavailable", error=repr(said))
        raise ScannerUnavailable

    return scan


class _InParts:
    """The content in parts of a size of ours: the client asks for a kilobyte at a time."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content

    def read(self, _: Any) -> bytes:
        return self._content.read(PART)
