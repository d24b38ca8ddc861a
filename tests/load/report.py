"""What came of a load: its verdict, its tables and its rows for the results."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from bench.figures import Figure
from tests.load.noted import Noted, cuts

COMPARED = 300
"""Cases at the beginning and at the end whose pace is compared: of fewer, a third each."""
MOST_FALLEN = 0.9


@dataclass(frozen=True, slots=True)
class Result:
    """One load, measured."""

    settings: str
    noted: Noted
    inserts: float
    """Bare rows inserted and committed a second, in the same run."""
    processor: dict[str, float]
    """Seconds by process."""
    memory: dict[str, float]
    """Megabytes by process, at the end."""
    left: dict[str, int]
    """What was left behind."""

    @property
    def cases(self) -> int:
        return len(self.noted.cases)

    @property
    def pace(self) -> float:
        """Cases a second from the first to the last."""
        return self.noted.pace(0, self.cases)

    @property
    def kept(self) -> float:
        """The pace of the last cases to that of the first."""
        some = min(COMPARED, self.cases // 3) or 1
        return self.noted.pace(self.cases - some, self.cases) / self.noted.pace(0, some)

    def faults(self) -> list[str]:
        """Why the load failed; nothing where it did not."""
        slow = [f"the pace fell to {self.kept:.2f}"] if self.kept < MOST_FALLEN else []
        left = [f"{number} {what}" for what, number in self.left.items()]
        return [*self.noted.failures, *left, *slow]


def print_result(console: Console, result: Result) -> None:
    """Everything that was measured, and the verdict."""
    for kind in ("call", "wait"):
        names = result.noted.by_name(kind)  # type: ignore[arg-type]
        table = Table(kind, "number", "p50 ms", "p99 ms")
        for name, took in sorted(names.items(), key=lambda item: -sum(item[1])):
            p50, p99 = cuts(took)
            table.add_row(name, str(len(took)), f"{p50:.0f}", f"{p99:.0f}")
        console.print(table)
    table = Table("process", "ms of processor a case", "MB at the end")
    for name, seconds in sorted(result.processor.items(), key=lambda item: -item[1]):
        memory = result.memory.get(name)
        table.add_row(
            name, f"{seconds * 1000 / result.cases:.0f}", f"{memory:.0f}" if memory else ""
        )
    console.print(table)
    console.print(
        f"{result.cases} cases, {result.pace:.2f} a second; the last {result.kept:.2f} of the first;"
        f" bare rows committed: {result.inserts:.0f} a second"
    )
    for fault in result.faults():
        console.print(f"[red]failed[/red]: {fault}", markup=True)


def figures(result: Result) -> Iterator[Figure]:
    """The rows for bench/results.csv."""
    settings = result.settings
    pace = result.pace
    yield Figure("load: whole cases", pace, "cases/s", settings, pace / result.inserts)
    yield Figure("load: bare rows committed", result.inserts, "rows/s", settings)
    yield Figure("load: the last cases to the first", result.kept, "times", settings)
    for kind in ("call", "wait"):
        every = result.noted.between(0, result.cases, kind)  # type: ignore[arg-type]
        for name, value in zip(("p50", "p99"), cuts(every), strict=True):
            yield Figure(f"load: a {kind}, {name}", value, "ms", settings)
    yield Figure("load: memory of all services", _services(result), "MB", settings)
    yield Figure("load: failures", len(result.faults()), "", settings)


def _services(result: Result) -> float:
    others = {"postgres", "kafka", "issuer"}
    return sum(value for name, value in result.memory.items() if name not in others)
