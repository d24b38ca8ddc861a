"""What queries are given: a transaction that only reads, under the caller's reach."""

import datetime as dt
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase

from shared.calendar import legal_date
from shared.persistence.reach import Reach
from shared.problems import NotFound

Row = TypeVar("Row", bound=DeclarativeBase)


class Transaction:
    """One transaction of a service: its rows, under whose reach, and since when."""

    def __init__(self, session: AsyncSession, reach: Reach, now: dt.datetime) -> None:
        self.session = session
        self.reach = reach
        self.now = now

    @property
    def today(self) -> dt.date:
        """The legal date in England."""
        return legal_date(self.now)

    async def read(self, model: type[Row], key: object) -> Row:
        """The row, or `NotFound` where it is not there or not within reach."""
        row = await self.session.get(model, key)
        if row is None:
            raise NotFound
        return row


class Reading(Transaction):
    """A transaction in which PostgreSQL refuses every change. Queries take it and return views."""
