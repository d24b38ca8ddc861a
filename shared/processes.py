"""What a process of a pool does first."""

import multiprocessing
import os
import threading


def end_with_parent() -> None:
    """End when the process that began this one has ended, however that ended."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
