"""Runners of jobs: each takes the first job that waits, holds it, and sees it through.

The lane of a job is held by a lock of the runner's session. A process that is killed lets go of it
at once, and another goes on at the job's cursor.
"""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import asyncpg

from shared.bus.attempts import PATIENT, Retries, is_passing, note_failed
from shared.bus.connection import POLL_SECONDS, Wake, kernel_connection
from shared.bus.job import Job, JobMoved, Jobs
from shared.bus.tracing import processing
from shared.bus.workers import HEADS, IN_ORDER
from shared.letters import Post
from shared.observability.metrics import EVENTS_HANDLED
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from shared.problems import Problem

_TAKE = f"""
WITH waiting AS MATERIALIZED ({HEADS} {IN_ORDER})
SELECT * FROM waiting WHERE pg_try_advisory_lock(hashtextextended($4 || lane, 0)) LIMIT 1
"""  # noqa: S608 - put together from our own words
_RELEASE = "SELECT pg_advisory_unlock(hashtextextended($1 || $2, 0))"
_BEGIN = """
UPDATE inbox SET attempts = attempts + 1
WHERE seq = $1 AND handled_at IS NULL AND dead_at IS NULL AND retry_at <= now()
RETURNING attempts, cursor
"""
"""Asked again under the lock: another runner may have ended it meanwhile. The attempt counts from
its beginning, so that a job that ends its process is not tried for ever."""
_HANDLED = "UPDATE inbox SET handled_at = now(), error = NULL WHERE seq = $1"
_NO_ATTEMPT = "UPDATE inbox SET attempts = attempts - 1 WHERE seq = $1 AND attempts > 0"


_STANDS = "SELECT handled_at, dead_at, error, cursor FROM inbox WHERE event_id = $1"
LOOK_SECONDS = 0.2
"""Between two looks how far a job has come."""


class JobGivenUp(Problem):
    """Every attempt failed, or an operator took it back."""

    slug = "job-given-up"
    title = "The work was given up: see what dead-letters says of it"
    status = 500


class EndsItsProcess(RuntimeError):  # noqa: N818
    """Each time that the job was tried, its process ended before the job had moved on."""


class Runner:
    """Runs one job at a time for as long as it runs."""

    def __init__(
        self,
        database: Database,
        jobs: Jobs,
        wake: Wake,
        retries: Retries,
        post: Post | None = None,
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._wake = wake
        self._retries = retries
        self._post = post

    async def run(self) -> None:
        """Run what is there, then wait for more."""
        async with kernel_connection(self._database.url, self._database.service) as connection:
            while True:
                if not await self._run_next(connection):
                    await self._wake.wait()

    async def _run_next(self, connection: asyncpg.Connection) -> bool:
        """Run the first job that nobody runs; False where there is none."""
        service = self._database.service
        row = await connection.fetchrow(
            _TAKE, service, list(self._jobs), self._database.clock(), f"job/{service}/"
        )
        if row is None:
            return False
        try:
            begun = await connection.fetchrow(_BEGIN, row["seq"])
            if begun is not None:
                await self._try(connection, row, begun)
        finally:
            await connection.execute(_RELEASE, f"job/{service}/", row["lane"])
        return True

    async def _try(
        self, connection: asyncpg.Connection, row: asyncpg.Record, begun: asyncpg.Record
    ) -> None:
        """Run the job to its end, or note why it failed; it is gone on with at its cursor."""
        try:
            await _while_held(connection, self._act(row, begun))
        except JobMoved:
            return
        except asyncio.CancelledError:
            await connection.execute(_NO_ATTEMPT, row["seq"])
            raise
        except Exception as error:
            if connection.is_closed():
                raise
            attempts = await connection.fetchval(
                "SELECT attempts FROM inbox WHERE seq = $1", row["seq"]
            )
            failed = max(attempts - is_passing(error), 0)
            await note_failed(connection, row, error, failed, self._retries_of(row["type"]))
        else:
            await connection.execute(_HANDLED, row["seq"])
            service = self._database.service
            EVENTS_HANDLED.add(1, {"service": service, "type": row["type"]})

    def _retries_of(self, job_type: str) -> Retries:
        return self._jobs[job_type].retries or self._retries

    async def _act(self, row: asyncpg.Record, begun: asyncpg.Record) -> None:
        if begun["attempts"] > self._retries_of(row["type"]).attempts:
            raise EndsItsProcess
        contract, handler, *_ = self._jobs[row["type"]]
        service = self._database.service
        reach = Reach.of_handler(service, row["district"])
        job = Job(row["event_id"], self._database, reach, begun["cursor"], self._post)
        with processing("postgresql", service, contract, row):
            await handler(job, contract.model_validate_json(row["data"]))


async def see_through(
    database: Database,
    jobs: Jobs,
    job_id: uuid.UUID,
    look: Callable[[str | None], Awaitable[object]],
) -> str | None:
    """Take part in these jobs until that one is done, by whichever process; where it then stood.

    For an operator's command: the job is done whether or not the service runs, and once only; it
    goes on elsewhere if the command is killed. `look` hears now and then how far it came.
    """
    runner = asyncio.create_task(Runner(database, jobs, Wake(), PATIENT).run())
    try:
        async with kernel_connection(database.url, database.service) as connection:
            while True:
                job = await connection.fetchrow(_STANDS, job_id)
                if job is None:
                    raise JobGivenUp
                await look(job["cursor"])
                if job["dead_at"]:
                    raise JobGivenUp(job["error"])
                if job["handled_at"]:
                    cursor: str | None = job["cursor"]
                    return cursor
                if (await asyncio.wait({runner}, timeout=LOOK_SECONDS))[0]:
                    await runner
    finally:
        runner.cancel()
        await asyncio.gather(runner, return_exceptions=True)


async def _while_held(connection: asyncpg.Connection, work: Coroutine[Any, Any, None]) -> None:
    """Work for as long as the session lasts, which a query a second also keeps from idling."""
    working = asyncio.create_task(work)
    try:
        while not (await asyncio.wait({working}, timeout=POLL_SECONDS))[0]:
            await connection.execute("SELECT 1")
        await working
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
