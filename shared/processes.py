"""What a process of a pool does first."""

import multiprocessing
import os
import threading

GIVES_WAY = 19
"""Steps of niceness: the last to be given the processor, after those that answer people."""


def give_way() -> None:
    """Work when others do not need the processor, and end with the parent, however that ends."""
    os.nice(GIVES_WAY)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
