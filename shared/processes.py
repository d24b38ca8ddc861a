"""What a process does first."""

import gc
import multiprocessing
import os
import threading

NEW_OBJECTS = 20_000


def end_with_parent() -> None:
    """End when the process that began this one has ended, however that ended."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def collect_seldom() -> None:
    """Have Python look for cycles after 20,000 new objects, not after 700, and not in those there are.

    A command makes thousands of objects, of which nearly all go without that. What was made at the
    start stays.
    """
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
    gc.enable()
