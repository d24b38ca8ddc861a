"""Two services of the tests' own: one publishes, one keeps what it is told.

Each test gets a fresh pair with its own schemas, roles and topics, so that nothing has to be
cleaned between tests.
"""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import ClassVar, Self

import asyncpg
from sqlalchemy import text

from deploy.local.roles import DEVELOPMENT_PASSWORD, create_roles, role_url
from shared.bus.__main__ import MIGRATIONS
from shared.bus.attempts import Retries
from shared.bus.runtime import Bus
from shared.bus.subscriptions import Handler, Subscriptions
from shared.bus.transport import Transport
from shared.contracts.event import Event
from shared.persistence.database import Database
from shared.persistence.kernel import add_own_events, create_kernel, know_events_by_source
from shared.persistence.migrate import migrate
from shared.persistence.reach import Reach
from shared.persistence.security import Protection, protect, runtime_role
from shared.persistence.unit_of_work import UnitOfWork

DISTRICT = "E07000081"
OFFICER = Reach("officer", (DISTRICT,), (DISTRICT,))
PATIENCE_SECONDS = 120
"""How long a test waits for what must come in the end: far longer than it takes."""
ENTRIES = "entries"


class Noted(Event):
    """Something happened on a case; its number says in which order."""

    number: int


def noted(publisher: str) -> type[Noted]:
    """The contract of `<publisher>.noted`."""
    return type("Noted", (Noted,), {"TYPE": f"{publisher}.noted", "__module__": __name__})


@dataclass(frozen=True)
class Service:
    """A service's name, and where its runtime role and the superuser reach its database."""

    name: str
    url: str
    superuser_url: str

    def database(self, pool_size: int = 10) -> Database:
        return Database(self.name, self.url, pool_size=pool_size)

    async def rows(self, sql: str, *arguments: object) -> list[asyncpg.Record]:
        """Rows as they are, past row-level security."""
        connection = await asyncpg.connect(
            self.superuser_url, server_settings={"search_path": self.name}
        )
        try:
            return await connection.fetch(sql, *arguments)
        finally:
            await connection.close()

    async def count(self, sql: str, *arguments: object) -> int:
        [[found]] = await self.rows(f"SELECT count(*) FROM {sql}", *arguments)
        return found

    async def entries(self) -> list[tuple[uuid.UUID, int]]:
        """Case and number of what the handler was told, in the order of its effects."""
        rows = await self.rows(f"SELECT case_id, number FROM {ENTRIES} ORDER BY position")
        return [tuple(row) for row in rows]


def create_bus(superuser_url: str) -> str:
    """Where the superuser reaches a new database that can carry events."""
    name = f"bus_{uuid.uuid4().hex[:8]}"
    create_roles(superuser_url, name)
    asyncio.run(migrate("bus", MIGRATIONS, role_url(superuser_url, "dfg_bus_owner", name)))
    return f"{superuser_url.rpartition('/')[0]}/{name}"


async def create_service(database_url: str, prefix: str) -> Service:
    """Create a service's schema, role and tables in a database that has the bus."""
    name = f"{prefix}_{uuid.uuid4().hex[:8]}"
    role = runtime_role(name)
    statements = [
        f"CREATE ROLE {role} LOGIN PASSWORD '{DEVELOPMENT_PASSWORD}'",
        f"CREATE SCHEMA {name}",
        f"CREATE TABLE {name}.alembic_version (version_num text)",
    ]
    create_kernel(statements.append, name)
    add_own_events(statements.append, name)
    know_events_by_source(statements.append, name)
    statements.append(
        f"CREATE TABLE {name}.{ENTRIES} ("
        " position bigint GENERATED ALWAYS AS IDENTITY, event_id uuid NOT NULL,"
        " case_id uuid NOT NULL, district text NOT NULL, number integer NOT NULL)"
    )
    protect(
        statements.append, name, ENTRIES, Protection.OWN_CASE, "SELECT, INSERT, DELETE, TRUNCATE"
    )
    statements += [
        f"GRANT USAGE ON SCHEMA bus TO {role}",
        f"GRANT SELECT, INSERT ON bus.log TO {role}",
        f"GRANT CONNECT ON DATABASE {database_url.rpartition('/')[2]} TO {role}",
    ]
    connection = await asyncpg.connect(database_url)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
    url = role_url(database_url, role, database_url.rpartition("/")[2])
    return Service(name, url, database_url)


