"""A provider's worst file of 100,000 rows and about 40 MB: as CSV and as XLSX, each sent twice.

Over HTTP and by the command. What came of every row and what is kept of every home is compared with what the
maker of the file knows that it wrote. Meanwhile somebody goes on asking the service for homes.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any, Self

import httpx
import psutil

from bench.figures import Figure
from bench.rounds import console
from bench.running import Platform, platform
from bench.worst_file import WorstFile, differences, found

ROWS = 100_000
DISTRICT = "E07000081"
COMMENTS = {"csv": 125, "xlsx": 185}
"""Characters of text that does not pack, so that each file has about 40 MB."""
EVERY_SECONDS, QUIET_SECONDS = 0.1, 20


class NotAsWritten(RuntimeError):  # noqa: N818
    """The register did not make of the file what is in it."""


def figures() -> list[Figure]:
    """Seconds for each file and for the same again, memory, and how others are answered."""
    with TemporaryDirectory() as folder, platform(["register"]) as running:
        token = running.stack.issuer.mint("housing_options")
        with httpx.Client(
            base_url=running.stack.address("register"),
            headers={"authorization": f"Bearer {token}"},
            timeout=60,
        ) as client:
            return [
                *_measured(running, client, Path(folder) / "stock.csv", ("serve", "load")),
                *_measured(running, client, Path(folder) / "stock.xlsx", ("load", "serve")),
            ]


def _measured(
    running: Platform, client: httpx.Client, path: Path, ways: tuple[str, str]
) -> Iterator[Figure]:
    """The first time and again: by `serve`, which is over HTTP, or by the command `load`."""
    kind = path.suffix[1:]
    file = WorstFile(
        ROWS, first_uprn=100_700_000_000 + len(kind) * 1_000_000, comment=COMMENTS[kind]
    )
    getattr(file, kind)(path)
    size = path.stat().st_size / 2**20
    with _Asked(client) as quiet:
        time.sleep(QUIET_SECONDS)
    yield Figure(f"loading {kind}: others answered before, p50", quiet.p50, "ms")
    yield Figure(f"loading {kind}: others answered before, p99", quiet.p99, "ms")
    for again, by in zip(("", " again"), ways, strict=True):
        name = f"loading {kind}{again}"
        settings = f"{ROWS:,} rows, {size:.0f} MiB, {os.cpu_count()} processes, by {by}"
        load = _over_http if by == "serve" else _by_command
        with _Memory(by) as memory, _Asked(client) as asked:
            began = time.perf_counter()
            told = load(running, client, path, kind)
            took = time.perf_counter() - began
        _check(running, told, file, entered=not again)
        console.print(f"  {name}: {took:.1f} s, every row and home as written")
        yield Figure(f"{name}: the whole file", took, "s", settings)
        yield Figure(f"{name}: a thousand rows", took / ROWS * 1000, "s", settings)
        yield Figure(
            f"{name}: most memory of the process that reads", memory.reader, "MB", settings
        )
        yield Figure(f"{name}: most memory of all its processes", memory.all, "MB", settings)
        yield Figure(f"{name}: others answered meanwhile, p50", asked.p50, "ms", settings)
        yield Figure(f"{name}: others answered meanwhile, p99", asked.p99, "ms", settings)


def _over_http(_: Platform, client: httpx.Client, path: Path, provider: str) -> dict[str, Any]:
    asked = {"district": DISTRICT, "provider_id": provider}
    with path.open("rb") as file:
        answer = client.post("/v1/loads", params=asked, content=file)
    told = answer.raise_for_status().json()
    while told["state"] == "running":
        time.sleep(0.2)
        told = client.get(f"/v1/loads/{told['id']}").json()
    return dict(told)


def _by_command(running: Platform, _: httpx.Client, path: Path, provider: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "services.register", "load", str(path)]
    done = subprocess.run(
        [*command, "--provider", provider, "--district", DISTRICT],
        env=os.environ | running.stack.service_environment("register"),
        stdout=subprocess.PIPE,
        check=True,
    )
    return dict(json.loads(done.stdout))


def _check(running: Platform, told: dict[str, Any], file: WorstFile, *, entered: bool) -> None:
    """Every row told as it was written, every home kept as it was written, and nothing else."""
    homes = len(file.uprns)
    counts = {
        "rows": len(file.expected),
        "entered": homes if entered else 0,
        "updated": 0,
        "unchanged": 0 if entered else homes,
        "refused": len(file.expected) - homes,
    }
    if told["state"] != "finished" or any(told[name] != n for name, n in counts.items()):
        raise NotAsWritten(f"{told}, should be {counts}")
    for difference in differences(
        file.expected, *found(running.sql, told["id"], told["provider_id"])
    ):
        raise NotAsWritten(difference)
    [row] = running.sql(
        "SELECT count(*) FROM register.surveys WHERE provider_id = $1", told["provider_id"]
    )
    if row[0] != homes:
        raise NotAsWritten(f"{row[0]} surveys of {homes} homes")


class _Meanwhile:
    """Does something over and over beside the block, in a thread."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._go_on)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _go_on(self) -> None:
        while not self._over.wait(EVERY_SECONDS):
            self._act()

    def _act(self) -> None:
        raise NotImplementedError


class _Asked(_Meanwhile):
    """Somebody who asks for homes now and then, and how long each answer took, in ms."""

    def __init__(self, client: httpx.Client) -> None:
        super().__init__()
        self._client, self._took = client, list[float]()

    def _act(self) -> None:
        began = time.perf_counter()
        self._client.get("/v1/homes", params={"limit": 20}).raise_for_status()
        self._took.append((time.perf_counter() - began) * 1000)

    @property
    def p50(self) -> float:
        return median(self._took)

    @property
    def p99(self) -> float:
        return quantiles(self._took, n=100)[98]


class _Memory(_Meanwhile):
    """The most memory, in MB, of the process of the register so named, and of those it started."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._word, self._most = word, dict[int, int]()
        self._first: int | None = None

    def _act(self) -> None:
        with suppress(psutil.NoSuchProcess):
            self._look()

    def _look(self) -> None:
        for child in psutil.Process().children():
            if child.cmdline()[2:4] == ["services.register", self._word]:
                self._first = child.pid
                for one in (child, *child.children(recursive=True)):
                    rss = one.memory_info().rss
                    self._most[one.pid] = max(rss, self._most.get(one.pid, 0))

    @property
    def reader(self) -> float:
        return self._most[self._first or 0] / 1e6

    @property
    def all(self) -> float:
        return sum(self._most.values()) / 1e6
