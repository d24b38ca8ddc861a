"""Turns: one caller cannot starve the rest.

Of the database's connections a caller has at most a fifth at once, so that two who take all they get
leave most to the others. What a caller sends beyond that waits its turn, and beyond that it is told to
slow down.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from shared.problems import TooManyRequests

MOST_WAITING = 50
"""Requests of one caller that wait their turn."""


@dataclass(slots=True)
class _Line:
    """One caller's requests under way."""

    served: asyncio.Semaphore
    length: int = 0


@dataclass(frozen=True, slots=True)
class Turns:
    """Who is served, by caller. Nothing is kept of a caller who has nothing under way."""

    at_once: int
    waiting: int = MOST_WAITING
    _lines: dict[str, _Line] = field(default_factory=dict)

    @asynccontextmanager
    async def turn(self, caller: str) -> AsyncIterator[None]:
        """Wait for the caller's turn; raises `TooManyRequests` where too many wait already."""
        line = self._lines.setdefault(caller, _Line(asyncio.Semaphore(self.at_once)))
        if line.length >= self.at_once + self.waiting:
            raise TooManyRequests
        line.length += 1
        try:
            async with line.served:
                yield
        finally:
            line.length -= 1
            if not line.length:
                del self._lines[caller]
