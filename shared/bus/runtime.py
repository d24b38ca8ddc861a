"""The bus of a running service: relay, receiver and workers, kept running."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable

import asyncpg

from shared.bus.attempts import PATIENT, Retries, describe
from shared.bus.broker import Broker
from shared.bus.clearing import ClearingDue, clear, plan_clearing
from shared.bus.connection import Crew, Wake, kernel_connection
from shared.bus.job import Jobs, Planned
from shared.bus.jobs import Runner
from shared.bus.kafka import KafkaTransport
from shared.bus.postgres import PostgresTransport
from shared.bus.projector import Projector
from shared.bus.receiver import Receiver
from shared.bus.relay import Relay
from shared.bus.subscriptions import Subscriptions
from shared.bus.transport import Transport
from shared.bus.workers import UnderWay, Worker
from shared.letters import Post
from shared.observability.logs import log
from shared.observability.metrics import (
    BUS_DEGRADED,
    DATABASE_AWAY,
    DEAD_LETTERS,
    INBOX_PENDING,
    OUTBOX_UNSENT,
)
from shared.persistence.database import Database
from shared.settings import BrokerSettings, Settings

SAMPLE_SECONDS = 5
JOBS_AT_ONCE = 2
"""In one process: what waits its turn costs nothing, and a job may use every core."""
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
RECOVERED_SECONDS = 15
"""A part that has run for so long is well again: longer than it waits for a silent broker."""

_BACKLOG = """
SELECT (SELECT count(*) FROM outbox WHERE sent_at IS NULL) AS unsent,
       (SELECT count(*) FROM inbox
        WHERE handled_at IS NULL AND dead_at IS NULL AND due_at <= $1) AS pending,
       (SELECT count(*) FROM inbox WHERE dead_at IS NOT NULL AND handled_at IS NULL) AS dead
