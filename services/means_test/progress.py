"""How far a long run is, on standard error: live on a terminal, now and then elsewhere."""

import time
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TimeElapsedColumn

SECONDS_BETWEEN_REPORTS = 10


def shown(answers: Iterable[bytes]) -> Iterator[bytes]:
    """The same answers, with their count told as they pass."""
    console = Console(stderr=True)
    return _live(answers, console) if console.is_terminal else _reported(answers, console)


def _live(answers: Iterable[bytes], console: Console) -> Iterator[bytes]:
    columns = (SpinnerColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as display:
        yield from display.track(answers, description="households")


def _reported(answers: Iterable[bytes], console: Console) -> Iterator[bytes]:
    """A line every ten seconds, so that a short run stays silent."""
    started = reported = time.monotonic()
    for count, answer in enumerate(answers, start=1):
        yield answer
        if time.monotonic() - reported >= SECONDS_BETWEEN_REPORTS:
            reported = time.monotonic()
            seconds = f"{reported - started:.0f}"
            console.print(f"{count:,} households in {seconds} s", highlight=False)
