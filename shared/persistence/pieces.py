"""A file in the rows of a table, a piece in each: kept until whoever gets to it works on it."""

import asyncio
import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute

from shared.persistence.reading import Transaction
from shared.problems import TooManyRequests

MOST_WAITING = 10
"""Of one caller and one kind: each is kept until it is done."""
PIECE = 1024 * 1024
"""Bytes of a file in one row."""


async def demand_room(
    transaction: Transaction,
    by: InstrumentedAttribute[str],
    finished_at: InstrumentedAttribute[dt.datetime | None],
) -> None:
    """Raise `TooManyRequests` where as much of the caller's waits to be done as is kept of one.

    The columns say who sent a file or asked for something, and when it was done with.
    """
    theirs = select(func.count()).where(by == transaction.reach.principal, finished_at.is_(None))
    if (await transaction.session.scalar(theirs) or 0) >= MOST_WAITING:
        raise TooManyRequests(
            f"{MOST_WAITING} that you sent or asked for are not done yet: wait for one of them"
        )


async def keep_pieces(
    transaction: Transaction,
    table: type[DeclarativeBase],
    owned: Mapping[str, object],
    path: Path,
    size: int,
) -> None:
    """Keep a file of so many bytes as rows with these columns, a `number` and their `content`."""
    with path.open("rb") as file:
        for number in range(size // PIECE + 1):
            piece = await asyncio.to_thread(file.read, PIECE)
            row = {**owned, "number": number, "content": piece}
            await transaction.session.execute(insert(table), row)


async def write_pieces(transaction: Transaction, pieces: Select[bytes], path: Path) -> None:
    """Write the pieces, which come in order, to the path."""
    found = await transaction.session.stream_scalars(pieces.execution_options(yield_per=1))
    with path.open("wb") as file:
        async for piece in found:
            await asyncio.to_thread(file.write, piece)
