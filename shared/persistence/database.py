"""The connection to one service's schema, and the transactions made on it."""

import asyncio
import datetime as dt
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import cast

import asyncpg
from sqlalchemy import event
from sqlalchemy.engine import AdaptedConnection, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from shared.persistence.opening import Keyed, begun, take_key
from shared.persistence.reach import Reach
from shared.persistence.reading import Reading
from shared.persistence.unit_of_work import UnitOfWork

Clock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """The instant, in UTC."""
    return dt.datetime.now(dt.UTC)


STATEMENTS = 500
"""Of one connection that stay prepared: all that a service has, so that none is planned anew."""


class Database:
    """One service's schema: units of work that change it, and reading sessions."""

    def __init__(self, service: str, url: str, *, pool_size: int, clock: Clock = utc_now) -> None:
        self.service = service
        self.url = url
        self.clock = clock
        self.engine: AsyncEngine = create_async_engine(
            make_url(url).set(drivername="postgresql+asyncpg"),
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=30,
            isolation_level="AUTOCOMMIT",  # transactions are begun and ended with the driver
            hide_parameters=True,
            connect_args={
                "server_settings": {
                    "search_path": service,
                    "timezone": "UTC",
                    "application_name": f"dfg-{service}",
                    "standard_conforming_strings": "on",
                },
                "prepared_statement_cache_size": STATEMENTS,
            },
            pool_use_lifo=True,  # a few connections that know the statements do most of the work
        )
        event.listen(self.engine.sync_engine, "checkout", _demand_open)
        self.on_commit: Callable[[], None] = lambda: None
        """Called after a commit that appended events: wakes the relay."""
        self.on_later: Callable[[int], None] = lambda _: None
        """Called after a commit that left the service itself so many events that are due now."""

    @asynccontextmanager
    async def unit_of_work(
        self,
        reach: Reach,
        *,
        action: str,
        cause: uuid.UUID,
        request: Keyed | None = None,
        if_match: str | None = None,
    ) -> AsyncIterator[UnitOfWork]:
        """One transaction: what the block did, its events and its audit row, or nothing.

        For a request that was answered before, `earlier` is that answer, and there is nothing to do.
        """
        async with self.transaction(reach) as (session, driver):
            now = self.clock()
            uow = UnitOfWork(
                session,
                driver,
                reach,
                action=action,
                cause=cause,
                now=now,
                opened=await take_key(driver, reach, request, now),
                if_match=if_match,
            )
            yield uow
            if uow.earlier is None:
                await uow.close()
        self.wake_after(uow)

    def wake_after(self, uow: UnitOfWork) -> None:
        """Once the unit of work has committed: tell those who go on with what it left."""
        if uow.published:
            self.on_commit()
        if due := sum(left.due_at <= uow.now for left in uow.left):
            self.on_later(due)

    @asynccontextmanager
    async def reading(self, reach: Reach, known: str | None = None) -> AsyncIterator[Reading]:
        """A transaction in which nothing can be changed; `known` is the version the caller has."""
        async with self.transaction(reach, readonly=True) as (session, _):
            yield Reading(session, reach, self.clock(), known)

    @asynccontextmanager
    async def transaction(
        self, reach: Reach, *, readonly: bool = False
    ) -> AsyncIterator[tuple[AsyncSession, asyncpg.Connection]]:
        """One transaction under a reach: committed at the end of the block, undone if it raises.

        The service's rows go through the session, the kernel's statements straight to the driver's
        connection, which is the session's own.
        """
        async with AsyncSession(self.engine, expire_on_commit=False, autoflush=False) as session:
            driver = await session.run_sync(_driver)
            try:
                async with begun(driver, reach, readonly=readonly):
                    yield session, driver
            except asyncio.CancelledError:
                # Nobody waits for the answer any more, and a statement or its undoing may have been
                # broken off: the pool opens another connection in place of this one.
                driver.terminate()
                raise
            except (asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
                if isinstance(error, asyncpg.InternalClientError):
                    driver.terminate()  # out of step with the server, which is just ending it
                if driver.is_closed():
                    raise ConnectionError("the connection to the database was lost") from error
                raise

    async def ping(self) -> None:
        """Raise unless PostgreSQL answers."""
        async with self.engine.connect() as connection:
            await connection.exec_driver_sql("SELECT 1")

    async def dispose(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


def _demand_open(connection: AdaptedConnection, *_: object) -> None:
    """Have the pool open another connection in place of one that was lost while it lay there."""
    if connection.driver_connection.is_closed():
        raise DisconnectionError


def _driver(session: Session) -> asyncpg.Connection:
    return cast("asyncpg.Connection", session.connection().connection.driver_connection)
