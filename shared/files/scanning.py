"""The hook for a virus scanner: a service gives one that asks whatever its council runs."""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import IO

from shared.problems import Problem


class Scan(StrEnum):
    """What a scanner said."""

    NOT_SCANNED = "not_scanned"
    """There is no scanner, or it could not be reached: never taken for clean."""
    CLEAN = "clean"
    INFECTED = "infected"


class Infected(Problem):
    """The scanner found something: the file is not kept."""

    slug = "file-infected"
    title = "The virus scanner refuses this file"
    status = 422


Scanner = Callable[[IO[bytes]], Awaitable[Scan]]
"""Reads the content from its beginning and says what it found."""


async def no_scanner(content: IO[bytes]) -> Scan:  # noqa: ARG001 - stands where a scanner could
    """Where the council has none."""
    return Scan.NOT_SCANNED