"""


class Bus:
    """Everything of a service that runs beside its requests."""

    def __init__(
        self,
        database: Database,
        subscriptions: Subscriptions,
        transport: Transport,
        workers: int,
        *,
        retries: Retries = PATIENT,
        keep_days: int = 0,
        post: Post | None = None,
    ) -> None:
        """`keep_days` are those after which what is done with is cleared away; 0: never.

        `post` is how jobs send letters.
        """
        self._database = database
        self._keep_days = keep_days
        self._post = post
        clearing: Jobs = {ClearingDue.TYPE: Planned(ClearingDue, clear)}
        self._jobs: Jobs = {**subscriptions.jobs, **(clearing if keep_days else {})}
        self._subscriptions = subscriptions
        self._transport = transport
        self._retries = retries
        self._workers = workers
        self._crew = Crew()
        self._runners: list[Crew] = []
        """Those of the jobs together, then those of each job that has its own."""
        self._projector = Wake()
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = False
        self.troubles: dict[str, str] = {}
        """What does not run just now, and why: a degraded bus is not an outage."""

    def start(self) -> None:
        """Begin to relay, receive and handle."""
        service, url = self._database.service, self._database.url
        to_send = Wake()
        self._database.on_commit = to_send.up
        self._database.on_later = self._call_for_own
        self._keep_running("relay", Relay(service, url, self._transport, to_send).run)
        self._keep_running("monitor", self._monitor)
        if self._subscriptions.contracts:
            receiver = Receiver(
                service,
                url,
                self._transport,
                self._subscriptions.contracts,
                self._call_for,
                rests=not self._subscriptions.handled,
            )
            self._keep_running("receiver", receiver.run)
        if self._subscriptions.handled:
            self._start_workers()
        if self._subscriptions.projections:
            self._start_projector()
        self._start_runners()

    def _start_workers(self) -> None:
        under_way = UnderWay()
        for number in range(self._workers):
            worker = Worker(
                self._database,
                self._subscriptions,
                self._transport.system,
                self._crew.join(),
                self._retries,
                under_way=under_way,
            )
            self._keep_running(f"worker-{number}", worker.run)

    def _start_projector(self) -> None:
        projector = Projector(
            self._database,
            self._subscriptions,
            self._transport.system,
            self._projector,
            self._retries,
        )
        self._keep_running("projector", projector.run)

    def _start_runners(self) -> None:
        together = {name: job for name, job in self._jobs.items() if not job.runners}
        self._start_crew("jobs", together, min(JOBS_AT_ONCE, len(together)))
        for name, job in self._jobs.items():
            if job.runners:
                self._start_crew(name, {name: job}, job.runners)

    def _start_crew(self, name: str, jobs: Jobs, runners: int) -> None:
        crew = Crew()
        self._runners.append(crew)
        for number in range(runners):
            runner = Runner(self._database, jobs, crew.join(), self._retries, self._post)
            self._keep_running(f"{name}-{number}", runner.run)

    def _call_for(self, stored: int) -> None:
        """Wake who acts on events of others, of which so many can be acted on at once."""
        self._crew.call(stored)
        self._projector.up()

    def _call_for_own(self, left: int) -> None:
        """Wake who acts on so many events that the service left to itself."""
        for crew in (self._crew, *self._runners):
            crew.call(left)

    async def stop(self) -> None:
        """End it all; what is under way rolls back and is done again after the next start."""
        self._stopping = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _keep_running(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        self._tasks.append(asyncio.create_task(self._again_and_again(name, run), name=name))

    async def _again_and_again(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        """Start a part again whenever it fails, with a growing pause.

        A cancellation that is not ours is a failure too: it has escaped from a library.
        """
        loop = asyncio.get_running_loop()
        pause = FIRST_PAUSE
        while True:
            started = loop.time()
            recovered = loop.call_later(RECOVERED_SECONDS, self._recovered, name)
            try:
                await run()
            except (Exception, asyncio.CancelledError) as error:
                if self._stopping:
                    raise
                self._in_trouble(name, describe(error))
            finally:
                recovered.cancel()
            lasted = loop.time() - started
            pause = FIRST_PAUSE if lasted > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
            await asyncio.sleep(pause)

    def _in_trouble(self, name: str, error: str) -> None:
        """Say so once for each kind of trouble, however long it lasts."""
        if self.troubles.get(name) != error:
            log.warning("bus_part_failed", part=name, error=error)
        self.troubles[name] = error

    def _recovered(self, name: str) -> None:
        if self.troubles.pop(name, None):
            log.info("bus_part_recovered", part=name)

    async def _monitor(self) -> None:
        """Measure the backlogs and whether the database answers; plan each day's clearing."""
        service = {"service": self._database.service}
        planned = dt.date.min
        try:
            async with kernel_connection(self._database.url, self._database.service) as connection:
                while True:
                    async with asyncio.timeout(SAMPLE_SECONDS):
                        [backlog] = await connection.fetch(_BACKLOG, self._database.clock())
                    DATABASE_AWAY.set(0, service)
                    OUTBOX_UNSENT.set(backlog["unsent"], service)
                    INBOX_PENDING.set(backlog["pending"], service)
                    DEAD_LETTERS.set(backlog["dead"], service)
                    BUS_DEGRADED.set(int(bool(self.troubles)), service)
                    now = self._database.clock()
                    if self._keep_days and now.date() != planned:
                        await plan_clearing(
                            connection, self._database.service, now, self._keep_days
                        )
                        planned = now.date()
                    await asyncio.sleep(SAMPLE_SECONDS)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            DATABASE_AWAY.set(1, service)
            raise


def broker_of(settings: BrokerSettings) -> Broker:
    """The broker that the settings name."""
    return Broker(
        settings.kafka_bootstrap,
        settings.kafka_username,
        settings.kafka_password.get_secret_value(),
        settings.kafka_tls,
    )


def transport_of(settings: Settings) -> Transport:
    """The transport that the settings name."""
    if settings.bus == "kafka":
        return KafkaTransport(broker_of(settings))
    return PostgresTransport()
