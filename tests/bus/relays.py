"""Relays in processes of their own, to be killed, paused and resumed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bus.probe import Pair

ROOT = Path(__file__).parents[2]
IDLE_SECONDS = 3
"""After this PostgreSQL ends the session of a paused relay."""


@contextmanager
def relay(pair: Pair, bus: str, dies: str = "never") -> Iterator[subprocess.Popen[bytes]]:
    """A relay of the publisher, killed at the end of the block if it still lives."""
    service = pair.publisher
    process = subprocess.Popen(
        [
            *(sys.executable, str(Path(__file__).with_name("relay_process.py"))),
            *(service.name, service.url, bus, str(IDLE_SECONDS), dies),
        ],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
