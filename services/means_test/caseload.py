"""The one engine over many households: a pool of processes, in order, in memory that stays flat."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context

from services.means_test.calculate import calculate
from shared.cli import answer_line

LINES_A_TASK = 200
TASKS_AHEAD = 4
"""For each process: enough that none waits, few enough that memory does not grow."""


def answers(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The answer or the problem of every line, in order. Few lines need no pool."""
    tasks = _tasks(lines)
    only = next(tasks, [])
    more = next(tasks, None)
    if more is None:
        return iter(_answer_task(only))
    return chain.from_iterable(_in_pool(chain((only, more), tasks)))


def _in_pool(tasks: Iterable[list[bytes]]) -> Iterator[list[bytes]]:
    processes = os.cpu_count() or 1
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        ahead: deque[Future[list[bytes]]] = deque()
        for task in tasks:
            ahead.append(pool.submit(_answer_task, task))
            if len(ahead) >= processes * TASKS_AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _tasks(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    lines = iter(lines)
    while task := list(islice(lines, LINES_A_TASK)):
        yield task


def _answer_task(lines: list[bytes]) -> list[bytes]:
    return [answer_line(calculate, line) for line in lines]
