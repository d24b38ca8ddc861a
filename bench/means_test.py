"""How fast the means test is: one test with its whole working, and a caseload through `--lines`."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import orjson

from bench.figures import Figure
from services.means_test.calculate import assess_on_its_day
from services.means_test.domain.household import Household
from tests.means_test.random_households import random_household

DIFFERENT = 4_000
CASELOAD = 100_000


def figures() -> list[Figure]:
    """The rules alone, and through the command."""
    documents = [random_household(seed) for seed in range(DIFFERENT)]
    return [_one_test(documents), *_caseload(documents)]


def _one_test(documents: list[dict[str, object]]) -> Figure:
    households = [Household.model_validate(d) for d in documents]
    for household in households[:500]:
        assess_on_its_day(household)
    took = []
    for household in households:
        started = time.perf_counter()
        assess_on_its_day(household)
        took.append(time.perf_counter() - started)
    return Figure("means test: one test with its whole working, median", median(took) * 1000, "ms")


def _caseload(documents: list[dict[str, object]]) -> list[Figure]:
    """The command from outside. Flat memory: the peak of its own process over ten times as many."""
    small, _ = _run(documents, CASELOAD // 10)
    large, seconds = _run(documents, CASELOAD)
    return [
        Figure(f"means test: {CASELOAD:,} households through --lines", seconds, "s"),
        Figure("means test: peak memory of that run", large, "MB"),
        Figure("means test: peak memory of a tenth of it", small, "MB"),
    ]


_MEASURED = """
import resource, runpy, sys
sys.argv[:] = ["means_test", "calculate", "--lines", sys.argv[1]]
try:
    runpy.run_module("services.means_test", run_name="__main__")
finally:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak, file=sys.stderr)
"""


def _run(documents: list[dict[str, object]], count: int) -> tuple[float, float]:
    """Peak memory (megabytes) and seconds of a run over so many households."""
    lines = [orjson.dumps(d) for d in documents]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "caseload.jsonl"
        with path.open("wb") as file:
            file.writelines(lines[i % len(lines)] + b"\n" for i in range(count))
        with (Path(folder) / "answers.jsonl").open("wb") as out:
            started = time.perf_counter()
            command = [sys.executable, "-c", _MEASURED, str(path)]
            run = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, check=True)
            seconds = time.perf_counter() - started
    return int(run.stderr.split()[-1]) / 1024, seconds
