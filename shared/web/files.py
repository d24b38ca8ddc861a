"""A file as the body of a request: kept on disk as it comes in, never in memory."""

import asyncio
import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """What came in; whoever takes it deletes it."""

    path: Path
    bytes: int

    def delete(self) -> None:
        """It is no longer needed."""
        self.path.unlink()


async def receive_file(request: Request) -> ReceivedFile:
    """The request's body in a temporary file; nothing is left of one that breaks off."""
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(prefix="dfg-", delete=False) as file:
        path = Path(file.name)
        try:
            async for part in request.stream():
                digest.update(part)
                size += len(part)
                await asyncio.to_thread(file.write, part)
        except BaseException:
            ReceivedFile(path, size).delete()
            raise
    request.state.file_digest = digest.digest()
    return ReceivedFile(path, size)
