"""The connection to one service's schema, and the transactions made on it."""

import datetime as dt
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine

from shared.persistence.reach import SETTING, Reach
from shared.persistence.unit_of_work import UnitOfWork

Clock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """The instant, in UTC."""
    return dt.datetime.now(dt.UTC)


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
            hide_parameters=True,
            connect_args={"server_settings": {"search_path": service, "timezone": "UTC"}},
        )
        self.on_commit: Callable[[], None] = lambda: None
        """Called after a commit that appended events: wakes the relay."""

    @asynccontextmanager
    async def unit_of_work(
        self, reach: Reach, *, action: str, cause: uuid.UUID
    ) -> AsyncIterator[UnitOfWork]:
        """One transaction: what the block did, its events and its audit row, or nothing."""
        async with self._session(reach) as (session, connection):
            work = self.work(session, connection, reach, action=action, cause=cause)
            yield work
            await work.flush()
            await session.commit()
        if work.published:
            self.on_commit()

    def work(
        self,
        session: AsyncSession,
        connection: AsyncConnection,
        reach: Reach,
        *,
        action: str,
        cause: uuid.UUID,
        occurred_at: dt.datetime | None = None,
    ) -> UnitOfWork:
        """A unit of work on a transaction that the caller began and will commit."""
        return UnitOfWork(
            session,
            connection,
            reach,
            action=action,
            cause=cause,
            now=self.clock(),
            occurred_at=occurred_at,
        )

    @asynccontextmanager
    async def reading(self, reach: Reach) -> AsyncIterator[AsyncSession]:
        """A transaction that only reads."""
        async with self._session(reach) as (session, _):
            yield session

    @asynccontextmanager
    async def _session(self, reach: Reach) -> AsyncIterator[tuple[AsyncSession, AsyncConnection]]:
        async with AsyncSession(
            self.engine,
            expire_on_commit=False,
            autoflush=False,
            info={"reach": reach, "now": self.clock()},
        ) as session:
            connection = await session.connection()
            await set_reach(connection, reach)
            yield session, connection

    async def ping(self) -> None:
        """Raise unless PostgreSQL answers."""
        async with self.engine.connect() as connection:
            await connection.exec_driver_sql("SELECT 1")

    async def dispose(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


async def set_reach(connection: AsyncConnection, reach: Reach) -> None:
    """What the transaction's policies go by, until it ends."""
    await connection.exec_driver_sql(
        "SELECT set_config($1, $2, true)", (SETTING, reach.as_setting())
    )
