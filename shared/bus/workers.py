"""Workers: take the first unhandled event of a lane, act on it and mark it in one transaction.

A handler's error is retried with growing delay, then the event is a dead letter. Its lane waits,
all others go on. A lost database is no attempt.
"""

import datetime as dt
import traceback
from dataclasses import dataclass

import asyncpg
from opentelemetry.trace import SpanKind, Status, StatusCode
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from shared.bus.connection import Wake
from shared.bus.subscriptions import Subscriptions
from shared.contracts.topics import topic_of
from shared.observability.logs import log
from shared.observability.metrics import EVENTS_HANDLED
from shared.observability.traces import CASE_ID, parent, tracer
from shared.persistence.database import Database
from shared.persistence.opening import set_reach
from shared.persistence.reach import Reach
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import Problem


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a handler is tried. The delay is doubled each time: 25 seconds in all."""

    attempts: int = 8
    first_delay: dt.timedelta = dt.timedelta(milliseconds=200)


PATIENT = Retries()

_CLAIM = """
SELECT seq, event_id, type, case_id, district, occurred_at, traceparent, data, attempts
FROM inbox AS head
WHERE subscriber = $1 AND handled_at IS NULL AND dead_at IS NULL AND due_at <= now()
  AND NOT EXISTS (SELECT FROM inbox AS earlier
                  WHERE earlier.lane = head.lane AND earlier.seq < head.seq
                    AND earlier.handled_at IS NULL)
ORDER BY seq LIMIT 1 FOR UPDATE SKIP LOCKED
"""
_FAILED = """
UPDATE inbox SET attempts = $2, error = $3, due_at = clock_timestamp() + $4,
       dead_at = CASE WHEN $2::integer >= $5 THEN now() END
WHERE seq = $1
"""
_PASSING = ("08", "40", "53", "55", "57")
"""SQLSTATE classes: connection, rollback, resources, object state, operator intervention."""


class Worker:
    """Handles one event at a time for as long as it runs."""

    def __init__(
        self,
        database: Database,
        subscriptions: Subscriptions,
        system: str,
        wake: Wake,
        retries: Retries,
    ) -> None:
        self._database = database
        self._subscriptions = subscriptions
        self._system = system
        self._wake = wake
        self._retries = retries

    async def run(self) -> None:
        """Handle what is there, then wait for more."""
        while True:
            if not await self.handle_next():
                await self._wake.wait()

    async def handle_next(self) -> bool:
        """Act on the first event that is due; False where there is none.

        A failed handler is undone to the savepoint, and the attempt counted while the event is
        still held, so that no other worker takes it before its delay.
        """
        async with self._database.transaction(Reach.of_kernel(self._database.service)) as (
            session,
            driver,
        ):
            row = await driver.fetchrow(_CLAIM, self._database.service)
            if row is None:
                return False
            try:
                async with driver.transaction():
                    published = await self._act(session, driver, row)
            except Exception as error:
                if driver.is_closed():
                    raise
                await self._note(driver, row, error)
                return True
        if published:
            self._database.on_commit()
        EVENTS_HANDLED.add(1, {"service": self._database.service, "type": row["type"]})
        return True

    async def _act(
        self, session: AsyncSession, driver: asyncpg.Connection, row: asyncpg.Record
    ) -> bool:
        """Run the handler in the trace of the command that caused the event; mark it handled."""
        contract, handler = self._subscriptions.handler(row["type"])
        topic = topic_of(contract.publisher())
        with tracer.start_as_current_span(
            f"process {topic}",
            context=parent(row["traceparent"]),
            kind=SpanKind.CONSUMER,
            attributes={
                "messaging.system": self._system,
                "messaging.operation.type": "process",
                "messaging.operation.name": "process",
                "messaging.destination.name": topic,
                "messaging.consumer.group.name": self._database.service,
                "messaging.message.id": str(row["event_id"]),
                "dfg.event_type": row["type"],
                CASE_ID: str(row["case_id"]),
            },
            record_exception=False,
        ) as span:
            uow = UnitOfWork(
                session,
                driver,
                Reach.of_handler(self._database.service, row["district"]),
                action=handler.__name__,
                cause=row["event_id"],
                now=self._database.clock(),
                occurred_at=row["occurred_at"],
            )
            await set_reach(driver, uow.reach)
            try:
                await handler(uow, contract.model_validate_json(row["data"]))
                await uow.close()
            except Exception as error:
                span.set_status(Status(StatusCode.ERROR, type(error).__name__))
                raise
            await driver.execute(
                "UPDATE inbox SET handled_at = now(), error = NULL WHERE seq = $1", row["seq"]
            )
            return bool(uow.published)

    async def _note(
        self, driver: asyncpg.Connection, row: asyncpg.Record, error: Exception
    ) -> None:
        """Count the attempt, unless it was no fault of the event; the last makes a dead letter."""
        counted = int(not _is_passing(error))
        await driver.execute(
            _FAILED,
            row["seq"],
            row["attempts"] + counted,
            describe(error),
            self._retries.first_delay * 2 ** row["attempts"],
            self._retries.attempts,
        )
        log.warning(
            "handler_failed", type=row["type"], attempt=row["attempts"] + 1, error=describe(error)
        )


def _is_passing(error: Exception) -> bool:
    """Whether it was the network, or the database under strain, and not the event."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    state = str(getattr(cause, "sqlstate", None))
    return state.startswith(_PASSING) or isinstance(error, (ConnectionError, TimeoutError))


def describe(error: BaseException) -> str:
    """The kind of error and where it arose; never its text, which may hold personal data."""
    if isinstance(error, Problem):
        return f"{error.slug}: {error.detail or error.title}"
    frames = traceback.extract_tb(error.__traceback__)
    where = next((f for f in reversed(frames) if "site-packages" not in f.filename), frames[-1])
    return f"{type(error).__name__} in {where.name}, line {where.lineno}"
