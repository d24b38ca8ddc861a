"""Other processes of this one, for what takes long."""

import asyncio
import multiprocessing
import os
from collections.abc import AsyncIterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager

from shared.processes import collect_seldom, end_with_parent

PROCESSES = os.cpu_count() or 1
GIVES_WAY = 19
"""Steps of niceness: the last to be given the processor, after those that answer people."""


@asynccontextmanager
async def processes(most: int = PROCESSES) -> AsyncIterator[ProcessPoolExecutor]:
    """At most so many, each begun when it is first needed; what waits is dropped."""
    pool = ProcessPoolExecutor(most, multiprocessing.get_context("spawn"), initializer=_give_way)
    try:
        yield pool
    finally:
        await asyncio.to_thread(pool.shutdown, cancel_futures=True)


def _give_way() -> None:
    """A process of the pool works when others do not need the processor, and ends with its parent."""
    os.nice(GIVES_WAY)
    collect_seldom()
    end_with_parent()
