"""Workers: take the first unhandled event of a lane, act on it and mark it in one transaction.

A handler's error is retried with growing delay, then the event is a dead letter. Its lane waits,
all others go on. A lost database is no attempt. What comes due later holds up nothing until then.
"""

import asyncio
import uuid
from dataclasses import dataclass, field

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from shared.bus.attempts import Retries, is_passing, note_failed
from shared.bus.connection import Wake
from shared.bus.subscriptions import Subscriptions
from shared.bus.tracing import processing
from shared.contracts.envelope import SOURCE
from shared.observability.metrics import EVENTS_HANDLED
from shared.persistence.database import Database
from shared.persistence.reach import SETTING, Reach
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
"""
"""What can be acted on: in each lane the first that is unhandled. Asked in the order of the lanes' index,
which thus serves however small the inbox was when PostgreSQL made its plan."""
IN_ORDER = "ORDER BY due_at, seq"
"""In which they were due, and then in which they came."""
_CLAIM = f"""
WITH head AS MATERIALIZED (
    {HEADS} AND seq <> ALL ($4::bigint[]) {IN_ORDER} LIMIT 1 FOR UPDATE SKIP LOCKED
)
SELECT head.*, EXISTS (
    SELECT FROM inbox AS other
    WHERE other.subscriber = $1 AND other.handled_at IS NULL AND other.dead_at IS NULL
      AND other.type = ANY ($2) AND other.due_at <= $3 AND other.retry_at <= now()
      AND other.seq <> head.seq AND other.seq <> ALL ($4::bigint[])) AS more,
    set_config($5, ($6::jsonb || jsonb_build_object('read', districts, 'write', districts))::text,
               true)
FROM head, to_jsonb(array_remove(ARRAY[district], NULL)) AS districts
"""  # noqa: S608 - put together from our own words
"""What is acted on next, whether there is more to look for, and the reach of its handler; but for
what is under way here. What comes later has a wake-up."""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What the workers of one process are at. They claim one after the other, so that each knows."""

    places: set[int] = field(default_factory=set)
    """In the inbox."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Worker:
    """Handles one event at a time for as long as it runs."""

    def __init__(
        self,
        database: Database,
        subscriptions: Subscriptions,
        system: str,
        wake: Wake,
        retries: Retries,
        *,
        under_way: UnderWay,
    ) -> None:
        self._database = database
        self._under_way = under_way
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

        A failed handler is undone with its transaction, and the attempt then counted in another;
        until that is done the event is under way, and no other of the crew takes it.
        """
        database, kernel = self._database, Reach.of_kernel(self._database.service)
        row: asyncpg.Record | None = None
        try:
            async with database.transaction(kernel) as (session, driver):
                row = await self._claim(driver, kernel)
                if row is None:
                    return False
                uow = await self._act(session, driver, row)
        except Exception as error:
            if row is None or driver.is_closed():
                raise
            attempts = row["attempts"] + (not is_passing(error))
            async with database.transaction(kernel) as (_, driver):
                await note_failed(driver, row, error, attempts, self._retries)
            return True
        finally:
            if row is not None:
                self._under_way.places.discard(row["seq"])
        database.wake_after(uow)
        EVENTS_HANDLED.add(1, {"service": database.service, "type": row["type"]})
        return bool(row["more"])

    async def _claim(self, driver: asyncpg.Connection, kernel: Reach) -> asyncpg.Record | None:
        async with self._under_way.turn:
            row = await driver.fetchrow(
                _CLAIM,
                self._database.service,
                self._subscriptions.handled,
                self._database.clock(),
                list(self._under_way.places),
                SETTING,
                kernel.as_setting(),
            )
            if row is not None:
                self._under_way.places.add(row["seq"])
            return row

    async def _act(
        self, session: AsyncSession, driver: asyncpg.Connection, row: asyncpg.Record
    ) -> UnitOfWork:
        """Run the handler in the trace of the command that caused the event; it is then handled."""
        contract, handler = self._subscriptions.handler(row["type"])
        with processing(self._system, self._database.service, contract, row):
            uow = UnitOfWork(
                session,
                driver,
                Reach.of_handler(self._database.service, row["district"]),  # as it was claimed
                action=handler.__name__,
                cause=cause_of(row["source"], row["event_id"], self._database.service),
                now=self._database.clock(),
                occurred_at=row["occurred_at"],
                handles=row["seq"],
            )
            await handler(uow, contract.model_validate_json(row["data"]))
            await uow.close()
            return uow


def cause_of(source: str, event_id: uuid.UUID, service: str) -> uuid.UUID:
    """What the ids of an event's effects derive from: its source and its id, which is its
    publisher's alone (CloudEvents). Of an event to oneself the id, as those under way have it.
    """
    return event_id if source == SOURCE + service else uuid.uuid5(event_id, source)
