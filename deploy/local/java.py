"""Servers that run on Java, from the jars that a POM names: for one machine and for tests."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

START_SECONDS = 90
STOP_SECONDS = 20
LAST_WORDS = 2000
"""Characters of a log that a failure carries."""


class JavaFailure(RuntimeError):  # noqa: N818
    """A server, or a program it needs, did not do what was asked; carries what it said."""


class JavaServer:
    """One server over one directory, with its log and its process id there."""

    def __init__(
        self, directory: Path, serves: Callable[[], bool], patience: int = START_SECONDS
    ) -> None:
        self._patience = patience
        self.directory = directory.resolve()
        self.log = self.directory / "server.log"
        self._serves = serves
        self._pid_file = self.directory / "server.pid"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, command: Sequence[str], **environment: str) -> None:
        """Start the server and return once it serves.

        One that an ended process left running on this directory is ended first.
        """
        self.directory.mkdir(parents=True, exist_ok=True)
        self._end_forerunner()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                command,
                env=os.environ | environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._pid_file.write_text(str(self._process.pid))
        self._wait_until_it_serves(self._process)

    def end(self, by: signal.Signals = signal.SIGTERM) -> None:
        """End the server: in order, or with SIGKILL at once, as a crash would."""
        if self._process is None:
            return
        self._process.send_signal(by)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
        self._pid_file.unlink(missing_ok=True)

    def is_running(self) -> bool:
        """Whether the process that was started has not ended."""
        return self._process is not None and self._process.poll() is None

    def _wait_until_it_serves(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + self._patience
        while not self._serves():
            if process.poll() is not None or time.monotonic() > deadline:
                self.end(signal.SIGKILL)
                said = self.log.read_text()[-LAST_WORDS:]
                raise JavaFailure(f"the server did not start; {self.log} ends: {said}")
            time.sleep(0.1)

    def _end_forerunner(self) -> None:
        """Where the system has no /proc, a forerunner makes the start fail, with a plain log."""
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            pid = int(self._pid_file.read_text())
            if str(self.directory).encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.kill(pid, signal.SIGKILL)
                _wait_for_end(pid)


def java_lacks() -> str | None:
    """What this machine lacks to run such a server, or None where it lacks nothing."""
    for program in ("java", "mvn"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    return None


def fetched(pom: Path, goal: str = "copy-dependencies") -> Path:
    """The folder of what the POM names, filled by Maven once for each state of the POM.

    `goal` is the dependency plugin's: `unpack-dependencies` for an archive.
    """
    pom = pom.resolve()
    folder = pom.parent / "target" / sha256(pom.read_bytes()).hexdigest()[:12]
    if not folder.exists():
        filling = folder.with_name(f"{folder.name}.{os.getpid()}")
        maven = ("mvn", "--quiet", "--batch-mode", "--strict-checksums", "--file", str(pom))
        into = ("-DoverWriteReleases=true", f"-DoutputDirectory={filling}")
        run([*maven, f"dependency:{goal}", *into])
        with contextlib.suppress(OSError):  # another process was quicker
            filling.rename(folder)
    return folder


def run(command: Sequence[str]) -> None:
    """Run a program to its end; raises `JavaFailure` with what it said."""
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if result.returncode != 0:
        raise JavaFailure(f"{result.stdout}{result.stderr}".strip())


def _wait_for_end(pid: int) -> None:
    while Path(f"/proc/{pid}/cmdline").read_bytes():
        time.sleep(0.05)
