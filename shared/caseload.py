"""One engine over many lines: a pool of processes, in order, in memory that stays flat.

How far a long run is goes to standard error: live on a terminal, now and then elsewhere.
"""

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context
from typing import TypeVar

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TimeElapsedColumn

from shared.cli import Answer, answer_line, write_lines
from shared.processes import end_with_parent

T = TypeVar("T")
LINES_A_TASK = 200
TASKS_AHEAD = 4
"""For each process: enough that none waits, few enough that memory does not grow."""

SECONDS_BETWEEN_REPORTS = 10


def answer_caseload(answer: Answer, path: str, noun: str) -> int:
    """Answer every line of the file named, in order, telling how many; the exit code.

    `answer` is a function of a module, so that another process can find it.
    """
    return write_lines(path, lambda lines: told(answers(answer, lines), noun))


def answers(answer: Answer, lines: Iterable[bytes], few: int = LINES_A_TASK) -> Iterator[bytes]:
    """The answer or the problem of every line, in order. Few lines need no pool."""
    lines = iter(lines)
    first, more = list(islice(lines, few)), next(lines, None)
    if more is None:
        return iter(_answer_task(answer, first))
    return chain.from_iterable(_in_pool(answer, _tasks(chain(first, (more,), lines))))


def told(answered: Iterable[T], noun: str) -> Iterator[T]:
    """The same answers, with their count told as they pass."""
    with telling(noun) as tell:
        for answer in answered:
            yield answer
            tell(1)


@contextmanager
def telling(noun: str) -> Iterator[Callable[[int], None]]:
    """Takes how many more there are: live on a terminal, else now and then on a line."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines(console, noun).tell
        return
    columns = (SpinnerColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as display:
        task = display.add_task(noun, total=None)
        yield lambda more: display.advance(task, more)


class _Lines:
    """A line every ten seconds, so that a short run stays silent."""

    def __init__(self, console: Console, noun: str) -> None:
        self._console, self._noun, self._count = console, noun, 0
        self._started = self._reported = time.monotonic()

    def tell(self, more: int) -> None:
        self._count += more
        now = time.monotonic()
        if now - self._reported >= SECONDS_BETWEEN_REPORTS:
            self._reported = now
            line = f"{self._count:,} {self._noun} in {now - self._started:.0f} s"
            self._console.print(line, highlight=False)


def _in_pool(answer: Answer, tasks: Iterable[list[bytes]]) -> Iterator[list[bytes]]:
    processes, work = os.cpu_count() or 1, partial(_answer_task, answer)
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=end_with_parent) as pool:
        ahead: deque[Future[list[bytes]]] = deque()
        for task in tasks:
            ahead.append(pool.submit(work, task))
            if len(ahead) >= processes * TASKS_AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _tasks(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    lines = iter(lines)
    while task := list(islice(lines, LINES_A_TASK)):
        yield task


def _answer_task(answer: Answer, lines: list[bytes]) -> list[bytes]:
    return [answer_line(answer, line) for line in lines]
