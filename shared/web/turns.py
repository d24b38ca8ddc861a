"""Turns: one caller cannot starve the rest.

Of the database's connections a caller has at most a fifth at once, so that two who take all they get
leave most to the others. What a caller sends beyond that waits its turn, and beyond that it is told to
slow down. Whoever has requests waiting is served between the others: a new one of theirs begins when
nobody else is being served, or when it has waited for a moment.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass

from shared.problems import TooManyRequests

MOST_WAITING = 50
"""Requests of one caller that wait their turn."""
MOMENT_SECONDS = 0.25
"""Longer than a request takes as a rule: who keeps others waiting waits no longer for one of them."""


@dataclass(slots=True)
class _Line:
    """One caller's requests under way."""

    served: asyncio.Semaphore
    length: int = 0


class Turns:
    """Who is served, by caller. Nothing is kept of a caller who has nothing under way."""

    def __init__(self, at_once: int, waiting: int = MOST_WAITING) -> None:
        """Of one caller so many are served at once, and so many wait."""
        self._at_once = at_once
        self._waiting = waiting
        self._lines: dict[str, _Line] = {}
        self._others = 0
        """Requests being served of callers who have none waiting."""
        self._nobody_else = asyncio.Event()
        self._nobody_else.set()

    @asynccontextmanager
    async def turn(self, caller: str) -> AsyncIterator[None]:
        """Wait for the caller's turn; raises `TooManyRequests` where too many wait already."""
        line = self._lines.setdefault(caller, _Line(asyncio.Semaphore(self._at_once)))
        if line.length >= self._at_once + self._waiting:
            raise TooManyRequests
        line.length += 1
        try:
            async with line.served:
                if line.length > self._at_once:
                    await self._between_others()
                    yield
                else:
                    with self._before_who_waits():
                        yield
        finally:
            line.length -= 1
            if not line.length:
                del self._lines[caller]

    async def _between_others(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(MOMENT_SECONDS):
                await self._nobody_else.wait()

    @contextmanager
    def _before_who_waits(self) -> Iterator[None]:
        self._others += 1
        self._nobody_else.clear()
        try:
            yield
        finally:
            self._others -= 1
            if not self._others:
                self._nobody_else.set()
