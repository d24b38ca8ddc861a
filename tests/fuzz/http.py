"""`python -m tests.fuzz.http`: requests made from the OpenAPI documents, sent to every service.

Schemathesis makes them: by example, at every limit of every schema, at random, and one after the
other by links. No answer may be a server error, or of a status, type, shape or header that the
document does not tell. Bodies that the schema allows are taken, or refused for a reason that
`refusals.yaml` has: the law has rules that no schema can state.
"""

import argparse
import csv
import datetime as dt
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from cryptography.fernet import Fernet

from deploy.local.postgres import LocalPostgres
from deploy.local.roles import SERVICES
from deploy.local.stack import CONTACTS
from tests.platform.known import known_ids
from tests.platform.running import Platform, new_database
from tests.register.service import NOW
from tests.web.test_authority import whole

RESULTS = Path(__file__).with_suffix(".csv")
PROGRAM = Path(sys.executable).with_name("schemathesis")
PHASES = (("examples,coverage,fuzzing", 0.7), ("stateful", 0.3))
"""What is run in turn, and in which share of the time: links are followed in any case."""
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
)
REASONS = "refused_for_a_reason"
"""Of the long run alone: how far a short one gets differs from machine to machine."""


class Fuzzed(NamedTuple):
    """What came of one service."""

    service: str
    requests: int
    links: int
    """OpenAPI links that were followed."""
    faults: int
    report: str


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.http", description=__doc__)
    parser.add_argument("--seconds", type=int, default=150, help="for all services together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", action="store_true", help=f"add a row to {RESULTS.name}")
    asked = parser.parse_args()
    found = []
    with platform() as running:
        running.now = NOW
        for service in SERVICES:
            found.append(
                fuzz(running, service, asked.seconds // len(SERVICES), asked.seed, REASONS)
            )
            print(
                f"{service}: {found[-1].requests:,} requests, {found[-1].links} links followed,"
                f" {found[-1].faults} faults",
                flush=True,
            )
    for each in found:
        if each.faults:
            print(f"\n{each.service}\n{each.report}")
    if asked.record:
        _record(found, asked.seconds, asked.seed)
    faults = sum(each.faults for each in found)
    print(f"{len(found) - sum(bool(f.faults) for f in found)} passed, {faults} failed")
    return int(bool(faults))


@contextmanager
def platform() -> Iterator[Platform]:
    """Every service on a database of its own, gone afterwards."""
    os.environ.setdefault("DFG_CLINICAL_KEYS", Fernet.generate_key().decode())
    os.environ.setdefault("DFG_CONTACTS", str(CONTACTS))
    with TemporaryDirectory() as folder:
        server = LocalPostgres(Path(folder) / "postgres")
        server.start()
        running = Platform(server.superuser_url, new_database("fuzz"))
        try:
            yield running
        finally:
            running.stop()
            server.stop("immediate")


def fuzz(running: Platform, service: str, seconds: int, seed: int, *checks: str) -> Fuzzed:
    """Send one service what its document allows, and what it does not, for so many seconds.

    `checks` are those beyond the usual ones.
    """
    document = running.client(service).get("/openapi.json").json()
    token = running.issuer.mint("grant_officer", scope=whole(document))
    command = [PROGRAM, "run", f"{running.address(service)}/openapi.json"]
    command += [
        "--header",
        f"Authorization: Bearer {token}",
        "--checks",
        ",".join((*CHECKS, *checks)),
    ]
    command += ["--seed", str(seed), "--continue-on-failure", "--no-color"]
    command += ["--generation-database", "none"]
    hooks = {
        "SCHEMATHESIS_HOOKS": "tests.fuzz.checks",
        "FUZZ_THERE": json.dumps(known_ids(running, service)),
    }
    found = []
    for phases, share in PHASES:
        during = ["--phases", phases, "--max-time", str(max(1, round(seconds * share)))]
        done = subprocess.run(
            command + during, capture_output=True, text=True, check=False, env=os.environ | hooks
        )
        found.append(_told(service, done.stdout))
        if done.returncode and not found[-1].faults:
            raise RuntimeError(f"{service}: {done.stdout}{done.stderr}")
    reports = "".join(each.report for each in found)
    return Fuzzed(service, *(sum(each[n] for each in found) for n in (1, 2, 3)), reports)


def _told(service: str, report: str) -> Fuzzed:
    """What the report of one run says."""
    sent = re.search(r"(\d+) generated", report)
    followed = re.search(r"API Links:\s+(\d+) covered", report)
    faults = len(re.findall(r"^\d+\. Test Case ID", report, re.MULTILINE))
    count = [int(found[1]) if found else 0 for found in (sent, followed)]
    return Fuzzed(service, *count, faults, report)


def _record(found: list[Fuzzed], seconds: int, seed: int) -> None:
    with RESULTS.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        today = dt.datetime.now(dt.UTC).date().isoformat()
        for each in found:
            writer.writerow(
                [today, each.service, seconds, seed, each.requests, each.links, each.faults]
            )


if __name__ == "__main__":
    sys.exit(main())
