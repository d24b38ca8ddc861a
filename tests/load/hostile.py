"""`make hostile`: what others notice while two processes attack the platform with all their might.

A stack of its own. Polite callers are measured alone first, then beside the attack: the first is the
baseline of the same run. Fails where the others' p99 is 250 ms or more, one of them is answered
wrongly, a health check does not answer, or a service's memory is beyond its bound.
"""

import argparse
import itertools
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import httpx
from rich.console import Console

from bench.figures import Figure, append
from deploy.local.journey.case_file import CaseFile
from deploy.local.journey.journey import HOUSING, THERAPIST
from deploy.local.stack import Stack
from tests.journeys.runs import CASES
from tests.load.attacker import Attack
from tests.load.machine import Machine
from tests.load.noted import cuts

ATTACKERS = 2
POLITE = 4
PAUSE_SECONDS = 0.2
"""Of a polite caller between two requests: twenty a second together."""
WARM_UP_SECONDS = 5
MOST_MS = 250
MOST_MB = 600
"""Of one service with the processes it starts: four times what it has at rest."""
SERVICES = ("referral", "register")
"""Those that are attacked."""
console = Console()


@dataclass
class Seen:
    """What the polite noticed in one stretch of time."""

    milliseconds: list[float] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    """Milliseconds of health checks."""
    wrong: Counter[str] = field(default_factory=Counter)
    """Answers that should not have come."""
    memory: dict[str, float] = field(default_factory=dict)
    """The most megabytes of each service."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make hostile", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="of each of the two stretches")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder), first_port=None)
        try:
            stack.start(console.print)
            _watched(stack, WARM_UP_SECONDS)
            alone = _watched(stack, asked.seconds)
            with _attackers(stack, asked.seconds + 2) as answers:
                time.sleep(2)
                beside = _watched(stack, asked.seconds)
        finally:
            stack.stop()
    settings = f"{ATTACKERS} attackers, {POLITE} polite callers, {asked.seconds} s"
    append(_figures(alone, beside, sum(answers.values()) / (asked.seconds + 2), settings))
    faults = _faults(beside)
    _print(alone, beside, answers, faults)
    return int(bool(faults))


@contextmanager
def _attackers(stack: Stack, seconds: float) -> Iterator[Counter[str]]:
    """Two processes, each a principal of its own; what they were answered, once they have ended."""
    answers = Counter[str]()
    running = [_attacker(stack, number, seconds) for number in range(ATTACKERS)]
    try:
        yield answers
    finally:
        for process in running:
            told = json.loads(process.communicate(timeout=seconds + 120)[0])
            answers.update(told["answers"])
            console.print(f"an attacker used {told['processor']:.0%} of a processor")


def _attacker(stack: Stack, number: int, seconds: float) -> subprocess.Popen[str]:
    roles = {"referral": THERAPIST, "register": HOUSING}
    attack = Attack(
        addresses={service: stack.address(service) for service in SERVICES},
        tokens={s: stack.issuer.mint(roles[s], sub=f"attacker {number}") for s in SERVICES},
        district=_enquiry()["district"],
        seconds=seconds,
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.load.attacker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(asdict(attack)))
    process.stdin.close()
    process.stdin = None
    return process


def _enquiry() -> dict[str, str]:
    return CaseFile.read(CASES / "first.json").enquiry()  # type: ignore[return-value]


def _watched(stack: Stack, seconds: float) -> Seen:
    """Polite callers, health checks and memory for so many seconds."""
    seen, end = Seen(), time.monotonic() + seconds
    watching = [
        *(threading.Thread(target=_call, args=(stack, n, seen, end)) for n in range(POLITE)),
        threading.Thread(target=_check_health, args=(stack, seen, end)),
    ]
    for thread in watching:
        thread.start()
    assert stack.postgres is not None
    machine = Machine(stack.postgres.port)
    while time.monotonic() < end:
        for name, megabytes in machine.megabytes().items():
            seen.memory[name] = max(seen.memory.get(name, 0), megabytes)
        time.sleep(2)
    for thread in watching:
        thread.join()
    return seen


def _call(stack: Stack, number: int, seen: Seen, end: float) -> None:
    """What an officer does: enters a referral, shows it, lists and searches."""
    tokens = {
        "referral": stack.issuer.mint(THERAPIST, sub=f"polite {number}"),
        "register": stack.issuer.mint(HOUSING, sub=f"polite {number}"),
    }
    calls = itertools.cycle(
        [
            ("POST", "referral", "/v1/referrals", {"json": _enquiry()}, 201),
            ("GET", "referral", "/v1/referrals?limit=20", {}, 200),
            ("GET", "register", "/v1/homes?limit=20", {}, 200),
            ("POST", "referral", "/v1/referrals/search", {"json": {"text": "Ada"}}, 200),
        ]
    )
    with httpx.Client(timeout=30) as client:
        while time.monotonic() < end:
            method, service, path, sent, expected = next(calls)
            headers = {"authorization": f"Bearer {tokens[service]}"}
            began = time.monotonic()
            try:
                answer = client.request(
                    method, stack.address(service) + path, headers=headers, **sent
                )
                said = str(answer.status_code)
            except httpx.HTTPError as error:
                said = type(error).__name__
            seen.milliseconds.append((time.monotonic() - began) * 1000)
            if said != str(expected):
                seen.wrong[f"{method} {path}: {said}"] += 1
            time.sleep(PAUSE_SECONDS)


def _check_health(stack: Stack, seen: Seen, end: float) -> None:
    while time.monotonic() < end:
        for service in SERVICES:
            began = time.monotonic()
            try:
                answer = httpx.get(f"{stack.address(service)}/health/ready", timeout=10)
                said = str(answer.status_code)
            except httpx.HTTPError as error:
                said = type(error).__name__
            seen.health.append((time.monotonic() - began) * 1000)
            if said != "200":
                seen.wrong[f"health of {service}: {said}"] += 1
        time.sleep(1)


def _faults(beside: Seen) -> list[str]:
    """What the attack did to others; nothing where they were kept from harm."""
    p99 = cuts(beside.milliseconds)[1]
    large = {name: mb for name, mb in beside.memory.items() if name in SERVICES and mb > MOST_MB}
    return [
        *([f"others' p99 was {p99:.0f} ms"] if p99 >= MOST_MS else []),
        *(f"{number} times {what}" for what, number in beside.wrong.items()),
        *(f"{name} took {megabytes:.0f} MB" for name, megabytes in large.items()),
    ]


def _figures(alone: Seen, beside: Seen, pace: float, settings: str) -> Iterator[Figure]:
    """The rows for the results: each beside the same without the attack."""
    for number, cut in enumerate(("p50", "p99")):
        value, base = cuts(beside.milliseconds)[number], cuts(alone.milliseconds)[number]
        yield Figure(f"hostile: others answered, {cut}", value, "ms", settings, value / base)
        yield Figure(f"hostile: the same without the attack, {cut}", base, "ms", settings)
    health, base = max(beside.health), max(alone.health)
    yield Figure("hostile: the slowest health check", health, "ms", settings, health / base)
    most, base = _attacked(beside.memory), _attacked(alone.memory)
    yield Figure("hostile: memory of the attacked services", most, "MB", settings, most / base)
    yield Figure("hostile: attacking requests", pace, "requests/s", settings)


def _attacked(memory: Mapping[str, float]) -> float:
    return sum(memory.get(name, 0.0) for name in SERVICES)


def _print(alone: Seen, beside: Seen, answers: Counter[str], faults: list[str]) -> None:
    for name, seen in (("alone", alone), ("attacked", beside)):
        p50, p99 = cuts(seen.milliseconds)
        console.print(
            f"{name}: {len(seen.milliseconds)} answers, p50 {p50:.0f} ms, p99 {p99:.0f} ms, health at"
            f" most {max(seen.health):.0f} ms, {_attacked(seen.memory):.0f} MB"
        )
    console.print(f"the attackers were answered: {dict(answers)}")
    for fault in faults:
        console.print(f"[red]failed[/red]: {fault}")


if __name__ == "__main__":
    sys.exit(main())
