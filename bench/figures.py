"""What a benchmark yields, and the file that keeps every figure ever measured."""

import csv
import datetime as dt
import os
import platform
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path(__file__).with_name("results.csv")
COLUMNS = (
    "date", "commit", "machine", "settings", "figure", "absolute", "unit", "ratio", "rounds",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured. `ratio` is to its baseline; of several rounds both are medians."""

    name: str
    absolute: float
    unit: str
    settings: str = ""
    ratio: float | None = None
    rounds: int = 1

    def cells(self) -> tuple[str, str, str, str]:
        """Name, value, ratio and rounds as people read them."""
        value = f"{self.absolute:,.1f} {self.unit}"
        return self.name, value, "" if self.ratio is None else f"{self.ratio:.2f}", str(self.rounds)


def append(figures: Iterable[Figure]) -> None:
    """Add rows to the results."""
    begun = RESULTS.exists()
    date = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    fixed = (date, _commit(), _machine())
    with RESULTS.open("a", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        if not begun:
            rows.writerow(COLUMNS)
        for f in figures:
            ratio = "" if f.ratio is None else f"{f.ratio:.3f}"
            measured = (f.settings, f.name, f"{f.absolute:.6g}", f.unit, ratio, f.rounds)
            rows.writerow((*fixed, *measured))


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _machine() -> str:
    """Cores, memory and processor; nothing that names the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {_processor()}"


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if not information.exists():
        return platform.processor() or platform.machine()
    lines = information.read_text(encoding="utf-8").splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()
