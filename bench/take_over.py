"""A council's caseload taken over: 5,000 live and 15,000 past cases, tried and then taken, over HTTP.

Each service that has to know of them runs. Measured is the sheet, what the grants service holds in
memory meanwhile, and until payments and means test have acted on all that they were told.
"""

import csv
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from bench.figures import Figure
from bench.running import Platform, most_memory, platform

LIVE, PAST = 5_000, 15_000
ASKED = {"district": "E07000081", "organisation": "A Council"}
SCHEME = {
    "Works": "level_access_shower",
    "Purpose": "bath_or_shower",
    "Contractor": "A. Builder Ltd",
    "Estimate": "12000.00",
}
APPLIED = SCHEME | {
    "Applied on": "2026-09-03",
    "Applicant": "owner_occupier",
    "Applicant age": "61",
    "Disabled person age": "60",
    "Home": "house",
    "Years at the home": "12",
}
APPROVED = APPLIED | {
    "Means test": "assessed",
    "Reduction": "2000.00",
    "Approved on": "2026-10-05",
    "Mandatory grant": "10000.00",
    "Land charge": "5000.00",
    "Charge years": "10",
}
PAID = APPROVED | {"Contribution received": "2000.00", "Paid": "6500.00"}
STAGES: tuple[dict[str, str], ...] = (
    {"Stage": "enquiry"},
    SCHEME | {"Stage": "offered", "Offered on": "2026-10-02", "Amount offered": "9000.00"},
    APPLIED | {"Stage": "applied"},
    APPROVED | {"Stage": "approved"},
    PAID | {"Stage": "approved"},
    PAID | {"Stage": "certified", "Certified on": "2026-11-20"},
)
OLD = {
    "Stage": "past",
    "Applied on": "2019-03-04",
    "Applicant": "owner_occupier",
    "Means test": "assessed",
    "Reduction": "1200.00",
    "Approved on": "2019-05-02",
    "Mandatory grant": "16210.00",
    "Land charge": "10000.00",
    "Charge years": "10",
    "Contribution received": "1200.00",
    "Paid": "17410.00",
    "Certified on": "2019-11-08",
    "Charge registered on": "2019-12-02",
    "Closed on": "2020-01-15",
}
HEADINGS = ("Reference", *dict.fromkeys(heading for row in (*STAGES, OLD) for heading in row))
LEFT = (
    "SELECT count(*) FROM {service}.inbox WHERE handled_at IS NULL AND type = 'grants.taken-over'"
    " UNION ALL SELECT count(*) FROM {service}.inbox WHERE type = 'grants.taken-over'"
)


class NotAsWritten(RuntimeError):  # noqa: N818
    """The service did not make of the sheet what is in it."""


def figures() -> list[Figure]:
    """Seconds for a tenth, the trial, the whole and the same again, with the memory of each."""
    with (
        TemporaryDirectory() as folder,
        platform(["grants", "payments", "means_test"]) as running,
        httpx.Client(
            base_url=running.stack.address("grants"),
            headers={"authorization": f"Bearer {running.stack.issuer.mint('service_manager')}"},
            timeout=60,
        ) as client,
    ):
        small, whole = Path(folder) / "small.csv", Path(folder) / "whole.csv"
        _write(small, "S", 10)
        _write(whole, "W", 1)
        rows = LIVE + PAST
        steps: tuple[tuple[Path, dict[str, Any], dict[str, int], str], ...] = (
            (small, ASKED, {"taken": rows // 10}, "a tenth of it"),
            (whole, ASKED | {"trial": True}, {"taken": rows}, "tried"),
            (whole, ASKED, {"taken": rows}, "the whole sheet"),
            (whole, ASKED, {"known": rows}, "the same again"),
        )
        found = []
        for path, asked, expected, name in steps:
            found += _measured(client, path, asked, expected, name)
            if name == "the whole sheet":
                found.append(_until_acted_on(running, rows + rows // 10))
        return found


def _measured(
    client: httpx.Client, path: Path, asked: dict[str, Any], expected: dict[str, int], name: str
) -> Iterator[Figure]:
    settings = f"{sum(expected.values()):,} rows, a quarter of them live"
    with most_memory("grants") as most:
        began = time.perf_counter()
        answer = client.post("/v1/take-overs", params=asked, content=path.read_bytes())
        told = answer.raise_for_status().json()
        while told["state"] == "running":
            time.sleep(0.5)
            told = client.get(f"/v1/take-overs/{told['id']}").json()
        took = time.perf_counter() - began
    if told["state"] != "finished" or any(told[what] != n for what, n in expected.items()):
        raise NotAsWritten(told)
    yield Figure(f"take-over of cases, {name}: whole", took, "s", settings)
    yield Figure(f"take-over of cases, {name}: most memory", most[0] / 2**20, "MB", settings)


def _until_acted_on(running: Platform, told: int) -> Figure:
    """Seconds after the sheet until the other services have acted on all of it."""
    began = time.perf_counter()
    for service in ("payments", "means_test"):
        while True:
            (waiting,), (heard,) = running.sql(LEFT.format(service=service))
            if heard == told and not waiting:
                break
            time.sleep(1)
    took = time.perf_counter() - began
    settings = f"{told:,} cases, payments and means test"
    return Figure("take-over of cases, the whole sheet: acted on after", took, "s", settings)


def _write(path: Path, prefix: str, part: int) -> None:
    """One part of so many of the caseload."""
    stages = cycle(STAGES)
    with path.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.DictWriter(file, HEADINGS, restval="")
        sheet.writeheader()
        for number in range(LIVE // part):
            sheet.writerow(next(stages) | {"Reference": f"{prefix}-L-{number}"})
        for number in range(PAST // part):
            sheet.writerow(OLD | {"Reference": f"{prefix}-P-{number}"})
