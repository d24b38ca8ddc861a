"""Ports on this machine."""

import random
import socket

LOOPBACK = "127.0.0.1"
UNUSED = range(10_000, 32_000)
"""Below where systems take the ports of outgoing connections, which could come in between."""


def free_port() -> int:
    """A TCP port on the loopback address that nothing listens on at this moment."""
    while True:
        port = random.choice(UNUSED)  # noqa: S311 - no secret
        with socket.socket() as probe:
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
        return port
