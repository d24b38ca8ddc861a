"""The projector: read models take events in batches, in the order of the inbox.

One batch of a service is applied at a time, whichever process takes it, so that what is numbered by
it is numbered in the order of commits. Nobody waits for a turn: who does not get it leaves the
events to the one who has it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import asyncpg
from opentelemetry.trace import Span
from sqlalchemy.ext.asyncio import AsyncSession

from shared.bus.attempts import Retries, is_passing, note_failed
from shared.bus.connection import Wake
from shared.bus.projections import Batch, Told
from shared.bus.subscriptions import Subscriptions
from shared.bus.tracing import begin_processing
from shared.observability.metrics import EVENTS_HANDLED
from shared.observability.traces import trace_id_of
from shared.persistence.database import Database
from shared.persistence.opening import savepoint, set_reach
from shared.persistence.reach import Reach

TRACED_FOR = dt.timedelta(hours=1)
"""What happened earlier is history that is read again: its traces ended long ago."""
_TURN = "SELECT pg_try_advisory_xact_lock(hashtextextended('projections/' || $1, 0))"
MOST = 500
"""Events in one batch."""
_BATCH = f"""
SELECT seq, event_id, type, lane, case_id, district, occurred_at, due_at, traceparent, data,
       attempts
FROM inbox AS next
WHERE subscriber = $1 AND handled_at IS NULL AND dead_at IS NULL
  AND type = ANY ($2) AND due_at <= $3 AND retry_at <= now()
  AND (due_at, seq) > ('-infinity'::timestamptz, $4::bigint)
  AND (SELECT seq FROM inbox AS earlier
       WHERE earlier.lane = next.lane AND earlier.handled_at IS NULL
         AND (earlier.due_at, earlier.seq) < (next.due_at, next.seq)
         AND (earlier.dead_at IS NOT NULL OR earlier.retry_at > now() OR earlier.seq <= $4)
       ORDER BY due_at, seq LIMIT 1) IS NULL
ORDER BY due_at, seq LIMIT {MOST}
"""  # noqa: S608 - put together from our own words
"""Through a backlog it goes on after the last batch: what that left behind in the index until the next
vacuum is not gone through each time. An event that waited there holds its lane until it is come to. What
holds a lane is asked in the order of the lanes' index (as in `workers.HEADS`)."""
_HANDLED = "UPDATE inbox SET handled_at = now(), error = NULL WHERE seq = ANY ($1::bigint[])"


class Projector:
    """Applies one service's events to its read models for as long as it runs."""

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
        self._types = sorted(subscriptions.projected)
        self._system = system
        self._wake = wake
        self._retries = retries
        self._after = 0
        """The last event of the batch before, in a backlog; else nought."""
        self._left = 0
        """What followed from the batch under way and is left to do."""

    async def run(self) -> None:
        """Apply what is there, then wait for more."""
        while True:
            if not await self.apply_next():
                await self._wake.wait()

    async def apply_next(self) -> bool:
        """Apply the next batch; False where no more is left, or another process has the turn."""
        database = self._database
        self._left = 0
        async with database.transaction(Reach.of_kernel(database.service)) as (session, driver):
            if not await driver.fetchval(_TURN, database.service):
                return False
            rows = await driver.fetch(
                _BATCH, database.service, self._types, database.clock(), self._after
            )
            after, self._after = self._after, 0
            if not rows:
                return after > 0
            applied = await self._apply_all(session, driver, rows)
        if self._left:
            database.on_later(self._left)
            database.on_commit()
        for event_type, number in Counter(row["type"] for row in applied).items():
            EVENTS_HANDLED.add(number, {"service": database.service, "type": event_type})
        if len(rows) == MOST:
            self._after = rows[-1]["seq"]
        return len(rows) == MOST

    async def _apply_all(
        self, session: AsyncSession, driver: asyncpg.Connection, rows: Sequence[asyncpg.Record]
    ) -> Sequence[asyncpg.Record]:
        """Apply the batch, or where that fails each event by itself; those that went through."""
        if await self._apply(session, driver, rows) is None:
            return rows
        applied, waiting = [], set()
        for row in rows:
            if row["lane"] in waiting:
                continue
            error = await self._apply(session, driver, [row])
            if error is None:
                applied.append(row)
            else:
                waiting.add(row["lane"])
                attempts = row["attempts"] + (not is_passing(error))
                await note_failed(driver, row, error, attempts, self._retries)
        return applied

    async def _apply(
        self, session: AsyncSession, driver: asyncpg.Connection, rows: Sequence[asyncpg.Record]
    ) -> Exception | None:
        """Apply these events whole and mark them; or undo it all, and say what went wrong."""
        spans: list[Span] = []
        try:
            async with savepoint(driver):
                districts = tuple(sorted({row["district"] for row in rows}))
                service = self._database.service
                await set_reach(driver, Reach.of_projection(service, districts))
                told = [self._told(row, spans) for row in rows]
                await self._project(session, told)
                left = await self._follow(session, driver, told)
                await driver.execute(_HANDLED, [row["seq"] for row in rows])
        except Exception as error:
            if driver.is_closed():
                raise
            session.expunge_all()
            return error
        finally:
            for span in spans:
                span.end()
        self._left += left
        return None

    async def _project(self, session: AsyncSession, told: Sequence[Told]) -> None:
        for projection in self._subscriptions.projections:
            concerned = [each for each in told if isinstance(each.event, projection.takes)]
            if concerned:
                await projection.apply(session, concerned)
        await session.flush()

    async def _follow(
        self, session: AsyncSession, driver: asyncpg.Connection, told: Sequence[Told]
    ) -> int:
        """Have done what follows from the events; how much of it is left to do."""
        batch = Batch(session, driver, self._database.clock(), told)
        left = sum([await follow(batch) for follow in self._subscriptions.following])
        await session.flush()
        return left

    def _told(self, row: asyncpg.Record, spans: list[Span]) -> Told:
        contract = self._subscriptions.contracts[row["type"]]
        if self._database.clock() - row["occurred_at"] < TRACED_FOR:
            spans.append(begin_processing(self._system, self._database.service, contract, row))
        return Told(
            id=row["event_id"],
            occurred_at=row["occurred_at"],
            trace_id=trace_id_of(row["traceparent"]),
            event=contract.model_validate_json(row["data"]),
        )
