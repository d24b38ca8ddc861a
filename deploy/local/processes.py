"""Processes of ours on this machine, each with a log of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import httpx

READY_SECONDS = 60
STOP_SECONDS = 10
LAST_WORDS = 2000
"""Characters of a log that a failure carries."""


class NotReady(RuntimeError):  # noqa: N818
    """A process did not get ready; carries where its log is."""


class Processes:
    """Python modules that run as children of this process."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, module: str, settings: Mapping[str, str], *words: str) -> None:
        """Start a module under that name."""
        self._logs.mkdir(parents=True, exist_ok=True)
        with self._log(name).open("ab") as log:
            self._running[name] = subprocess.Popen(  # noqa: S603 - our own modules
                [sys.executable, "-m", module, *words],
                env=os.environ | settings,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def stop(self) -> None:
        """End all of them in order."""
        for process in self._running.values():
            process.send_signal(signal.SIGTERM)
        for process in self._running.values():
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._running.clear()

    def kill(self, name: str) -> None:
        """End one at once, as a crash would."""
        process = self._running.pop(name)
        process.kill()
        process.wait()

    def ended(self) -> list[str]:
        """The names of those that have ended by themselves."""
        return [name for name, p in self._running.items() if p.poll() is not None]

    def wait_until_ready(self, name: str, address: str) -> None:
        """Return once that address answers well; raises `NotReady` with the end of the log."""
        deadline = time.monotonic() + READY_SECONDS
        while not _answers(address):
            if self._running[name].poll() is not None or time.monotonic() > deadline:
                log = self._log(name)
                said = log.read_text()[-LAST_WORDS:]
                raise NotReady(f"{name} is not ready; {log} ends:\n{said}")
            time.sleep(0.05)

    def _log(self, name: str) -> Path:
        return self._logs / f"{name}.log"


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=2).is_success
    except httpx.HTTPError:
        return False
