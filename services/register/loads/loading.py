"""A provider's file taken in from its first row to its last, part by part."""

import asyncio
import datetime as dt
import uuid
from collections.abc import Awaitable, Callable, Sequence
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
from shared.sheets.answers import Column
from shared.sheets.tables import Row, Table, find_table

PART = 500
"""Rows in one transaction."""
LARGE = 128 * 1024
"""Bytes of a file that another process reads, so that this one answers others meanwhile."""
TAKING = max(1, PROCESSES - 1)
"""Processes that take in what another reads."""
COLLIDED = {"23505", "40P01"}
"""Another file entered one of the homes, or held one that this needs: the part is taken again."""


class Whole(NamedTuple):
    """The file, and all that another process needs to take it in."""

    database_url: str
    reach: Reach
    load_id: uuid.UUID
    now: dt.datetime
    traceparent: str | None
    path: Path
    basis: Basis
    taken: AbstractSet[int]
    """Numbers of the rows that were taken before."""


class Part(NamedTuple):
    """Rows of the file, and what is needed to take them in."""

    whole: Whole
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
        whole = Whole(
            job.database.url,
            reach,
            load.id,
            job.database.clock(),
            current_traceparent(),
            path,
            Basis(load.basis),
            taken,
        )
        failure = await _failure_of(_take_in(job.database, whole))
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


async def _take_in(database: Database, whole: Whole) -> None:
    """Take in the rows of the file but those taken already, in another process where it is large."""
    if whole.path.stat().st_size < LARGE:
        await _take_rows(database, whole)
        return
    async with processes(1) as reader:
        await asyncio.get_running_loop().run_in_executor(reader, take_whole, whole)


def take_whole(whole: Whole) -> None:
    """Take the file in, in a process of its own. Raises `Problem` where it cannot be read."""
    asyncio.run(_in_its_own_database(whole, lambda database: _take_rows(database, whole)))


async def _take_rows(database: Database, whole: Whole) -> None:
    async with processes(TAKING) as pool:
        with whole.path.open("rb") as file:
            today = legal_date(whole.now)
            latest = await asyncio.to_thread(_latest, file, whole.basis, today)
            table = await asyncio.to_thread(_table, file)
            rows_left = (
                row for row in one_survey_each(table, latest) if row.number not in whole.taken
            )
            async with database.unit_of_work(
                whole.reach, action="begin_rows", cause=whole.load_id
            ) as uow:
                await note_passed_over(uow, whole.load_id, table.passed_over)
            one_at_a_time = asyncio.Lock()

            async def take_parts() -> None:
                while True:
                    async with one_at_a_time:
                        rows = await asyncio.to_thread(lambda: list(islice(rows_left, PART)))
                    if not rows:
                        return
                    part = Part(whole, table.columns, rows)
                    executor = pool if len(rows) == PART else None
                    await asyncio.get_running_loop().run_in_executor(executor, take_part, part)

            async with asyncio.TaskGroup() as group:
                for _ in range(PROCESSES):
                    group.create_task(take_parts())


async def _in_its_own_database(whole: Whole, taking: Callable[[Database], Awaitable[None]]) -> None:
    """Do it with connections of this thread's or process's own."""
    database = Database("register", whole.database_url, pool_size=1, clock=lambda: whole.now)
    if context := parent(whole.traceparent):
        attach(context)
    try:
        await taking(database)
    finally:
        await database.dispose()


def _latest(file: BinaryIO, basis: Basis, today: dt.date) -> dict[str, int]:
    """Which row of each home counts: the file is read once for that alone."""
    return latest_surveys(_table(file), basis, today)


def _table(file: BinaryIO) -> Table:
    file.seek(0)
    headings = provider_headings()
    return find_table(files.sheets_of(file, headings), headings)


def take_part(part: Part) -> None:
    """Take the rows in, in one transaction: in another process, or a thread where they are few."""
    asyncio.run(_in_its_own_database(part.whole, lambda database: _take_part(database, part)))


async def _take_part(database: Database, part: Part) -> None:
    reach, load_id = part.whole.reach, part.whole.load_id
    cause = uuid.uuid5(load_id, str(part.rows[0].number))
    reports = [read_row(row, part.columns) for row in part.rows]
    for last in (False, False, True):
        try:
            async with database.unit_of_work(reach, action="take_rows", cause=cause) as uow:
                await take_rows(uow, load_id, reports)
        except DBAPIError as error:
            if last or getattr(error.orig, "sqlstate", None) not in COLLIDED:
                raise
        else:
            return
