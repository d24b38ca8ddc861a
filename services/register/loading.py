"""A provider's file taken in from its first row to its last, part by part."""

import asyncio
import os
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from services.register import provider_files
from services.register.commands.loading import Prepare, finish_load, prepare, take_rows
from services.register.data import provider_headings
from services.register.domain.provider_rows import RowReport, read_rows
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from shared.problems import Problem

PART = 500
"""Rows in one transaction."""
PROCESSES = os.cpu_count() or 1


async def load_file(
    database: Database,
    reach: Reach,
    load_id: uuid.UUID,
    path: Path,
    told: Callable[[int], object] = lambda _: None,
) -> None:
    """Take the file in and delete it not; `told` hears after each part how many rows it had.

    What was taken before a failure stays taken, whole row by whole row: the file can be sent again.
    """
    failure: str | None = "it broke off: send the file again"
    try:
        await _take_in(database, reach, load_id, path, told)
        failure = None
    except* Problem as group:
        failure = str(group.exceptions[0])
    finally:
        async with database.unit_of_work(reach, action="finish_load", cause=load_id) as work:
            await finish_load(work, load_id, failure)


async def _take_in(
    database: Database,
    reach: Reach,
    load_id: uuid.UUID,
    path: Path,
    told: Callable[[int], object],
) -> None:
    with (
        path.open("rb") as file,
        ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool,
    ):
        reports = await asyncio.to_thread(
            lambda: read_rows(provider_files.rows(file), provider_headings())
        )
        one_at_a_time = asyncio.Lock()

        async def take_parts() -> None:
            while True:
                async with one_at_a_time:
                    part = await asyncio.to_thread(_part, reports)
                if not part:
                    return
                cause = uuid.uuid5(load_id, str(part[0].row))
                async with database.unit_of_work(reach, action="take_rows", cause=cause) as work:
                    await take_rows(work, load_id, part, _preparing(pool, part))
                told(len(part))

        async with asyncio.TaskGroup() as group:
            for _ in range(PROCESSES):
                group.create_task(take_parts())


def _part(reports: Iterator[RowReport]) -> list[RowReport]:
    return list(islice(reports, PART))


def _preparing(pool: ProcessPoolExecutor, part: Sequence[RowReport]) -> Prepare:
    """In another process; the last part, or the only one, needs none."""
    loop = asyncio.get_running_loop()
    executor = pool if len(part) == PART else None
    return lambda jobs: loop.run_in_executor(executor, prepare, jobs)
