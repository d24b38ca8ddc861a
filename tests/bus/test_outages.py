"""What carries the events goes away for a while, and comes back: everything arrives, once."""

import asyncio
import itertools
import uuid
from collections.abc import Callable, Iterator

import asyncpg
import httpx
import pytest
from sqlalchemy.exc import SQLAlchemyError

from deploy.local.issuer import DevelopmentIssuer, issuer_app
from deploy.local.kafka import LocalKafka
from deploy.local.ports import LOOPBACK, free_port
from deploy.local.postgres import LocalPostgres
from deploy.local.roles import role_url
from services.forum.app import SERVICE as FORUM
from shared.bus.kafka import KafkaTransport
from shared.bus.postgres import PostgresTransport
from shared.persistence.database import Database
from shared.persistence.migrate import migrate
from shared.settings import Settings
from shared.web.app import create_app
from tests.bus.probe import (
    PATIENCE_SECONDS,
    Pair,
    by_case,
    create_bus,
    create_service,
    keep,
    noted,
    until,
)
from tests.needs import require_java
from tests.platform.running import Served

CASES = [uuid.uuid4() for _ in range(10)]
BROKEN = (SQLAlchemyError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError)


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[LocalPostgres]:
    """A PostgreSQL of this module's own, to be stopped and started."""
    own = LocalPostgres(tmp_path_factory.mktemp("restarted") / "data")
    own.start()
    yield own
    own.stop("immediate")


@pytest.fixture(scope="module")
def database_url(server) -> str:
    return create_bus(server.superuser_url)


@pytest.fixture(scope="module")
def broker(tmp_path_factory, request) -> Iterator[LocalKafka]:
    """An Apache Kafka to be killed and started: the session's, unless somebody else runs that."""
    if isinstance(shared := request.getfixturevalue("kafka"), LocalKafka):
        yield shared
        return
    require_java()
    own = LocalKafka(tmp_path_factory.mktemp("restarted-kafka"))
    own.start()
    yield own
    own.kill()


@pytest.fixture
def transport(request):
    """With little patience, so that an outage of seconds is one."""
    if request.param == "postgres":
        return PostgresTransport()
    return KafkaTransport(request.getfixturevalue("broker").broker(), patience=2)


@pytest.fixture
async def pair(database_url, transport) -> Pair:
    publisher = await create_service(database_url, "works")
    subscriber = await create_service(database_url, "ledger")
    return Pair(publisher, subscriber, transport, noted(publisher.name))


BOTH = pytest.mark.parametrize("transport", ["postgres", "kafka"], indirect=True)
KAFKA = pytest.mark.parametrize("transport", ["kafka"], indirect=True)


class Writer:
    """Commands that go on whatever happens; each is repeated until it is known to have been done."""

    def __init__(self, pair: Pair, database: Database) -> None:
        self._pair = pair
        self._database = database
        self._numbers = itertools.count()
        self.told: list[tuple[uuid.UUID, int]] = []

    async def run(self) -> None:
        while True:
            each = (CASES[len(self.told) % len(CASES)], next(self._numbers))
            await self._tell(each, cause=uuid.uuid4())
            self.told.append(each)

    async def _tell(self, each: tuple[uuid.UUID, int], cause: uuid.UUID) -> None:
        while True:
            try:
                await self._pair.publish(self._database, each, cause=cause)
            except asyncpg.UniqueViolationError:
                return  # the commit that seemed lost was not
            except BROKEN:
                await asyncio.sleep(0.05)
            else:
                return


