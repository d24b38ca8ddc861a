"""One platform in one folder: a second one must not touch the first one's database."""

import fcntl
import os
from pathlib import Path


class RunsAlready(RuntimeError):  # noqa: N818
    """Another process runs the platform in this folder."""


class FolderLock:
    """Held for as long as the process lives: the system lets go of it, however that ends."""

    def __init__(self, directory: Path) -> None:
        self._file = directory / "running.pid"
        self._held: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether this object holds the folder."""
        return self._held is not None

    def take(self) -> None:
        """Hold the folder; raises `RunsAlready` with the process that does."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        held = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(held)
            holder = self._file.read_text().strip()
            raise RunsAlready(f"the platform runs already here (process {holder})") from error
        os.ftruncate(held, 0)
        os.write(held, str(os.getpid()).encode())
        self._held = held

    def release(self) -> None:
        """Let go of the folder, if it is held."""
        if self._held is not None:
            os.close(self._held)
            self._held = None
