"""`python -m tests.fuzz.files`: files as nobody should send them, read as a provider's and as a
document.

A file is read to its end or refused in words, within so many seconds and megabytes; whatever comes
of it is text that the database holds. Each is read in another process, which a file that takes too
much ends: `--file NUMBER` reads one of them again.
"""

import argparse
import csv
import datetime as dt
import io
import resource
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import count
from multiprocessing import get_context
from pathlib import Path

from services.register.data import provider_headings
from services.register.domain.provenance import Basis
from services.register.domain.provider_rows import latest_surveys, one_survey_each, read_row
from shared.files.kinds import kind_of
from shared.problems import Problem
from shared.sheets.files import sheets_of
from shared.sheets.tables import Table, find_table
from tests.fuzz.made_up_files import made

RESULTS = Path(__file__).with_suffix(".csv")
TODAY = dt.date(2026, 6, 1)
A_SEED = 1_000_000
"""Numbers of files from one seed to the next."""
MOST_SECONDS = 20.0
"""Of processor time for one file: the largest that is taken in, read twice, comes near it."""
PATIENCE_SECONDS = 300
"""For one file, on a machine that others want too."""
MOST_BYTES = 1536 * 1024 * 1024
"""Of addresses of the process that reads: its own code and libraries take half of it."""


def read(number: int) -> tuple[str, float]:
    """What came of the file of that number (`read`, `refused`, or a fault), and in what time."""
    content, began = made(number), time.process_time()
    came = outcome(content)
    took = time.process_time() - began
    return (came if took < MOST_SECONDS else f"fault: it took {took:.0f} seconds"), took


def outcome(content: bytes) -> str:
    """What came of a file; a fault begins with `fault`."""
    found = []
    for way in (_as_homes, _as_document):
        try:
            way(content)
            found.append("read")
        except Problem as problem:
            found.append(
                "refused" if _is_text(str(problem)) else "fault: a refusal that is no text"
            )
        except (Exception, MemoryError) as error:  # noqa: BLE001 - this is what is looked for
            found.append(f"fault: {type(error).__name__}: {str(error)[:200]}")
    return next((each for each in found if each.startswith("fault")), found[0])


def _as_homes(content: bytes) -> None:
    """As the register takes it in: once for what counts, once row by row."""
    latest = latest_surveys(_table(content), Basis.LANDLORD_CLAIM, TODAY)
    table = _table(content)
    for row in one_survey_each(table, latest):
        report = read_row(row, table.columns).model_dump_json()
        if not _is_text(report):
            raise AssertionError(f"row {row.number} comes to what no database holds")


def _table(content: bytes) -> Table:
    headings = provider_headings()
    return find_table(sheets_of(io.BytesIO(content), headings), headings)


def _as_document(content: bytes) -> None:
    kind_of(io.BytesIO(content), "homes.xlsx")


def _is_text(text: str) -> bool:
    """Whether PostgreSQL holds it, also as JSON: no NUL, no half of a character."""
    halves = any("\ud800" <= mark <= "\udfff" for mark in text)
    return not halves and "\0" not in text and "\\u0000" not in text


def bound() -> None:
    """Let this process have so much memory and no more."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


class Reader:
    """Reads each file in another process, which is replaced when a file was too much for it."""

    def __init__(self) -> None:
        self._pool = self._new()

    @staticmethod
    def _new() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, get_context("spawn"), initializer=bound)

    def read(self, number: int) -> tuple[str, float]:
        """What came of that file, and in what time."""
        reading = self._pool.submit(read, number)
        try:
            return reading.result(PATIENCE_SECONDS)
        except TimeoutError:
            self._end()
            return "fault: no end", PATIENCE_SECONDS
        except BrokenProcessPool:
            self._end()
            return "fault: it ended the process that read it", 0.0

    def _end(self) -> None:
        for process in (self._pool._processes or {}).values():
            process.kill()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._new()

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.files", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", action="store_true", help=f"add a row to {RESULTS.name}")
    parser.add_argument("--file", type=int, help="read this one again, and say what came of it")
    asked = parser.parse_args()
    if asked.file is not None:
        print(*read(asked.file))
        return 0
    found, slowest = _read_for(asked.seconds, asked.seed)
    faults = found.total() - found["read"] - found["refused"]
    print(
        f"{found['read']:,} read, {found['refused']:,} refused, {faults} faults, {slowest:.1f} s at most"
    )
    if asked.record:
        row = [dt.datetime.now(dt.UTC).date(), asked.seconds, asked.seed, found["read"]]
        with RESULTS.open("a", newline="", encoding="utf-8") as file:
            csv.writer(file).writerow([*row, found["refused"], f"{slowest:.1f}", faults])
    return int(bool(faults))


def _read_for(seconds: int, seed: int) -> tuple[Counter[str], float]:
    """What came of the files that were read in so many seconds, and how long the slowest took."""
    reader, until = Reader(), time.monotonic() + seconds
    found, slowest = Counter[str](), 0.0
    for number in count(seed * A_SEED):
        if time.monotonic() > until:
            break
        came, took = reader.read(number)
        slowest = max(slowest, took)
        found[came if came in {"read", "refused"} else "fault"] += 1
        if came.startswith("fault"):
            print(f"file {number}: {came}", flush=True)
    reader.close()
    return found, slowest


if __name__ == "__main__":
    sys.exit(main())
