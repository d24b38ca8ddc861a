"""One engine over many lines: a pool of processes, in order, in memory that stays flat.

How far a long run is goes to standard error: live on a terminal, now and then elsewhere.
"""

import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TimeElapsedColumn

from shared.cli import Answer, answer_line, write_lines

LINES_A_TASK = 200
TASKS_AHEAD = 4
"""For each process: enough that none waits, few enough that memory does not grow."""

SECONDS_BETWEEN_REPORTS = 10


def answer_caseload(answer: Answer, path: str, noun: str) -> int:
    """Answer every line of the file named, in order, telling how many; the exit code.

    `answer` is a function of a module, so that another process can find it.
    """
    return write_lines(path, lambda lines: told(answers(answer, lines), noun))


def answers(answer: Answer, lines: Iterable[bytes]) -> Iterator[bytes]:
    """The answer or the problem of every line, in order. Few lines need no pool."""
    tasks = _tasks(lines)
    only = next(tasks, [])
    more = next(tasks, None)
    if more is None:
        return iter(_answer_task(answer, only))
    return chain.from_iterable(_in_pool(answer, chain((only, more), tasks)))


def told(answered: Iterable[bytes], noun: str) -> Iterator[bytes]:
    """The same answers, with their count told as they pass."""
    console = Console(stderr=True)
    if console.is_terminal:
        return _live(answered, noun, console)
    return _reported(answered, noun, console)


def _in_pool(answer: Answer, tasks: Iterable[list[bytes]]) -> Iterator[list[bytes]]:
    processes, work = os.cpu_count() or 1, partial(_answer_task, answer)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
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


def _live(answered: Iterable[bytes], noun: str, console: Console) -> Iterator[bytes]:
    columns = (SpinnerColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as display:
        yield from display.track(answered, description=noun)


def _reported(answered: Iterable[bytes], noun: str, console: Console) -> Iterator[bytes]:
    """A line every ten seconds, so that a short run stays silent."""
    started = reported = time.monotonic()
    for count, answer in enumerate(answered, start=1):
        yield answer
        if time.monotonic() - reported >= SECONDS_BETWEEN_REPORTS:
            reported = time.monotonic()
            console.print(f"{count:,} {noun} in {reported - started:.0f} s", highlight=False)
