"""Reading rows for queries."""

import datetime as dt
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase

from shared.calendar import legal_date
from shared.persistence.reach import Reach
from shared.problems import NotFound

Row = TypeVar("Row", bound=DeclarativeBase)


async def read(session: AsyncSession, model: type[Row], key: object) -> Row:
    """The row, or `NotFound` where it is not there or not within reach."""
    row = await session.get(model, key)
    if row is None:
        raise NotFound
    return row


def reach_of(session: AsyncSession) -> Reach:
    """Under whose reach the session reads."""
    reach: Reach = session.info["reach"]
    return reach


def today_of(session: AsyncSession) -> dt.date:
    """The legal date in England when the session began."""
    return legal_date(session.info["now"])
