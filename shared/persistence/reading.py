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


class NotModified(Exception):  # noqa: N818
    """What is asked for is still as the caller has it."""

    def __init__(self, etag: str) -> None:
        super().__init__(etag)
        self.etag = etag


class Reading(Transaction):
    """A transaction in which PostgreSQL refuses every change. Queries take it and return views."""

    def __init__(
        self, session: AsyncSession, reach: Reach, now: dt.datetime, known: str | None = None
    ) -> None:
        """`known` is the request's `If-None-Match`: the versions that the caller has."""
        super().__init__(session, reach, now)
        self._known = {tag.strip().removeprefix("W/") for tag in (known or "").split(",")}

    async def show(self, model: type[Row], key: object) -> Row:
        """The row whose version the answer bears; raises `NotModified` where the caller has it."""
        row = await self.read(model, key)
        self.demand_news(row)
        return row

    def demand_news(self, thing: object) -> None:
        """Raise `NotModified` where the caller has this version of it already."""
        etag = etag_of(thing)
        if etag in self._known:
            raise NotModified(etag)


def etag_of(thing: object) -> str | None:
    """The strong ETag of a row or view that has a version."""
    version = getattr(thing, "version", None)
    return f'"{version}"' if isinstance(version, int) else None
