"""Ports on this machine."""

import itertools
import random
import socket
from collections.abc import Iterator, Mapping

import psutil

LOOPBACK = "127.0.0.1"
UNUSED = range(10_000, 32_000)
"""Below where systems take the ports of outgoing connections, which could come in between."""
WORDS_OF_A_COMMAND = 4
_START = random.SystemRandom().randrange(len(UNUSED))
"""No seed reaches it: two processes that were given the same one would look for ports in step."""
_IN_TURN: Iterator[int] = itertools.cycle([*UNUSED[_START:], *UNUSED[:_START]])


class PortsTaken(RuntimeError):  # noqa: N818
    """Somebody else listens where something of ours should."""


def free_port() -> int:
    """A TCP port on the loopback address that nothing listens on at this moment.

    In turn, so that no two servers are told the same before the first of them listens.
    """
    return next(port for port in _IN_TURN if is_free(port))


def is_free(port: int) -> bool:
    """Whether a server could listen on that port of the loopback address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def demand_free(ports: Mapping[str, int]) -> None:
    """Raise `PortsTaken` with every port that is in use, by whom, and how to go on."""
    taken = {name: port for name, port in ports.items() if not is_free(port)}
    if not taken:
        return
    holders = {port: _holder(port) for port in taken.values()}
    lines = [f"  {port} ({name}): {holders[port] or 'a process'}" for name, port in taken.items()]
    raise PortsTaken("\n".join(["these ports are in use:", *lines, "end those processes first"]))


def _holder(port: int) -> str | None:
    """The process that listens on a port, where the system tells."""
    try:
        pids = [
            c.pid
            for c in psutil.net_connections("tcp")
            if c.laddr and c.laddr.port == port and c.status == psutil.CONN_LISTEN and c.pid
        ]
        words = [word for pid in pids[:1] for word in psutil.Process(pid).cmdline()]
    except psutil.Error:
        return None
    return f"process {pids[0]}, {' '.join(words[:WORDS_OF_A_COMMAND])}" if pids else None