async def finish(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def demand_all_kept_once(pair: Pair) -> None:
    """Everything that was committed has had its effect, once, and each case in order."""
    rows = await pair.publisher.rows("SELECT case_id, data FROM outbox ORDER BY seq")
    told = [(r["case_id"], pair.contract.model_validate_json(r["data"]).number) for r in rows]
    await pair.has_kept(len(told))
    assert by_case(await pair.subscriber.entries()) == by_case(told)
    assert await pair.subscriber.count("inbox WHERE attempts > 0 OR dead_at IS NOT NULL") == 0


@KAFKA
@pytest.mark.parametrize("seconds", [5, pytest.param(60, marks=pytest.mark.soak)])
async def test_a_broker_that_is_down_blocks_nobody_and_loses_nothing(pair, broker, seconds):
    async with pair.publishing() as works, pair.receiving() as ledger:
        await pair.publish(works.database, (CASES[0], 0))
        await pair.has_kept(1)
        broker.kill()
        async with asyncio.timeout(PATIENCE_SECONDS):
            for number in range(1, 100):
                await pair.publish(works.database, (CASES[number % 10], number))
        await until(lambda: troubled(works.bus, "relay"), "the relay to be in trouble")
        await until(lambda: troubled(ledger.bus, "receiver"), "the receiver to be in trouble")
        await asyncio.sleep(seconds)
        assert await pair.publisher.count("outbox WHERE sent_at IS NULL") == 99
        await asyncio.to_thread(broker.start)
        await demand_all_kept_once(pair)


async def troubled(bus, part: str) -> bool:
    return part in bus.troubles


@BOTH
@pytest.mark.parametrize("restarts", [3, pytest.param(20, marks=pytest.mark.soak)])
async def test_a_database_that_crashes_at_any_moment_costs_no_attempt(pair, server, restarts):
    async def slowly(work, event):
        await keep(work, event)
        await asyncio.sleep(0.01)  # so that the crash finds handlers at work

    async with pair.publishing() as works, pair.receiving(slowly):
        writer = Writer(pair, works.database)
        writing = asyncio.create_task(writer.run())
        for _ in range(restarts):
            await has_written(writer, len(writer.told) + 50)
            await asyncio.to_thread(server.stop, "immediate")
            await asyncio.to_thread(server.start)
        await finish(writing)
        await demand_all_kept_once(pair)


async def has_written(writer: Writer, number: int) -> None:
    async def enough() -> bool:
        return len(writer.told) >= number

    await until(enough, f"{number} commands")


@BOTH
async def test_a_rolling_restart_of_the_database_costs_no_attempt(pair, server):
    """Stopped in order, it tells its sessions to end: that is no fault of an event either."""

    async def slowly(work, event):
        await keep(work, event)
        await asyncio.sleep(0.05)

    async with pair.publishing() as works, pair.receiving(slowly):
        writer = Writer(pair, works.database)
        writing = asyncio.create_task(writer.run())
        await has_written(writer, 50)
        await asyncio.to_thread(server.stop, "fast")
        await asyncio.to_thread(server.start)
        await finish(writing)
        await demand_all_kept_once(pair)


@pytest.fixture
async def forum(database_url, server, request) -> Callable[[], httpx.Response]:
    """The forum, running on the transport named; asks it whether it is ready."""
    name = database_url.rpartition("/")[2]
    await migrate(
        "forum", FORUM.migrations, role_url(server.superuser_url, "dfg_forum_owner", name)
    )
    bootstrap = request.getfixturevalue("broker").bootstrap if request.param == "kafka" else ""
    port = free_port()
    issuer = DevelopmentIssuer.in_memory(f"http://{LOOPBACK}:{port}")
    keys = Served(issuer_app(issuer), port)
    settings = Settings(
        database_url=role_url(server.superuser_url, "dfg_forum", name),
        bus=request.param,
        kafka_bootstrap=bootstrap,
        issuer=issuer.address,
        audience="dfg",
        jwks_url=f"{issuer.address}/jwks.json",
        port=1,
    )
    app = create_app(FORUM, settings)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://forum") as client,
    ):
        yield lambda: client.get("/health/ready")
    await asyncio.to_thread(keys.stop)


async def says(ready, status: int, bus: str) -> bool:
    answer = await ready()
    return answer.status_code == status and bus in str(answer.json().get("bus"))


@pytest.mark.parametrize("forum", ["kafka"], indirect=True)
async def test_without_a_broker_a_service_is_ready_and_says_that_its_bus_is_degraded(forum, broker):
    await until(lambda: says(forum, 200, "working"), "the service to be well")
    broker.kill()
    await until(lambda: says(forum, 200, "receiver"), "the bus to be degraded")
    await asyncio.to_thread(broker.start)
    await until(lambda: says(forum, 200, "working"), "the service to be well again")


@pytest.mark.parametrize("forum", ["postgres"], indirect=True)
async def test_without_its_database_a_service_is_not_ready(forum, server):
    await until(lambda: says(forum, 200, "working"), "the service to be well")
    await asyncio.to_thread(server.stop, "immediate")
    await until(lambda: says(forum, 503, ""), "it to say so")
    await asyncio.to_thread(server.start)
    await until(lambda: says(forum, 200, "working"), "the service to be well again")