async def write_early(uow: UnitOfWork) -> None:
    """Write what goes with a command, as at its end, while its transaction goes on."""
    await uow.close()

    async def written() -> None:
        pass

    uow.close = written


async def keep(uow: UnitOfWork, event: Noted) -> None:
    """The handler of most tests: one row for each event that it is given."""
    await uow.session.execute(
        text(
            f"INSERT INTO {ENTRIES} (event_id, case_id, district, number)"
            " VALUES (:event_id, :case_id, :district, :number)"
        ),
        {
            "event_id": uow.cause,
            "case_id": event.case_id,
            "district": event.district,
            "number": event.number,
        },
    )


@dataclass(frozen=True)
class Pair:
    """A publisher and a subscriber on one transport."""

    publisher: Service
    subscriber: Service
    transport: Transport
    contract: type[Noted]

    QUICK: ClassVar[Retries] = Retries(attempts=3)

    def event(self, case_id: uuid.UUID, number: int) -> Noted:
        return self.contract(case_id=case_id, district=DISTRICT, number=number)

    async def publish(
        self, database: Database, *told: tuple[uuid.UUID, int], cause: uuid.UUID | None = None
    ) -> None:
        """A command of the publisher: its events, in one transaction."""
        async with database.unit_of_work(
            OFFICER, action="note", cause=cause or uuid.uuid4()
        ) as uow:
            for case_id, number in told:
                uow.publish(self.event(case_id, number))

    async def tell(self, *told: tuple[uuid.UUID, int]) -> None:
        """Publish with no relay at hand, one transaction for each event."""
        async with disposing(self.publisher.database()) as database:
            for each in told:
                await self.publish(database, each)

    def publishing(self) -> "Running":
        """The publisher, with its relay."""
        return Running(self.publisher, Subscriptions(), self.transport)

    def receiving(self, handler: Handler = keep, retries: Retries = QUICK) -> "Running":
        """The subscriber, with receiver and workers."""
        subscriptions = Subscriptions()
        subscriptions.add(self.contract, handler)
        return Running(self.subscriber, subscriptions, self.transport, retries)

    async def has_kept(self, number: int, seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until the subscriber's handler has had that many effects."""
        await until(lambda: self._count_is(number), f"{number} effects", seconds)

    async def _count_is(self, number: int) -> bool:
        return await self.subscriber.count(ENTRIES) >= number


class Running:
    """A service with its bus, running inside a block."""

    def __init__(
        self,
        service: Service,
        subscriptions: Subscriptions,
        transport: Transport,
        retries: Retries = Pair.QUICK,
    ) -> None:
        self.database = service.database()
        self.bus = Bus(self.database, subscriptions, transport, workers=4, retries=retries)

    async def __aenter__(self) -> Self:
        self.bus.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.bus.stop()
        await self.database.dispose()


@asynccontextmanager
async def disposing(database: Database) -> AsyncIterator[Database]:
    try:
        yield database
    finally:
        await database.dispose()


async def until(
    holds: Callable[[], Awaitable[object]], what: str, seconds: float = PATIENCE_SECONDS
) -> None:
    """Wait until it holds; a test that waits in vain says what for."""
    deadline = time.monotonic() + seconds
    pause = 0.05
    while not await holds():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        await asyncio.sleep(pause)
        pause = min(pause * 1.2, 1)


async def relay_backend(pair: Pair) -> int | None:
    """The PostgreSQL process of the relay that is active; None where none is."""
    rows = await pair.publisher.rows(
        "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        " AND (classid::bigint << 32) | objid::bigint = hashtextextended($1, 0)",
        f"relay/{pair.publisher.name}",
    )
    return rows[0]["pid"] if rows else None


def by_case(told: Sequence[tuple[uuid.UUID, int]]) -> dict[uuid.UUID, list[int]]:
    """The numbers of each case, in the order given."""
    found: dict[uuid.UUID, list[int]] = {}
    for case_id, number in told:
        found.setdefault(case_id, []).append(number)
    return found
