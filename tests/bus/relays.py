"""Relays in processes of their own, to be killed, paused and resumed."""

import subprocess
from contextlib import AbstractContextManager
from pathlib import Path

from tests.bus.probe import Pair
from tests.platform.processes import python

IDLE_SECONDS = 3
"""After this PostgreSQL ends the session of a paused relay."""


def relay(
    pair: Pair, bus: str, dies: str = "never"
) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """A relay of the publisher, killed at the end of the block if it still lives."""
    script = Path(__file__).with_name("relay_process.py")
    return python(script, pair.publisher.name, pair.publisher.url, bus, IDLE_SECONDS, dies)
