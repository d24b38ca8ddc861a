"""Where content lies: a folder, or a bucket that speaks S3. Both keep the same promises.

What is kept is whole and stays as it is: content is written once under its key, never over another.
"""

import hashlib
import re
import time
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit
from urllib.request import url2pathname

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, ObjectStore, S3Store

from shared.problems import NotFound, Problem

_PART = re.compile(r".*#\d+")
"""How a folder names content that is still being written."""
ABANDONED_SECONDS = 3600
"""After which such a file is one whose writer is gone."""


class Unavailable(Problem):
    """The store does not answer: try again later."""

    slug = "files-unavailable"
    title = "Documents cannot be reached at the moment"
    status = 503


class Damaged(Exception):  # noqa: N818 - said of the content
    """What lies in the store is not what was put there."""


class Store:
    """Content by key."""

    def __init__(self, at: ObjectStore) -> None:
        self._at = at

    @classmethod
    def open(cls, address: str) -> "Store":
        """The store at `file:///folder` or `s3://bucket`; for S3 the environment has the rest.

        That is AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; without
        TLS, as on one machine, AWS_ALLOW_HTTP too.
        """
        parts = urlsplit(address)
        if parts.scheme == "s3":
            return cls(S3Store(parts.netloc, prefix=parts.path.strip("/") or None))
        if parts.scheme == "file":
            folder = Path(url2pathname(parts.path))
            store = LocalStore(folder, mkdir=True)
            _remove_abandoned(folder)
            return cls(store)
        raise ValueError("documents lie at file:///folder or s3://bucket")

    async def create(self, key: uuid.UUID, content: IO[bytes], sha256: str) -> None:
        """Keep the content under a key that has none; the same content again changes nothing."""
        content.seek(0)
        try:
            await obstore.put_async(
                self._at, _path(key), content, mode="create", use_multipart=False
            )
        except AlreadyExistsError as error:
            if await self._digest(key) != sha256:
                raise Damaged(f"other content lies under {key}") from error
        except (BaseError, OSError) as error:
            raise Unavailable from error

    async def read(self, key: uuid.UUID, sha256: str) -> AsyncIterator[bytes]:
        """The content, part by part; `Damaged` before the last if it is not what was kept."""
        digest, held = hashlib.sha256(), b""
        async for part in self._parts(key):
            digest.update(part)
            if held:
                yield held
            held = part
        if digest.hexdigest() != sha256:
            raise Damaged(f"the content under {key} is not what was kept")
        yield held

    async def _digest(self, key: uuid.UUID) -> str:
        digest = hashlib.sha256()
        async for part in self._parts(key):
            digest.update(part)
        return digest.hexdigest()

    async def _parts(self, key: uuid.UUID) -> AsyncIterator[bytes]:
        try:
            found = await obstore.get_async(self._at, _path(key))
            async for part in found.stream():
                yield bytes(part)
        except FileNotFoundError as error:
            raise NotFound from error
        except (BaseError, OSError) as error:
            raise Unavailable from error


def _path(key: uuid.UUID) -> str:
    """In folders by the first letters: no folder holds more than the file system likes."""
    return f"{key.hex[:2]}/{key.hex}"


def _remove_abandoned(folder: Path) -> None:
    """Remove what writers left behind that were stopped while they wrote: no key leads to it."""
    oldest = time.time() - ABANDONED_SECONDS
    for part in folder.rglob("*#*"):
        if _PART.fullmatch(part.name) and part.stat().st_mtime < oldest:
            part.unlink(missing_ok=True)
