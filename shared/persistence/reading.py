"""Reading rows for queries."""

from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase

from shared.problems import NotFound

Row = TypeVar("Row", bound=DeclarativeBase)


async def read(session: AsyncSession, model: type[Row], key: object) -> Row:
    """The row, or `NotFound` where it is not there or not within reach."""
    row = await session.get(model, key)
    if row is None:
        raise NotFound
    return row
