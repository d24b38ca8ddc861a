"""Other processes of this one, for what takes long."""

import asyncio
import multiprocessing
import os
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager

PROCESSES = os.cpu_count() or 1


@asynccontextmanager
async def processes() -> AsyncIterator[ProcessPoolExecutor]:
    """As many as there are cores, each begun when it is first needed; what waits is dropped."""
    pool = ProcessPoolExecutor(
        PROCESSES, multiprocessing.get_context("spawn"), initializer=_end_with_parent
    )
    try:
        yield pool
    finally:
        await asyncio.to_thread(pool.shutdown, cancel_futures=True)


def _end_with_parent() -> None:
    """A process of the pool does not outlive the one that it works for, however that ends."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
