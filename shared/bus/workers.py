"""Workers: take the first unhandled event of a lane, act on it and mark it in one transaction.

A handler's error is retried with growing delay, then the event is a dead letter. Its lane waits,
all others go on. A lost database is no attempt. What comes due later holds up nothing until then.
"""

import uuid

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from shared.bus.attempts import Retries, is_passing, note_failed
from shared.bus.connection import Wake
from shared.bus.subscriptions import Subscriptions
from shared.bus.tracing import processing
from shared.contracts.envelope import SOURCE
from shared.observability.metrics import EVENTS_HANDLED
from shared.persistence.database import Database
from shared.persistence.opening import set_reach
from shared.persistence.reach import Reach
from shared.persistence.unit_of_work import UnitOfWork

HEADS = """
SELECT seq, event_id, type, source, lane, case_id, district, occurred_at, due_at, traceparent, data,
       attempts, cursor
FROM inbox AS head
WHERE subscriber = $1 AND handled_at IS NULL AND dead_at IS NULL
  AND type = ANY ($2) AND due_at <= $3 AND retry_at <= now()
  AND head.seq = (SELECT seq FROM inbox AS earliest
                  WHERE earliest.lane = head.lane AND earliest.handled_at IS NULL
                  ORDER BY due_at, seq LIMIT 1)
ORDER BY due_at, seq
"""
"""What can be acted on: in each lane the first that is unhandled, in the order in which they were
due and then in which they came. Asked in the order of the lanes' index, which thus serves however small
the inbox was when PostgreSQL made its plan."""
_CLAIM = f"""
WITH head AS MATERIALIZED ({HEADS} LIMIT 1 FOR UPDATE SKIP LOCKED)
SELECT head.*, EXISTS (
    SELECT FROM inbox AS other
    WHERE other.subscriber = $1 AND other.handled_at IS NULL AND other.dead_at IS NULL
      AND other.type = ANY ($2) AND other.due_at <= $3 AND other.retry_at <= now()
      AND other.seq <> head.seq) AS more
FROM head
"""  # noqa: S608 - put together from our own words
"""What is acted on next, and whether there is more to look for: what comes later has a wake-up."""


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
        """Act on the first event that is due; False where no other is left to look for.

        A failed handler is undone to the savepoint, and the attempt counted while the event is
        still held, so that no other worker takes it before its delay.
        """
        database = self._database
        async with database.transaction(Reach.of_kernel(database.service)) as (session, driver):
            row = await driver.fetchrow(
                _CLAIM, database.service, self._subscriptions.handled, database.clock()
            )
            if row is None:
                return False
            try:
                async with driver.transaction():
                    uow = await self._act(session, driver, row)
            except Exception as error:
                if driver.is_closed():
                    raise
                attempts = row["attempts"] + (not is_passing(error))
                await note_failed(driver, row, error, attempts, self._retries)
                return True
        database.wake_after(uow)
        EVENTS_HANDLED.add(1, {"service": database.service, "type": row["type"]})
        return bool(row["more"])

    async def _act(
        self, session: AsyncSession, driver: asyncpg.Connection, row: asyncpg.Record
    ) -> UnitOfWork:
        """Run the handler in the trace of the command that caused the event; it is then handled."""
        contract, handler = self._subscriptions.handler(row["type"])
        with processing(self._system, self._database.service, contract, row):
            uow = UnitOfWork(
                session,
                driver,
                Reach.of_handler(self._database.service, row["district"]),
                action=handler.__name__,
                cause=cause_of(row["source"], row["event_id"], self._database.service),
                now=self._database.clock(),
                occurred_at=row["occurred_at"],
                handles=row["seq"],
            )
            await set_reach(driver, uow.reach)
            await handler(uow, contract.model_validate_json(row["data"]))
            await uow.close()
            return uow


def cause_of(source: str, event_id: uuid.UUID, service: str) -> uuid.UUID:
    """What the ids of an event's effects derive from: its source and its id, which is its
    publisher's alone (CloudEvents). Of an event to oneself the id, as those under way have it.
    """
    return event_id if source == SOURCE + service else uuid.uuid5(event_id, source)
