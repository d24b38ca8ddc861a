"""A provider's file taken in from its first row to its last, part by part."""

import asyncio
import datetime as dt
import uuid
from collections.abc import Awaitable, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple

from opentelemetry.context import attach
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from services.register.county.processes import PROCESSES, processes
from services.register.data import provider_headings
from services.register.domain.provenance import Basis
from services.register.domain.provider_rows import latest_surveys, one_survey_each, read_row
from services.register.loads.commands import finish_load, note_passed_over, take_rows
from services.register.loads.sending import LoadDue, forget_sent, write_sent
from services.register.tables import FileLoad, LoadedRow
from shared.bus.job import Job
from shared.calendar import legal_date
from shared.observability.traces import current_traceparent, parent
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from shared.problems import Problem
from shared.sheets import files
from shared.sheets.cells import Column
from shared.sheets.tables import Row, Table, find_table

PART = 500
"""Rows in one transaction."""
COLLIDED = {"23505", "40P01"}
"""Another file entered one of the homes, or held one that this needs: the part is taken again."""


class Part(NamedTuple):
    """Rows of the file, and all that another process needs to take them in."""

    database_url: str
    reach: Reach
    load_id: uuid.UUID
    now: dt.datetime
    traceparent: str | None
    columns: Sequence[Column | None]
    rows: Sequence[Row]


async def take_in_sent(job: Job, due: LoadDue) -> None:
    """Take in a file that was sent, under the name of whoever sent it.

    A part that was taken is there with the reports of its rows: one that takes the job over goes on
    with the others.
    """
    async with job.database.reading(job.reach) as reading:
        load = await reading.read(FileLoad, due.load_id)
        by_number = select(LoadedRow.row).where(LoadedRow.load_id == load.id)
        taken = frozenset(await reading.session.scalars(by_number))
    if load.finished_at is not None:
        return
    where = (load.district,)
    reach = Reach(load.by, where, where, provider=load.provider_id)
    if job.cursor != str(len(taken)):
        async with job.step(str(len(taken)), action="go_on_with_load"):
            pass  # it has got on since it was last tried: this is a first attempt again
    with TemporaryDirectory(prefix="dfg-") as folder:
        path = Path(folder) / "sent"
        async with job.database.reading(reach) as reading:
            await write_sent(reading, load.id, path)
        failure = await _failure_of(
            _take_in(job.database, reach, load.id, path, basis=Basis(load.basis), taken=taken)
        )
    async with job.step("finished", action="finish_load") as uow:
        await finish_load(uow, load.id, failure)
        await forget_sent(uow, load.id)


async def _failure_of(taking_in: Awaitable[None]) -> str | None:
    """What is wrong with the file as a whole; None where it was read to its end."""
    failure: str | None = None
    try:
        await taking_in
    except* Problem as group:
        failure = str(group.exceptions[0])
    return failure


async def _take_in(
    database: Database,
    reach: Reach,
    load_id: uuid.UUID,
    path: Path,
    *,
    basis: Basis,
    taken: AbstractSet[int] = frozenset(),
) -> None:
    """Take in the rows of the file but those taken already, by number."""
    async with processes() as pool:
        with path.open("rb") as file:
            latest = await asyncio.to_thread(_latest, file, basis, legal_date(database.clock()))
            table = await asyncio.to_thread(_table, file)
            rows_left = (r for r in one_survey_each(table, latest) if r.number not in taken)
            async with database.unit_of_work(reach, action="begin_rows", cause=load_id) as uow:
                await note_passed_over(uow, load_id, table.passed_over)
            one_at_a_time = asyncio.Lock()

            async def take_parts() -> None:
                while True:
                    async with one_at_a_time:
                        rows = await asyncio.to_thread(lambda: list(islice(rows_left, PART)))
                    if not rows:
                        return
                    part = Part(
                        database.url,
                        reach,
                        load_id,
                        database.clock(),
                        current_traceparent(),
                        table.columns,
                        rows,
                    )
                    executor = pool if len(rows) == PART else None
                    await asyncio.get_running_loop().run_in_executor(executor, take_part, part)

            async with asyncio.TaskGroup() as group:
                for _ in range(PROCESSES):
                    group.create_task(take_parts())


def _latest(file: BinaryIO, basis: Basis, today: dt.date) -> dict[str, int]:
    """Which row of each home counts: the file is read once for that alone."""
    return latest_surveys(_table(file), basis, today)


def _table(file: BinaryIO) -> Table:
    file.seek(0)
    headings = provider_headings()
    return find_table(files.sheets_of(file, headings), headings)


def take_part(part: Part) -> None:
    """Take the rows in, in one transaction: in another process, or a thread where they are few."""
    asyncio.run(_take_part(part))


async def _take_part(part: Part) -> None:
    database = Database("register", part.database_url, pool_size=1, clock=lambda: part.now)
    cause = uuid.uuid5(part.load_id, str(part.rows[0].number))
    if context := parent(part.traceparent):
        attach(context)
    reports = [read_row(row, part.columns) for row in part.rows]
    try:
        for last in (False, False, True):
            try:
                async with database.unit_of_work(
                    part.reach, action="take_rows", cause=cause
                ) as uow:
                    await take_rows(uow, part.load_id, reports)
            except DBAPIError as error:
                if last or getattr(error.orig, "sqlstate", None) not in COLLIDED:
                    raise
            else:
                return
    finally:
        await database.dispose()
