"""Other processes of this one, for what takes long."""

import asyncio
import multiprocessing
import os
from collections.abc import AsyncIterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager

from shared.processes import give_way

PROCESSES = os.cpu_count() or 1


@asynccontextmanager
async def processes(most: int = PROCESSES) -> AsyncIterator[ProcessPoolExecutor]:
    """At most so many, each begun when it is first needed; what waits is dropped."""
    pool = ProcessPoolExecutor(most, multiprocessing.get_context("spawn"), initializer=give_way)
    try:
        yield pool
    finally:
        await asyncio.to_thread(pool.shutdown, cancel_futures=True)
