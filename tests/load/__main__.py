"""`make load`: a county's year of whole cases through a stack of its own, and what came of it.

CASES=1500, CALLERS=10, HOMES=20000 (homes that the register has already), BUS=kafka. Fails where a
case failed, where anything is left behind, or where the pace fell by more than a tenth.
"""

import argparse
import asyncio
import sys
import tempfile
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import asyncpg
from rich.console import Console

from bench.figures import append
from bench.register_service import copy_in, county_homes
from deploy.local.journey.journey import THERAPIST
from deploy.local.roles import role_url
from deploy.local.stack import Stack
from tests.load.baseline import inserts_a_second
from tests.load.caller import Caller
from tests.load.kinds import KINDS, Case, year
from tests.load.left_behind import left_behind
from tests.load.machine import Machine
from tests.load.noted import Carried, Noted, cuts
from tests.load.report import Result, figures, print_result

HUNDRED = 100
FIRST_UPRN = 10_012_345_678
"""Of the homes that the cases enter: beyond those that the register has already."""
SURVEYS = 2_000
console = Console()


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder), options.bus, first_port=None)
        try:
            stack.start(console.print)
            result = _measured(stack, options)
        finally:
            stack.stop()
    print_result(console, result)
    append(figures(result))
    return 1 if result.faults() else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make load", description=__doc__)
    parser.add_argument("--cases", type=int, default=1500)
    parser.add_argument("--callers", type=int, default=10)
    parser.add_argument("--homes", type=int, default=0, help="in the register before it begins")
    parser.add_argument("--bus", choices=["postgres", "kafka"], default="postgres")
    return parser.parse_args()


def _measured(stack: Stack, options: argparse.Namespace) -> Result:
    """Carry the cases, with the bare inserts measured before and after."""
    assert stack.postgres is not None
    url, machine = role_url(stack.superuser_url, "postgres"), Machine(stack.postgres.port)
    if options.homes:
        console.print(f"entering {options.homes:,} homes")
        asyncio.run(_enter_homes(url, options.homes))
    before = inserts_a_second(url)
    noted, used = Noted(), machine.processor_seconds()
    with _callers(stack, noted, options):
        _say_progress(noted, options.cases, machine)
    after, ended = inserts_a_second(url), machine.processor_seconds()
    return Result(
        settings=f"{options.cases} cases, {options.callers} callers, {options.homes} homes,"
        f" {options.bus}",
        noted=noted,
        inserts=(before + after) / 2,
        processor={name: ended[name] - used.get(name, 0) for name in ended},
        memory=machine.megabytes(),
        left=asyncio.run(left_behind(url)),
    )


@contextmanager
def _callers(stack: Stack, noted: Noted, options: argparse.Namespace) -> Iterator[None]:
    """So many at work, each with one case after the other, until all are carried."""
    kinds, numbers, run = year(options.cases), count(), uuid.uuid4().hex
    threads = [
        threading.Thread(
            target=_carry_on, args=(stack, noted, kinds, numbers, f"{run}/{n}"), daemon=True
        )
        for n in range(options.callers)
    ]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join()


def _carry_on(
    stack: Stack, noted: Noted, kinds: list[str], numbers: Iterator[int], run: str
) -> None:
    def token(role: str) -> str:
        """Each caller has people of their own, but the one therapist who is registered as such."""
        own = {} if role == THERAPIST else {"sub": f"{role} of {run}"}
        return stack.issuer.mint(role, **own)

    with Caller(stack.address, token, noted) as caller:
        while (number := next(numbers)) < len(kinds):
            caller.begin(f"{run}/{number}")
            noted.ended(_carried(caller, kinds[number], number))


def _carried(caller: Caller, kind: str, number: int) -> Carried:
    file, carry = KINDS[kind]
    failure = None
    try:
        carry(Case(file, caller, uprn=str(FIRST_UPRN + number)))
    except Exception as error:  # noqa: BLE001 - whatever stops a case is told, and the others go on
        failure = f"case {number}, {kind}: {type(error).__name__}: {error}"
    return Carried.now(kind, failure)


def _say_progress(noted: Noted, cases: int, machine: Machine) -> None:
    """A line for every hundred cases, as they end.

    A pace that falls while the processor time of a case stays tells of the machine, not of ours.
    """
    console.print(
        f"{'cases':>6} {'a second':>9} {'calls p50, p99 ms':>20} {'waits':>16} failed"
        f" {'ms of processor':>16}"
    )
    used = sum(machine.processor_seconds().values())
    for first in range(0, cases, HUNDRED):
        last = min(first + HUNDRED, cases)
        noted.wait_for(last)
        before, used = used, sum(machine.processor_seconds().values())
        call, wait = (cuts(noted.between(first, last, kind)) for kind in ("call", "wait"))
        console.print(
            f"{last:>6} {noted.pace(first, last):>9.2f} {call[0]:>11.0f} {call[1]:>8.0f}"
            f" {wait[0]:>7.0f} {wait[1]:>8.0f} {len(noted.failures):>6}"
            f" {(used - before) * 1000 / (last - first):>16.0f}"
        )


async def _enter_homes(url: str, homes: int) -> None:
    connection = await asyncpg.connect(url)
    try:
        await copy_in(connection, list(county_homes(homes, SURVEYS)), [])
    finally:
        await connection.close()


if __name__ == "__main__":
    sys.exit(main())
